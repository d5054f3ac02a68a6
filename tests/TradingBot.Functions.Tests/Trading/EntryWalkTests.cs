using TradingBot.Core.Orders;
using TradingBot.Core.Trades;
using TradingBot.Functions.Trading;
using TradingBot.TestKit;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>One entry order a trade, whatever happens to the request, the answer or the process.</summary>
public sealed class EntryWalkTests(FloorDatabase database) : IClassFixture<FloorDatabase>
{
    [Fact]
    public async Task Market_entry_is_sent_once_with_its_stop_and_confirmed()
    {
        await using var floor = await Floor.OpenAsync(database);
        await floor.Trader.StrategyAsync();

        var trade = await floor.Trader.OpenAsync();

        Assert.Equal((TradeStatus.Open, 0.01m), (trade.Status, trade.FilledQuantity));
        Assert.NotNull(trade.StopConfirmedAt);
        Assert.Null(trade.StopMissingSince);
        Assert.Equal(trade.StopLoss, (await floor.Trader.PositionAsync())!.StopLoss);
        Assert.Equal(1, await floor.Controls.SentEntriesAsync());
        Assert.Equal(["signalReceived", "decided", "entrySent", "entryAccepted", "entryFilled", "stopConfirmed"], (await floor.Trader.StoryAsync(trade.Id)).Order(StoryOrder));
    }

    [Theory]
    [InlineData("dropAfter")]
    [InlineData("delayAfter")]
    public async Task Lost_acknowledgement_is_looked_up_and_never_sent_again(string fault)
    {
        await using var floor = await Floor.OpenAsync(database);
        await floor.Trader.StrategyAsync();
        var trade = await floor.Trader.ApproveAsync();
        await floor.Controls.FaultAsync(VenueControls.Create, fault, delayMs: 5000);

        Assert.Equal(EntryOutcome.Unknown, await floor.Trader.PlaceAsync(trade));
        Assert.Equal(OrderStatus.Unknown, (await floor.Trader.OrderAsync(trade, OrderRole.Entry)).Status);
        await floor.Trader.LookUpUntilPlacedAsync(trade);
        await floor.Trader.LookUntilAsync(trade, FollowState.Protected);

        Assert.Equal(1, await floor.Controls.SentEntriesAsync());
        Assert.Equal(0.01m, (await floor.Trader.PositionAsync())!.Quantity);
    }

    [Theory]
    [InlineData("dropBefore")]
    [InlineData("status")]
    public async Task Lost_request_is_proven_absent_and_sent_again_under_the_same_id(string fault)
    {
        await using var floor = await Floor.OpenAsync(database);
        await floor.Trader.StrategyAsync();
        var trade = await floor.Trader.ApproveAsync();
        await floor.Controls.FaultAsync(VenueControls.Create, fault);

        Assert.Equal(EntryOutcome.Unknown, await floor.Trader.PlaceAsync(trade));
        Assert.Equal(EntryOutcome.Unknown, await floor.Trader.LookUpAsync(trade));
        Assert.Equal(1, await floor.Controls.SentEntriesAsync());
        floor.Clock.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal(EntryOutcome.Placed, await floor.Trader.LookUpAsync(trade));
        await floor.Trader.LookUntilAsync(trade, FollowState.Protected);

        var sent = await floor.Controls.SentOrdersAsync();
        Assert.Equal(2, sent.Count);
        Assert.Single(sent.Select(static order => (string?)order["orderLinkId"]).Distinct());
        Assert.Equal(0.01m, (await floor.Trader.PositionAsync())!.Quantity);
    }

    [Fact]
    public async Task Lost_acknowledgement_of_a_hidden_order_waits_for_it_to_show()
    {
        await using var floor = await Floor.OpenAsync(database);
        await floor.Trader.StrategyAsync();
        var trade = await floor.Trader.ApproveAsync();
        await floor.Controls.FaultAsync(VenueControls.Create, "hide", delayMs: 60_000);
        await floor.Trader.PlaceAsync(trade);
        // The answer is forgotten, as by a process that died before it could write it down.
        await database.ExecuteAsync("update trading.orders set status = 'unknown'");
        await Eventually.TrueAsync(
            async () => await floor.Trader.PositionAsync() is not null, "The hidden order was not filled", cancellationToken: TestContext.Current.CancellationToken);

        floor.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(EntryOutcome.Unknown, await floor.Trader.LookUpAsync(trade));
        Assert.Equal(1, await floor.Controls.SentEntriesAsync());
        floor.Clock.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(EntryOutcome.Placed, await floor.Trader.LookUpAsync(trade));
        Assert.Equal(1, await floor.Controls.SentEntriesAsync());
    }

    [Fact]
    public async Task Process_that_died_between_writing_and_sending_looks_up_instead_of_sending()
    {
        await using var floor = await Floor.OpenAsync(database);
        await floor.Trader.StrategyAsync();
        var trade = await floor.Trader.ApproveAsync();
        await floor.Trader.PlaceAsync(trade);
        await database.ExecuteAsync("update trading.orders set status = 'sent', venue_order_id = null");

        Assert.Equal(EntryOutcome.Unknown, await floor.Trader.PlaceAsync(trade));
        await floor.Trader.LookUpUntilPlacedAsync(trade);
        Assert.Equal(EntryOutcome.Placed, await floor.Trader.PlaceAsync(trade));

        Assert.Equal(1, await floor.Controls.SentEntriesAsync());
    }

    [Fact]
    public async Task Order_rejected_after_its_acknowledgement_fails_the_trade_and_leaves_nothing()
    {
        await using var floor = await Floor.OpenAsync(database);
        await floor.Trader.StrategyAsync();
        var trade = await floor.Trader.ApproveAsync();
        await floor.Controls.FaultAsync(VenueControls.Create, "rejectAfterAck");

        Assert.Equal(EntryOutcome.Placed, await floor.Trader.PlaceAsync(trade));
        await floor.Trader.LookUntilAsync(trade, FollowState.NotOpened);
        await floor.Trader.FailAsync(trade);
        await floor.Trader.FailAsync(trade);

        Assert.Equal(TradeStatus.Failed, (await floor.Trader.TradeAsync(trade)).Status);
        Assert.Null(await floor.Trader.PositionAsync());
        Assert.Single(await floor.Trader.NoticesAsync(), static notice => notice.Kind == "tradeFailed");
    }

    [Fact]
    public async Task Refused_order_fails_the_trade_at_once()
    {
        await using var floor = await Floor.OpenAsync(database);
        await floor.Trader.StrategyAsync();
        var trade = await floor.Trader.ApproveAsync();
        await floor.Controls.FaultAsync(VenueControls.Create, "retCode", retCode: 110007);

        Assert.Equal(EntryOutcome.Abandoned, await floor.Trader.PlaceAsync(trade));

        var failed = await floor.Trader.TradeAsync(trade);
        Assert.Equal((TradeStatus.Failed, "exchange.rejected"), (failed.Status, failed.Reason?.Code));
        Assert.Equal(EntryOutcome.Abandoned, await floor.Trader.PlaceAsync(trade));
        Assert.Equal(1, await floor.Controls.SentEntriesAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Halt_before_the_entry_sends_nothing(bool flatten)
    {
        await using var floor = await Floor.OpenAsync(database);
        await floor.Trader.StrategyAsync();
        var trade = await floor.Trader.ApproveAsync();
        await floor.Trader.HaltAsync(flatten);

        Assert.Equal(EntryOutcome.Abandoned, await floor.Trader.PlaceAsync(trade));

        Assert.Equal(TradeStatus.Failed, (await floor.Trader.TradeAsync(trade)).Status);
        Assert.Empty(await floor.Controls.SentOrdersAsync());
    }

    [Fact]
    public async Task Entry_that_grew_too_old_is_not_sent()
    {
        await using var floor = await Floor.OpenAsync(database);
        await floor.Trader.StrategyAsync();
        var trade = await floor.Trader.ApproveAsync();
        floor.Clock.Advance(TimeSpan.FromSeconds(61));

        Assert.Equal(EntryOutcome.Abandoned, await floor.Trader.PlaceAsync(trade));

        Assert.Equal("signal.stale", (await floor.Trader.TradeAsync(trade)).Reason?.Code);
        Assert.Empty(await floor.Controls.SentOrdersAsync());
    }

    [Fact]
    public async Task Entry_given_up_by_a_process_that_then_died_still_ends_its_trade()
    {
        await using var floor = await Floor.OpenAsync(database);
        await floor.Trader.StrategyAsync();
        var trade = await floor.Trader.ApproveAsync();
        await floor.Controls.FaultAsync(VenueControls.Create, "dropBefore");
        await floor.Trader.PlaceAsync(trade);
        await database.ExecuteAsync("update trading.orders set status = 'notPlaced', reason = 'Trading was halted.'");

        Assert.Equal(EntryOutcome.Abandoned, await floor.Trader.LookUpAsync(trade));

        var failed = await floor.Trader.TradeAsync(trade);
        Assert.Equal((TradeStatus.Failed, "entry.notPlaced"), (failed.Status, failed.Reason?.Code));
    }

    [Fact]
    public async Task Entry_given_up_by_a_process_that_then_died_keeps_the_reason_that_still_holds()
    {
        await using var floor = await Floor.OpenAsync(database);
        await floor.Trader.StrategyAsync();
        var trade = await floor.Trader.ApproveAsync();
        await floor.Controls.FaultAsync(VenueControls.Create, "dropBefore");
        await floor.Trader.PlaceAsync(trade);
        await database.ExecuteAsync("update trading.trades set close_requested_at = created_at");
        await database.ExecuteAsync("update trading.orders set status = 'notPlaced', reason = 'The trade was asked to close before its entry was sent.'");

        Assert.Equal(EntryOutcome.Abandoned, await floor.Trader.LookUpAsync(trade));

        var failed = await floor.Trader.TradeAsync(trade);
        Assert.Equal((TradeStatus.Failed, "trade.closedBeforeEntry"), (failed.Status, failed.Reason?.Code));
    }

    [Fact]
    public async Task Clock_far_ahead_of_the_venue_loses_no_fill()
    {
        await using var floor = await Floor.OpenAsync(database, clockAhead: TimeSpan.FromMinutes(2));
        await floor.Trader.StrategyAsync();

        var trade = await floor.Trader.OpenAsync();

        Assert.Equal(0.01m, trade.FilledQuantity);
    }

    // Fills carry the venue's time, the rest ours; on one machine they may differ by the tick of a clock.
    private static readonly IComparer<string> StoryOrder = Comparer<string>.Create(static (left, right) => Place(left).CompareTo(Place(right)));

    private static int Place(string kind) => Array.IndexOf(["signalReceived", "decided", "entrySent", "entryAccepted", "entryFilled", "stopConfirmed"], kind);
}
