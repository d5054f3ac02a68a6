using TradingBot.Core.Identifiers;
using TradingBot.Core.Orders;
using TradingBot.Core.Signals;
using TradingBot.Core.Trades;
using TradingBot.Trading.Entries;
using TradingBot.Trading.Positions;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>Ways out: by hand, by halt, by time; and entries that still rest when they are no longer wanted.</summary>
public sealed class ClosingFlowTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    [Fact]
    public async Task Halt_with_flatten_closes_the_open_position()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var trade = await fixture.Driver.OpenAsync();
        await fixture.Driver.HaltAsync(flatten: true);

        var closed = await fixture.Driver.LookUntilClosedAsync(trade.Id);

        Assert.Equal((TradeStatus.Closed, CloseReason.Halt), (closed.Status, closed.CloseReason));
        Assert.Null(await fixture.Driver.PositionAsync());
    }

    [Fact]
    public async Task Halt_without_flatten_keeps_the_open_position_guarded()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var trade = await fixture.Driver.OpenAsync();
        await fixture.Driver.HaltAsync(flatten: false);

        Assert.Equal(MonitorState.Protected, (await fixture.Driver.LookAsync(trade.Id)).State);
        Assert.NotNull((await fixture.Driver.PositionAsync())!.StopLoss);
    }

    [Fact]
    public async Task Halt_without_flatten_takes_back_an_entry_that_still_rests()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        var trade = await RestingAsync(fixture);
        await fixture.Driver.HaltAsync(flatten: false);

        await fixture.Driver.LookUntilAsync(trade, MonitorState.NotOpened);
        await fixture.Controls.PriceAsync(66_000m);
        await fixture.Driver.FailAsync(trade);

        Assert.Null(await fixture.Driver.PositionAsync());
        Assert.Equal(TradeStatus.Failed, (await fixture.Driver.TradeAsync(trade)).Status);
    }

    [Fact]
    public async Task Time_stop_closes_after_its_minutes()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync(static strategy => strategy with { TimeStopMinutes = 5 });
        var trade = await fixture.Driver.OpenAsync();

        await fixture.PassAsync(TimeSpan.FromMinutes(4));
        Assert.Equal(MonitorState.Protected, (await fixture.Driver.LookAsync(trade.Id)).State);
        await fixture.PassAsync(TimeSpan.FromMinutes(1));
        var closed = await fixture.Driver.LookUntilClosedAsync(trade.Id);

        Assert.Equal(CloseReason.TimeStop, closed.CloseReason);
    }

    [Fact]
    public async Task Close_that_is_due_is_sent_at_the_look_that_finds_it()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync(static strategy => strategy with { TimeStopMinutes = 5 });
        var trade = await fixture.Driver.OpenAsync();
        await fixture.PassAsync(TimeSpan.FromMinutes(5));

        Assert.Equal(MonitorState.Closing, (await fixture.Driver.LookAsync(trade.Id)).State);

        Assert.Equal(OrderRole.Exit, (await fixture.Driver.OrderAsync(trade.Id, OrderRole.Exit)).Role);
    }

    [Theory]
    [InlineData(CloseReason.Signal, "trade.cancelled", "an alert of the strategy closed, reversed or cancelled it")]
    [InlineData(CloseReason.Manual, "trade.cancelled", "a person closed the trade")]
    [InlineData(CloseReason.Halt, "trading.halted", "trading was halted")]
    [InlineData(CloseReason.TimeStop, "trade.cancelled", "the trade was closed")]
    public async Task Trade_that_was_to_close_and_never_opened_tells_who_asked(CloseReason asked, string code, string because)
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var trade = await fixture.Driver.ApproveAsync();
        await fixture.Controls.FaultAsync(PaperExchangeControls.Create, "rejectAfterAck");
        await fixture.Driver.PlaceAsync(trade);
        await fixture.Driver.LookUntilAsync(trade, MonitorState.NotOpened);
        await fixture.Ledger.RequestCloseAsync(
            trade, asked, new NewTradeEvent("closeRequested", "Asked."), fixture.Clock.GetUtcNow(), TestContext.Current.CancellationToken);

        await fixture.Driver.FailAsync(trade);

        var reason = (await fixture.Driver.TradeAsync(trade)).Reason!;
        Assert.Equal((code, $"The entry was taken back before anything of it was filled: {because}."), (reason.Code, reason.Message));
    }

    [Fact]
    public async Task Close_of_a_resting_entry_cancels_it_and_fails_the_trade()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        var trade = await RestingAsync(fixture);
        Assert.True(await fixture.Driver.CloseAsync(trade));

        await fixture.Driver.LookUntilAsync(trade, MonitorState.NotOpened);
        await fixture.Driver.FailAsync(trade);

        var failed = await fixture.Driver.TradeAsync(trade);
        Assert.Equal((TradeStatus.Failed, "trade.cancelled"), (failed.Status, failed.Reason?.Code));
        Assert.False(await fixture.Driver.CloseAsync(trade));
    }

    [Fact]
    public async Task Close_before_the_entry_was_sent_sends_nothing()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var trade = await fixture.Driver.ApproveAsync();
        await fixture.Driver.CloseAsync(trade);

        Assert.Equal(EntryOutcome.Abandoned, await fixture.Driver.PlaceAsync(trade));

        Assert.Empty(await fixture.Controls.SentOrdersAsync());
    }

    [Fact]
    public async Task Entry_filled_in_part_is_guarded_and_settled_for_that_part()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        await fixture.Controls.FaultAsync(PaperExchangeControls.Create, "partialFill", percent: 40);
        var trade = await fixture.Driver.OpenAsync();
        Assert.Equal(0.004m, trade.FilledQuantity);
        await fixture.Controls.PriceAsync(66_000m);

        var closed = await fixture.Driver.LookUntilClosedAsync(trade.Id);

        Assert.Equal((0.004m, CloseReason.StopLoss), (closed.ExitedQuantity, closed.CloseReason));
        Assert.Null(await fixture.Driver.PositionAsync());
        Assert.Equal(OrderStatus.Cancelled, (await fixture.Driver.OrderAsync(trade.Id, OrderRole.Entry)).Status);
    }

    [Fact]
    public async Task Limit_entry_fills_later_and_is_protected()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        var trade = await RestingAsync(fixture);
        await fixture.Controls.PriceAsync(67_000m);

        var open = await fixture.Driver.LookUntilBookedAsync(trade);

        Assert.Equal((TradeStatus.Open, 67_000m), (open.Status, open.EntryPrice));
    }

    [Fact]
    public async Task Lost_answer_to_the_exit_is_not_sent_twice()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var trade = await fixture.Driver.OpenAsync();
        await fixture.Controls.FaultAsync(PaperExchangeControls.Create, "dropAfter");
        await fixture.Driver.CloseAsync(trade.Id);

        var closed = await fixture.Driver.LookUntilClosedAsync(trade.Id);

        Assert.Equal(CloseReason.Manual, closed.CloseReason);
        Assert.Equal(2, (await fixture.Controls.SentOrdersAsync()).Count);
    }

    [Fact]
    public async Task Lost_exit_is_sent_again_under_its_id()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var trade = await fixture.Driver.OpenAsync();
        await fixture.Controls.FaultAsync(PaperExchangeControls.Create, "dropBefore");
        await fixture.Driver.CloseAsync(trade.Id);

        Assert.Equal(MonitorState.Closing, (await fixture.Driver.LookAsync(trade.Id)).State);
        Assert.Equal(MonitorState.Closing, (await fixture.Driver.LookAsync(trade.Id)).State);
        Assert.Equal(2, (await fixture.Controls.SentOrdersAsync()).Count);
        await fixture.PassAsync(TimeSpan.FromSeconds(1));
        var closed = await fixture.Driver.LookUntilClosedAsync(trade.Id);

        Assert.Equal(0.01m, closed.ExitedQuantity);
        var exits = (await fixture.Controls.SentOrdersAsync()).Skip(1).Select(static order => (string)order["orderLinkId"]!);
        Assert.Equal(Enumerable.Repeat(OrderLinkId.For(trade.Id, OrderRole.Exit).Value, 2), exits);
    }

    [Fact]
    public async Task Refused_exit_is_tried_again_under_a_new_id()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var trade = await fixture.Driver.OpenAsync();
        await fixture.Controls.FaultAsync(PaperExchangeControls.Create, "retCode", retCode: 110007);
        await fixture.Driver.CloseAsync(trade.Id);

        await fixture.Driver.LookUntilClosedAsync(trade.Id);

        var exits = (await fixture.Controls.SentOrdersAsync()).Skip(1).Select(static order => (string)order["orderLinkId"]!).ToList();
        // Refused as a whole, it is closed in two halves.
        Assert.Equal([0, 1, 2], exits.Select(static exit => int.Parse(exit[^1..])));
        Assert.All(exits, (exit, attempt) => Assert.Equal(OrderLinkId.For(trade.Id, OrderRole.Exit, attempt).Value, exit));
    }

    [Fact]
    public async Task Fill_the_venue_reports_before_listing_it_keeps_the_trade_open()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var trade = await fixture.Driver.OpenAsync();
        // By the order more was filled than the executions show so far.
        await database.ExecuteAsync("update trading.orders set filled_quantity = 0.02 where role = 'entry'");
        await fixture.Driver.HandAsync(OrderSide.Sell, 0.01m);

        await TestKit.Eventually.TrueAsync(
            async () =>
            {
                Assert.NotEqual(MonitorState.Flat, (await fixture.Driver.LookAsync(trade.Id)).State);
                return (await fixture.Driver.TradeAsync(trade.Id)).OpenQuantity == 0;
            },
            "The exit was not booked",
            cancellationToken: TestContext.Current.CancellationToken);

        Assert.NotEqual(MonitorState.Flat, (await fixture.Driver.LookAsync(trade.Id)).State);
        await database.ExecuteAsync("update trading.orders set filled_quantity = 0.01 where role = 'entry'");
        Assert.Equal(MonitorState.Flat, (await fixture.Driver.LookAsync(trade.Id)).State);
    }

    [Fact]
    public async Task Exchange_that_does_not_answer_changes_nothing()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var trade = await fixture.Driver.OpenAsync();
        await fixture.Controls.FaultAsync("/v5/position/list", "status", count: 100, status: 500);

        Assert.Equal(MonitorState.Unavailable, (await fixture.Driver.LookAsync(trade.Id)).State);
        await fixture.Controls.HealAsync();
        Assert.Equal(MonitorState.Protected, (await fixture.Driver.LookAsync(trade.Id)).State);

        Assert.Equal(trade, await fixture.Driver.TradeAsync(trade.Id) with { Targets = trade.Targets });
    }

    private static async Task<TradeId> RestingAsync(TradingFixture fixture)
    {
        await fixture.Driver.StrategyAsync(static strategy => strategy with { OrderType = OrderType.Limit });
        var signal = await fixture.Driver.AlertAsync(static alert => alert with { Action = SignalAction.Buy, LimitPrice = 67_000m });
        var decision = await fixture.Driver.DecideAsync(signal);
        Assert.True(decision.TradeId is not null, $"Denied: {(await fixture.Driver.SignalAsync(signal)).Reason}");
        var trade = new TradeId(decision.TradeId.Value);
        Assert.Equal(EntryOutcome.Placed, await fixture.Driver.PlaceAsync(trade));
        Assert.Equal(MonitorState.Opening, (await fixture.Driver.LookAsync(trade)).State);
        return trade;
    }
}
