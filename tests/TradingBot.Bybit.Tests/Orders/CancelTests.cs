using TradingBot.Bybit.Tests.Stub;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using static TradingBot.Bybit.Tests.Stub.Routes;

namespace TradingBot.Bybit.Tests.Orders;

/// <summary>What a cancel means for an order that has ended, or that nobody shows.</summary>
public sealed class CancelTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(110008)]
    [InlineData(110010)]
    [InlineData(170139)]
    [InlineData(170142)]
    public async Task Cancel_of_a_finished_order_is_accepted(int code)
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Cancel, StubReplies.Code(code));

        Expect.Accepted(await CancelAsync(fixture));
    }

    [Fact]
    public async Task Cancel_of_an_order_that_turns_out_closed_is_accepted()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Cancel, StubReplies.Code(110001)).When(Realtime, Nothing).When(History, Rows.Order("Buy", "0.01", "Filled"));

        Assert.Equal("exchange-7", Expect.Accepted(await CancelAsync(fixture)));
    }

    [Fact]
    public async Task Cancel_of_an_order_nobody_shows_is_rejected_for_a_later_try()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Cancel, StubReplies.Code(110001)).When(Realtime, Nothing).When(History, Nothing);

        Assert.Equal(RetryGuidance.CorrectAndRetry, Expect.Rejected(await CancelAsync(fixture)).Class);
    }

    [Fact]
    public async Task Cancel_of_an_order_that_could_not_be_looked_for_is_to_be_verified()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Cancel, StubReplies.Code(110001)).When(Realtime, StubReplies.Code(10016)).When(History, StubReplies.Code(10016));

        var unknown = Assert.IsType<SubmitOutcome.Unknown>(await CancelAsync(fixture));

        Assert.Equal((110001, RetryGuidance.VerifyFirst), (unknown.Error.Code, unknown.Error.Class));
    }

    private static Task<SubmitOutcome> CancelAsync(BybitFixture fixture) =>
        fixture.Exchange.CancelOrderAsync(Category.Linear, BybitFixture.Btc, BybitFixture.Buy().LinkId, isStopOrder: false, Token);
}
