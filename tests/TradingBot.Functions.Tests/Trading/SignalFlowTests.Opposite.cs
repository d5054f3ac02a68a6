using TradingBot.Core.Foundation;
using TradingBot.Core.Notifications;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;
using TradingBot.Core.Trades;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>Alerts of the other side, as the strategy takes them.</summary>
public sealed partial class SignalFlowTests
{
    // Decided again, as after a lost answer, it gives the same.
    [Theory]
    [InlineData(SignalAction.Sell)]
    [InlineData(SignalAction.Reverse)]
    public async Task Alert_of_the_other_side_only_closes_where_the_strategy_says_so(SignalAction action)
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync(static strategy => strategy with { OppositeAlert = OppositeAlert.CloseOnly });
        var held = await fixture.Driver.OpenAsync();
        var alert = await fixture.Driver.AlertAsync(action);

        for (var time = 0; time < 2; time++)
        {
            var decision = await fixture.Driver.DecideAsync(alert);
            Assert.Equal([held.Id.Value], decision.Closing);
            Assert.False(decision.ThenOpen);
        }

        Assert.Equal(CloseReason.Signal, (await fixture.Driver.LookUntilClosedAsync(held.Id)).CloseReason);
        Assert.False((await fixture.Driver.DecideAsync(alert)).ThenOpen);
        Assert.Null(await fixture.Driver.PositionAsync());
    }

    [Fact]
    public async Task Alert_of_the_other_side_that_is_ignored_changes_nothing_and_outranks_nothing()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync(static strategy => strategy with { OppositeAlert = OppositeAlert.Ignore });
        var held = await fixture.Driver.OpenAsync();
        var ignored = await fixture.Driver.AlertAsync(SignalAction.Sell);

        await fixture.Driver.DecideAsync(ignored);

        var record = await fixture.Driver.SignalAsync(ignored);
        Assert.Equal((SignalStatus.Completed, DenialCodes.OppositeIgnored), (record.Status, record.Reason?.Code));
        Assert.Null((await fixture.Driver.TradeAsync(held.Id)).CloseRequestedAt);
        // An exit that fired before it, and arrives after it, closes all the same.
        var exit = await fixture.Driver.AlertAsync(
            signal => signal with { Action = SignalAction.Close, FiredAt = record.Signal!.FiredAt!.Value.AddMilliseconds(-1) });
        Assert.Equal([held.Id.Value], (await fixture.Driver.DecideAsync(exit)).Closing);
        Assert.DoesNotContain(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == NoticeKinds.AlertRefused);
    }
}
