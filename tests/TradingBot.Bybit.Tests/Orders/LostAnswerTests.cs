using TradingBot.Bybit.Tests.Stub;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using static TradingBot.Bybit.Tests.Stub.Routes;

namespace TradingBot.Bybit.Tests.Orders;

/// <summary>A write whose answer is lost or says nothing is unknown, and never sent twice on a guess.</summary>
public sealed class LostAnswerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(LostReplies.Kinds), MemberType = typeof(LostReplies))]
    public async Task Create_whose_answer_is_lost_is_unknown_and_sent_once(string kind)
    {
        await using var fixture = await BybitFixture.OpenAsync(kind == "silence" ? BybitFixture.Impatient : null);
        fixture.Stub.When(Create, LostReplies.Of(kind));

        var error = Expect.Unknown(await fixture.Exchange.PlaceOrderAsync(BybitFixture.Buy(), Token));

        Assert.Equal(RetryGuidance.VerifyFirst, error.Class);
        Assert.Equal(1, fixture.Stub.Count(Create));
    }

    [Theory]
    [MemberData(nameof(LostReplies.Kinds), MemberType = typeof(LostReplies))]
    public async Task Create_lost_on_a_used_connection_is_not_resent_by_the_http_stack(string kind)
    {
        await using var fixture = await BybitFixture.OpenAsync(kind == "silence" ? BybitFixture.Impatient : null);
        fixture.Stub.When(Create, StubReplies.Ok("""{"orderId":"first"}"""), LostReplies.Of(kind));
        Expect.Accepted(await fixture.Exchange.PlaceOrderAsync(BybitFixture.Buy(), Token));

        Expect.Unknown(await fixture.Exchange.PlaceOrderAsync(BybitFixture.Buy(), Token));

        Assert.Equal(2, fixture.Stub.Count(Create));
    }

    [Theory]
    [InlineData(10000)]
    [InlineData(10014)]
    [InlineData(10016)]
    [InlineData(170007)]
    [InlineData(170032)]
    [InlineData(170146)]
    [InlineData(170234)]
    [InlineData(987654)]
    public async Task Create_answered_with_an_ambiguous_code_is_unknown_and_sent_once(int code)
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Create, StubReplies.Code(code, "trouble"));

        var error = Expect.Unknown(await fixture.Exchange.PlaceOrderAsync(BybitFixture.Buy(), Token));

        Assert.Equal(code, error.Code);
        Assert.Equal(1, fixture.Stub.Count(Create));
    }

    [Theory]
    [MemberData(nameof(LostReplies.Kinds), MemberType = typeof(LostReplies))]
    public async Task Every_other_write_whose_answer_is_lost_is_unknown_and_sent_once(string kind)
    {
        await using var fixture = await BybitFixture.OpenAsync(kind == "silence" ? BybitFixture.Impatient : null);
        fixture.Stub.When(Cancel, LostReplies.Of(kind)).When(Leverage, LostReplies.Of(kind)).When(Stop, LostReplies.Of(kind));

        Expect.Unknown(await CancelAsync(fixture));
        Expect.Unknown(await fixture.Exchange.SetLeverageAsync(Category.Linear, BybitFixture.Btc, 3m, Token));
        Expect.Unknown(await fixture.Exchange.SetTradingStopAsync(new TradingStop(Category.Linear, BybitFixture.Btc, 90m, null), Token));

        Assert.All([Cancel, Leverage, Stop], path => Assert.Equal(1, fixture.Stub.Count(path)));
    }

    [Fact]
    public async Task A_caller_that_gives_up_after_sending_still_learns_the_outcome()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        using var giveUp = new CancellationTokenSource();
        fixture.Stub.When(Create, async context =>
        {
            await giveUp.CancelAsync();
            await StubReplies.Ok("""{"orderId":"o-1"}""")(context);
        });

        Assert.Equal("o-1", Expect.Accepted(await fixture.Exchange.PlaceOrderAsync(BybitFixture.Buy(), giveUp.Token)));
    }

    private static Task<SubmitOutcome> CancelAsync(BybitFixture fixture) =>
        fixture.Exchange.CancelOrderAsync(Category.Linear, BybitFixture.Btc, BybitFixture.Buy().LinkId, isStopOrder: false, Token);
}
