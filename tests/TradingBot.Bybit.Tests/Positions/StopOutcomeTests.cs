using TradingBot.Bybit.Tests.Stub;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using static TradingBot.Bybit.Tests.Stub.Routes;

namespace TradingBot.Bybit.Tests.Positions;

/// <summary>Stops and leverage: what is already so counts as done only where it shows.</summary>
public sealed class StopOutcomeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Leverage_that_is_already_so_is_accepted()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Leverage, StubReplies.Code(110043, "leverage not modified"));

        Expect.Accepted(await fixture.Exchange.SetLeverageAsync(Category.Linear, BybitFixture.Btc, 3m, Token));
    }

    [Theory]
    [InlineData("90", true)]
    [InlineData("", false)]
    [InlineData("80", false)]
    public async Task Stop_that_is_already_so_is_accepted_only_when_the_position_shows_it(string shown, bool accepted)
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Stop, StubReplies.Code(34040, "not modified"))
            .When("/v5/position/list", $$"""{"list":[{"symbol":"BTCUSDT","side":"Buy","size":"1","avgPrice":"100","stopLoss":"{{shown}}"}]}""");

        var outcome = await fixture.Exchange.SetTradingStopAsync(new TradingStop(Category.Linear, BybitFixture.Btc, 90m, null), Token);

        Assert.Equal(accepted, outcome is SubmitOutcome.Accepted);
        Assert.Equal(accepted, outcome is not SubmitOutcome.Rejected);
    }

    [Fact]
    public async Task Stop_before_the_fill_is_rejected_for_correction()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Stop, StubReplies.Code(10001, "can not set tp/sl/ts for zero position"));

        var outcome = await fixture.Exchange.SetTradingStopAsync(new TradingStop(Category.Linear, BybitFixture.Btc, 90m, null), Token);

        Assert.Equal(RetryGuidance.CorrectAndRetry, Expect.Rejected(outcome).Class);
    }
}
