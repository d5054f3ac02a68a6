using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Signals;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>
/// A process died after the decision about an alert and before its answer was written down: asked again, however late, the same answer
/// comes back.
/// </summary>
public sealed class LostAnswerFlowTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    [Theory]
    [InlineData(SignalAction.Close, false)]
    [InlineData(SignalAction.Reverse, true)]
    [InlineData(SignalAction.Sell, true)]
    public async Task What_closes_a_trade_says_so_again_when_that_has_ended(SignalAction action, bool opens)
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var held = await fixture.Driver.OpenAsync();
        var alert = await fixture.Driver.AlertAsync(action);

        Assert.Equal((held.Id.Value, opens), Closes(await fixture.Driver.DecideAsync(alert)));
        Assert.Equal((held.Id.Value, opens), Closes(await fixture.Driver.DecideAsync(alert)));
        await fixture.Driver.LookUntilClosedAsync(held.Id);
        var again = await fixture.Driver.DecideAsync(alert);

        Assert.Equal((held.Id.Value, opens), Closes(again));
        Assert.Equal(SignalStatus.Accepted, (await fixture.Driver.SignalAsync(alert)).Status);
        if (!opens)
            return;
        var opened = new TradeId((await fixture.Driver.DecideAsync(alert, again.Closing)).TradeId!.Value);
        Assert.Equal(Direction.Short, (await fixture.Driver.TradeAsync(opened)).Direction);
    }

    [Fact]
    public async Task Reversal_whose_answer_was_lost_leaves_what_another_alert_opened_since()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var held = await fixture.Driver.OpenAsync();
        var reversal = await fixture.Driver.AlertAsync(SignalAction.Reverse);
        await fixture.Driver.DecideAsync(reversal);
        await fixture.Driver.LookUntilClosedAsync(held.Id);
        await fixture.PassAsync(SignalSequence.Patience);
        var newer = await fixture.Driver.OpenAsync();

        var again = await fixture.Driver.DecideAsync(reversal);
        Assert.Equal((held.Id.Value, true), Closes(again));
        Assert.Empty((await fixture.Driver.DecideAsync(reversal, again.Closing)).Closing);

        Assert.Equal(DenialCodes.Superseded, (await fixture.Driver.SignalAsync(reversal)).Reason?.Code);
        Assert.Null((await fixture.Driver.TradeAsync(newer.Id)).CloseRequestedAt);
    }

    private static (Guid Trade, bool ThenOpen) Closes(TradingBot.Functions.Activities.SignalAnswer answer) =>
        (Assert.Single(answer.Closing), answer.ThenOpen);
}
