using TradingBot.Core.Orders;
using TradingBot.Core.Signals;
using TradingBot.Core.Trades;
using TradingBot.Functions.Trading;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>Ways out: by hand, by halt, by time; and entries that still rest when they are no longer wanted.</summary>
public sealed class ClosingWalkTests(FloorDatabase database) : IClassFixture<FloorDatabase>
{
    [Fact]
    public async Task Halt_with_flatten_closes_the_open_position()
    {
        await using var floor = await Floor.OpenAsync(database);
        await floor.Trader.StrategyAsync();
        var trade = await floor.Trader.OpenAsync();
        await floor.Trader.HaltAsync(flatten: true);

        var closed = await floor.Trader.LookUntilClosedAsync(trade.Id);

        Assert.Equal((TradeStatus.Closed, CloseReason.Halt), (closed.Status, closed.CloseReason));
        Assert.Null(await floor.Trader.PositionAsync());
    }

    [Fact]
    public async Task Halt_without_flatten_keeps_the_open_position_guarded()
    {
        await using var floor = await Floor.OpenAsync(database);
        await floor.Trader.StrategyAsync();
        var trade = await floor.Trader.OpenAsync();
        await floor.Trader.HaltAsync(flatten: false);

        Assert.Equal(FollowState.Protected, (await floor.Trader.LookAsync(trade.Id)).State);
        Assert.NotNull((await floor.Trader.PositionAsync())!.StopLoss);
    }

    [Fact]
    public async Task Halt_without_flatten_takes_back_an_entry_that_still_rests()
    {
        await using var floor = await Floor.OpenAsync(database);
        var trade = await RestingAsync(floor);
        await floor.Trader.HaltAsync(flatten: false);

        await floor.Trader.LookUntilAsync(trade, FollowState.NotOpened);
        await floor.Controls.PriceAsync(66_000m);
        await floor.Trader.FailAsync(trade);

        Assert.Null(await floor.Trader.PositionAsync());
        Assert.Equal(TradeStatus.Failed, (await floor.Trader.TradeAsync(trade)).Status);
    }

    [Fact]
    public async Task Time_stop_closes_after_its_minutes()
    {
        await using var floor = await Floor.OpenAsync(database);
        await floor.Trader.StrategyAsync(static strategy => strategy with { TimeStopMinutes = 5 });
        var trade = await floor.Trader.OpenAsync();

        floor.Clock.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal(FollowState.Protected, (await floor.Trader.LookAsync(trade.Id)).State);
        floor.Clock.Advance(TimeSpan.FromMinutes(1));
        var closed = await floor.Trader.LookUntilClosedAsync(trade.Id);

        Assert.Equal(CloseReason.TimeStop, closed.CloseReason);
    }

    [Fact]
    public async Task Close_of_a_resting_entry_cancels_it_and_fails_the_trade()
    {
        await using var floor = await Floor.OpenAsync(database);
        var trade = await RestingAsync(floor);
        Assert.True(await floor.Trader.CloseAsync(trade));

        await floor.Trader.LookUntilAsync(trade, FollowState.NotOpened);
        await floor.Trader.FailAsync(trade);

        var failed = await floor.Trader.TradeAsync(trade);
        Assert.Equal((TradeStatus.Failed, "trade.cancelled"), (failed.Status, failed.Reason?.Code));
        Assert.False(await floor.Trader.CloseAsync(trade));
    }

    [Fact]
    public async Task Close_before_the_entry_was_sent_sends_nothing()
    {
        await using var floor = await Floor.OpenAsync(database);
        await floor.Trader.StrategyAsync();
        var trade = await floor.Trader.ApproveAsync();
        await floor.Trader.CloseAsync(trade);

        Assert.Equal(EntryOutcome.Abandoned, await floor.Trader.PlaceAsync(trade));

        Assert.Empty(await floor.Controls.SentOrdersAsync());
    }

    [Fact]
    public async Task Entry_filled_in_part_is_guarded_and_settled_for_that_part()
    {
        await using var floor = await Floor.OpenAsync(database);
        await floor.Trader.StrategyAsync();
        await floor.Controls.FaultAsync(VenueControls.Create, "partialFill", percent: 40);
        var trade = await floor.Trader.OpenAsync();
        Assert.Equal(0.004m, trade.FilledQuantity);
        await floor.Controls.PriceAsync(66_000m);

        var closed = await floor.Trader.LookUntilClosedAsync(trade.Id);

        Assert.Equal((0.004m, CloseReason.StopLoss), (closed.ExitedQuantity, closed.CloseReason));
        Assert.Null(await floor.Trader.PositionAsync());
        Assert.Equal(OrderStatus.Cancelled, (await floor.Trader.OrderAsync(trade.Id, OrderRole.Entry)).Status);
    }

    [Fact]
    public async Task Limit_entry_fills_later_and_is_protected()
    {
        await using var floor = await Floor.OpenAsync(database);
        var trade = await RestingAsync(floor);
        await floor.Controls.PriceAsync(67_000m);

        var open = await floor.Trader.LookUntilBookedAsync(trade);

        Assert.Equal((TradeStatus.Open, 67_000m), (open.Status, open.EntryPrice));
    }

    [Fact]
    public async Task Lost_answer_to_the_exit_is_not_sent_twice()
    {
        await using var floor = await Floor.OpenAsync(database);
        await floor.Trader.StrategyAsync();
        var trade = await floor.Trader.OpenAsync();
        await floor.Controls.FaultAsync(VenueControls.Create, "dropAfter");
        await floor.Trader.CloseAsync(trade.Id);

        var closed = await floor.Trader.LookUntilClosedAsync(trade.Id);

        Assert.Equal(CloseReason.Manual, closed.CloseReason);
        Assert.Equal(2, (await floor.Controls.SentOrdersAsync()).Count);
    }

    [Fact]
    public async Task Lost_exit_is_given_up_after_a_while_and_replaced()
    {
        await using var floor = await Floor.OpenAsync(database);
        await floor.Trader.StrategyAsync();
        var trade = await floor.Trader.OpenAsync();
        await floor.Controls.FaultAsync(VenueControls.Create, "dropBefore");
        await floor.Trader.CloseAsync(trade.Id);

        Assert.Equal(FollowState.Closing, (await floor.Trader.LookAsync(trade.Id)).State);
        Assert.Equal(FollowState.Closing, (await floor.Trader.LookAsync(trade.Id)).State);
        Assert.Equal(2, (await floor.Controls.SentOrdersAsync()).Count);
        floor.Clock.Advance(TimeSpan.FromSeconds(11));
        var closed = await floor.Trader.LookUntilClosedAsync(trade.Id);

        Assert.Equal(0.01m, closed.ExitedQuantity);
        Assert.Equal(3, (await floor.Controls.SentOrdersAsync()).Count);
    }

    [Fact]
    public async Task Refused_exit_is_tried_again_under_a_new_id()
    {
        await using var floor = await Floor.OpenAsync(database);
        await floor.Trader.StrategyAsync();
        var trade = await floor.Trader.OpenAsync();
        await floor.Controls.FaultAsync(VenueControls.Create, "retCode", retCode: 110007);
        await floor.Trader.CloseAsync(trade.Id);

        await floor.Trader.LookUntilClosedAsync(trade.Id);

        var exits = (await floor.Controls.SentOrdersAsync()).Skip(1).Select(static order => (string)order["orderLinkId"]!).ToList();
        Assert.Equal([OrderLinkId.For(trade.Id, OrderRole.Exit).Value, OrderLinkId.For(trade.Id, OrderRole.Exit, 1).Value], exits);
    }

    [Fact]
    public async Task Fill_the_venue_reports_before_listing_it_keeps_the_trade_open()
    {
        await using var floor = await Floor.OpenAsync(database);
        await floor.Trader.StrategyAsync();
        var trade = await floor.Trader.OpenAsync();
        // By the order more was filled than the executions show so far.
        await database.ExecuteAsync("update trading.orders set filled_quantity = 0.02 where role = 'entry'");
        await floor.Trader.HandAsync(OrderSide.Sell, 0.01m);

        await TestKit.Eventually.TrueAsync(
            async () =>
            {
                Assert.NotEqual(FollowState.Flat, (await floor.Trader.LookAsync(trade.Id)).State);
                return (await floor.Trader.TradeAsync(trade.Id)).OpenQuantity == 0;
            },
            "The exit was not booked",
            cancellationToken: TestContext.Current.CancellationToken);

        Assert.NotEqual(FollowState.Flat, (await floor.Trader.LookAsync(trade.Id)).State);
        await database.ExecuteAsync("update trading.orders set filled_quantity = 0.01 where role = 'entry'");
        Assert.Equal(FollowState.Flat, (await floor.Trader.LookAsync(trade.Id)).State);
    }

    [Fact]
    public async Task Exchange_that_does_not_answer_changes_nothing()
    {
        await using var floor = await Floor.OpenAsync(database);
        await floor.Trader.StrategyAsync();
        var trade = await floor.Trader.OpenAsync();
        await floor.Controls.FaultAsync("/v5/position/list", "status", count: 100, status: 500);

        Assert.Equal(FollowState.Unavailable, (await floor.Trader.LookAsync(trade.Id)).State);
        await floor.Controls.HealAsync();
        Assert.Equal(FollowState.Protected, (await floor.Trader.LookAsync(trade.Id)).State);

        Assert.Equal(trade, await floor.Trader.TradeAsync(trade.Id) with { Targets = trade.Targets });
    }

    private static async Task<TradeId> RestingAsync(Floor floor)
    {
        await floor.Trader.StrategyAsync(static strategy => strategy with { OrderType = OrderType.Limit });
        var signal = await floor.Trader.AlertAsync(static alert => alert with { Action = SignalAction.Buy, LimitPrice = 67_000m });
        var decision = await floor.Trader.DecideAsync(signal);
        Assert.True(decision.TradeId is not null, $"Denied: {(await floor.Trader.SignalAsync(signal)).Reason}");
        var trade = new TradeId(decision.TradeId.Value);
        Assert.Equal(EntryOutcome.Placed, await floor.Trader.PlaceAsync(trade));
        Assert.Equal(FollowState.Opening, (await floor.Trader.LookAsync(trade)).State);
        return trade;
    }
}
