using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Notifications;
using TradingBot.Core.Orders;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;
using TradingBot.Core.Trades;
using TradingBot.Trading.Positions;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>A stop that a person moves at the exchange: looser is put back to the plan, tighter is kept, each try is told.</summary>
public sealed class MovedStopFlowTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(SignalAction.Buy, -1000)]
    [InlineData(SignalAction.Sell, 1000)]
    public async Task Stop_moved_looser_is_put_back_and_told_and_the_target_left_alone(SignalAction side, int by)
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var trade = await fixture.Driver.OpenAsync(side);
        var planned = trade.PlannedStopLoss!.Value;
        var target = trade.Targets[0].Price + (trade.Direction.Sign() * 100);
        await MoveAsync(fixture, planned + by, target);

        Assert.Equal(MonitorState.Unprotected, (await fixture.Driver.LookAsync(trade.Id)).State);
        var loosened = await fixture.Driver.TradeAsync(trade.Id);
        Assert.Equal((planned + by, planned, trade.Risk + 10m), (loosened.StopLoss, loosened.PlannedStopLoss, loosened.OpenRisk));
        await fixture.Driver.LookUntilAsync(trade.Id, MonitorState.Protected);

        var position = (await fixture.Driver.PositionAsync())!;
        Assert.Equal((planned, target), (position.StopLoss, position.TakeProfit));
        var restored = await fixture.Driver.TradeAsync(trade.Id);
        Assert.Equal((planned, trade.Risk, null), (restored.StopLoss, restored.OpenRisk, restored.StopMissingSince));
        Assert.Equal(
            ["stopConfirmed", "stopLoosened", "stopSent", "stopAccepted", "stopRestored"], await StopLinesAsync(fixture, trade));
        Assert.Single(await fixture.Driver.NoticesAsync(), static notice => notice is { Kind: "stopLoosened", Severity: Severity.Warning });
    }

    [Fact]
    public async Task Stop_moved_looser_twice_is_told_twice()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var trade = await fixture.Driver.OpenAsync();
        for (var time = 0; time < 2; time++)
        {
            await MoveAsync(fixture, trade.PlannedStopLoss!.Value - 500m);
            await fixture.Driver.LookUntilAsync(trade.Id, MonitorState.Unprotected);
            await fixture.Driver.LookUntilAsync(trade.Id, MonitorState.Protected);
        }

        Assert.Equal(2, (await fixture.Driver.NoticesAsync()).Count(static notice => notice.Kind == "stopLoosened"));
    }

    [Fact]
    public async Task Stop_moved_tighter_is_kept_and_told_and_frees_risk()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var trade = await fixture.Driver.OpenAsync();
        var tighter = trade.PlannedStopLoss!.Value + 500m;
        await MoveAsync(fixture, tighter);

        Assert.Equal(MonitorState.Protected, (await fixture.Driver.LookAsync(trade.Id)).State);
        Assert.Equal(MonitorState.Protected, (await fixture.Driver.LookAsync(trade.Id)).State);

        var kept = await fixture.Driver.TradeAsync(trade.Id);
        Assert.Equal((tighter, trade.PlannedStopLoss, trade.Risk - 5m), (kept.StopLoss, kept.PlannedStopLoss, kept.OpenRisk));
        Assert.Equal(["stopConfirmed", "stopMoved"], await StopLinesAsync(fixture, trade));
        Assert.Single(await fixture.Driver.NoticesAsync(), static notice => notice is { Kind: "stopMoved", Severity: Severity.Info });
    }

    [Fact]
    public async Task Stop_removed_after_it_was_moved_tighter_is_put_back_to_the_plan()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var trade = await fixture.Driver.OpenAsync();
        await MoveAsync(fixture, trade.PlannedStopLoss!.Value + 500m);
        await fixture.Driver.LookAsync(trade.Id);
        await fixture.Driver.RemoveStopAsync();

        await fixture.Driver.LookUntilAsync(trade.Id, MonitorState.Unprotected);
        await fixture.Driver.LookUntilAsync(trade.Id, MonitorState.Protected);

        Assert.Equal(trade.PlannedStopLoss, (await fixture.Driver.PositionAsync())!.StopLoss);
        Assert.Single(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == "stopRestored");
    }

    [Fact]
    public async Task Looser_stop_of_a_strategy_that_keeps_moved_stops_stays_and_is_told_as_a_warning()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync(static strategy => strategy with { KeepMovedStops = true });
        var trade = await fixture.Driver.OpenAsync();
        var looser = trade.PlannedStopLoss!.Value - 1000m;
        await MoveAsync(fixture, looser);

        Assert.Equal(MonitorState.Protected, (await fixture.Driver.LookAsync(trade.Id)).State);

        Assert.Equal(looser, (await fixture.Driver.PositionAsync())!.StopLoss);
        Assert.Equal(trade.Risk + 10m, (await fixture.Driver.TradeAsync(trade.Id)).OpenRisk);
        Assert.Single(await fixture.Driver.NoticesAsync(), static notice => notice is { Kind: "stopLoosened", Severity: Severity.Warning });
    }

    [Fact]
    public async Task Kept_looser_stop_that_was_away_and_came_back_is_told_as_missing_and_not_as_put_back()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync(static strategy => strategy with { KeepMovedStops = true });
        var trade = await fixture.Driver.OpenAsync();
        var looser = trade.PlannedStopLoss!.Value - 1000m;
        await MoveAsync(fixture, looser);
        await fixture.Driver.LookUntilAsync(trade.Id, MonitorState.Protected);
        await fixture.Driver.RemoveStopAsync();
        await fixture.Controls.FaultAsync(PaperExchangeControls.TradingStop, "retCode", retCode: 110063);
        Assert.Equal(MonitorState.Unprotected, (await fixture.Driver.LookAsync(trade.Id)).State);
        await MoveAsync(fixture, looser);

        Assert.Equal(MonitorState.Protected, (await fixture.Driver.LookAsync(trade.Id)).State);

        Assert.Single(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == "stopRestored");
        Assert.Single(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == "stopLoosened");
    }

    [Fact]
    public async Task Kept_looser_stop_that_was_taken_away_is_set_as_planned_and_not_told_as_put_back()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync(static strategy => strategy with { KeepMovedStops = true });
        var trade = await fixture.Driver.OpenAsync();
        await MoveAsync(fixture, trade.PlannedStopLoss!.Value - 1000m);
        await fixture.Driver.LookUntilAsync(trade.Id, MonitorState.Protected);
        await fixture.Driver.RemoveStopAsync();

        await fixture.Driver.LookUntilAsync(trade.Id, MonitorState.Unprotected);
        await fixture.Driver.LookUntilAsync(trade.Id, MonitorState.Protected);

        Assert.Equal(trade.PlannedStopLoss, (await fixture.Driver.PositionAsync())!.StopLoss);
        var told = Assert.Single(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == "stopRestored");
        Assert.Contains("was missing at the exchange", told.Body, StringComparison.Ordinal);
        Assert.Single(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == "stopLoosened");
    }

    [Fact]
    public async Task Stop_refused_for_now_is_tried_again_and_each_try_is_in_the_story()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var trade = await fixture.Driver.OpenAsync();
        await fixture.Driver.RemoveStopAsync();
        await fixture.Controls.FaultAsync(PaperExchangeControls.TradingStop, "retCode", count: 2, retCode: 110063);

        await fixture.Driver.LookUntilAsync(trade.Id, MonitorState.Unprotected);
        await fixture.Driver.LookUntilAsync(trade.Id, MonitorState.Protected);

        Assert.Null((await fixture.Driver.TradeAsync(trade.Id)).CloseRequestedAt);
        Assert.Equal(
            [
                "stopConfirmed", "stopMissing", "stopSent", "stopRefused", "stopSent", "stopRefused", "stopSent", "stopAccepted",
                "stopRestored",
            ],
            await StopLinesAsync(fixture, trade));
    }

    [Fact]
    public async Task Looser_stop_that_cannot_be_put_back_in_time_closes_the_position()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var trade = await fixture.Driver.OpenAsync();
        await MoveAsync(fixture, trade.PlannedStopLoss!.Value - 1000m);
        await fixture.Controls.FaultAsync(PaperExchangeControls.TradingStop, "retCode", count: 1000, retCode: 110063);

        Assert.Equal(MonitorState.Unprotected, (await fixture.Driver.LookAsync(trade.Id)).State);
        await fixture.PassAsync(TimeSpan.FromSeconds(7));
        Assert.Equal(MonitorState.Unprotected, (await fixture.Driver.LookAsync(trade.Id)).State);
        Assert.Null((await fixture.Driver.TradeAsync(trade.Id)).CloseRequestedAt);
        await fixture.PassAsync(TimeSpan.FromSeconds(2));

        Assert.Equal(CloseReason.Unprotected, (await fixture.Driver.LookUntilClosedAsync(trade.Id)).CloseReason);
    }

    [Fact]
    public async Task Spot_stop_order_moved_looser_is_put_back_and_told()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Controls.PriceAsync(68_000m, "spot");
        await fixture.Driver.StrategyAsync(static strategy => strategy with
        {
            Category = Category.Spot,
            Direction = AllowedDirection.Long,
            Leverage = null,
        });
        var trade = await fixture.Driver.OpenAsync();
        var stop = await fixture.Driver.OrderAsync(trade.Id, OrderRole.Stop);
        var looser = new OrderAmendment
        {
            LinkId = stop.LinkId,
            Category = Category.Spot,
            Symbol = TradeDriver.Btc,
            TriggerPrice = stop.TriggerPrice - 1000m,
        };
        Assert.IsType<SubmitOutcome.Accepted>(await fixture.Exchange.AmendOrderAsync(looser, Token));
        // A refusal may mean that the order is just being filled: the next look tells, and the position is not given up for it.
        await fixture.Controls.FaultAsync("/v5/order/amend", "retCode", retCode: 170210);

        await fixture.Driver.LookUntilAsync(trade.Id, MonitorState.Unprotected);
        await fixture.Driver.LookUntilAsync(trade.Id, MonitorState.Protected);

        Assert.Null((await fixture.Driver.TradeAsync(trade.Id)).CloseRequestedAt);
        Assert.Equal(trade.PlannedStopLoss, (await fixture.Driver.OrderAsync(trade.Id, OrderRole.Stop)).TriggerPrice);
        Assert.Single(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == "stopLoosened");
    }

    private static async Task MoveAsync(TradingFixture fixture, decimal stop, decimal? target = null) =>
        Assert.IsType<SubmitOutcome.Accepted>(
            await fixture.Exchange.SetTradingStopAsync(new TradingStop(Category.Linear, TradeDriver.Btc, stop, target), Token));

    private static async Task<IReadOnlyList<string>> StopLinesAsync(TradingFixture fixture, TradeRecord trade) =>
        [.. (await fixture.Driver.StoryAsync(trade.Id)).Where(static kind => kind.StartsWith("stop", StringComparison.Ordinal))];
}
