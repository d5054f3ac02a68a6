using TradingBot.Core.Foundation;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;
using TradingBot.TestKit;
using TradingBot.Trading.Entries;
using TradingBot.Trading.Positions;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>One entry order a trade, whatever happens to the request, the answer or the process.</summary>
public sealed class EntryFlowTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    [Fact]
    public async Task Market_entry_is_sent_once_with_its_stop_and_confirmed()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();

        var trade = await fixture.Driver.OpenAsync();

        Assert.Equal((TradeStatus.Open, 0.01m), (trade.Status, trade.FilledQuantity));
        Assert.NotNull(trade.StopConfirmedAt);
        Assert.Null(trade.StopMissingSince);
        Assert.Equal(trade.StopLoss, (await fixture.Driver.PositionAsync())!.StopLoss);
        Assert.Equal(1, await fixture.Controls.SentEntriesAsync());
        Assert.Equal(
            ["signalReceived", "decided", "entrySent", "entryAccepted", "entryFilled", "stopConfirmed"], (await fixture.Driver.StoryAsync(
                trade.Id))
            .Order(StoryOrder));
    }

    [Theory]
    [InlineData("dropAfter")]
    [InlineData("delayAfter")]
    public async Task Lost_acknowledgement_is_looked_up_and_never_sent_again(string fault)
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var trade = await fixture.Driver.ApproveAsync();
        await fixture.Controls.FaultAsync(PaperExchangeControls.Create, fault, delayMs: 5000);

        Assert.Equal(EntryOutcome.Unknown, await fixture.Driver.PlaceAsync(trade));
        Assert.Equal(OrderStatus.Unknown, (await fixture.Driver.OrderAsync(trade, OrderRole.Entry)).Status);
        await fixture.Driver.LookUpUntilPlacedAsync(trade);
        await fixture.Driver.LookUntilAsync(trade, MonitorState.Protected);

        Assert.Equal(1, await fixture.Controls.SentEntriesAsync());
        Assert.Equal(0.01m, (await fixture.Driver.PositionAsync())!.Quantity);
    }

    [Theory]
    [InlineData("dropBefore")]
    [InlineData("status")]
    public async Task Lost_request_is_proven_absent_and_sent_again_under_the_same_id(string fault)
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var trade = await fixture.Driver.ApproveAsync();
        await fixture.Controls.FaultAsync(PaperExchangeControls.Create, fault);

        Assert.Equal(EntryOutcome.Unknown, await fixture.Driver.PlaceAsync(trade));
        Assert.Equal(EntryOutcome.Unknown, await fixture.Driver.LookUpAsync(trade));
        Assert.Equal(1, await fixture.Controls.SentEntriesAsync());
        await fixture.PassAsync(TimeSpan.FromSeconds(11));
        Assert.Equal(EntryOutcome.Placed, await fixture.Driver.LookUpAsync(trade));
        await fixture.Driver.LookUntilAsync(trade, MonitorState.Protected);

        var sent = await fixture.Controls.SentOrdersAsync();
        Assert.Equal(2, sent.Count);
        Assert.Single(sent.Select(static order => (string?)order["orderLinkId"]).Distinct());
        Assert.Equal(0.01m, (await fixture.Driver.PositionAsync())!.Quantity);
    }

    [Fact]
    public async Task Lost_acknowledgement_of_a_hidden_order_waits_for_it_to_show()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var trade = await fixture.Driver.ApproveAsync();
        await fixture.Controls.FaultAsync(PaperExchangeControls.Create, "hide", delayMs: 60_000);
        await fixture.Driver.PlaceAsync(trade);
        // The answer is forgotten, as by a process that died before it could write it down.
        await database.ExecuteAsync("update trading.orders set status = 'unknown'");
        await Eventually.TrueAsync(
            async () => await fixture.Driver.PositionAsync() is not null, "The hidden order was not filled", cancellationToken: TestContext.Current.CancellationToken);

        await fixture.PassAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(EntryOutcome.Unknown, await fixture.Driver.LookUpAsync(trade));
        Assert.Equal(1, await fixture.Controls.SentEntriesAsync());
        await fixture.PassAsync(TimeSpan.FromSeconds(31));
        Assert.Equal(EntryOutcome.Placed, await fixture.Driver.LookUpAsync(trade));
        Assert.Equal(1, await fixture.Controls.SentEntriesAsync());
    }

    [Fact]
    public async Task Process_that_died_between_writing_and_sending_looks_up_instead_of_sending()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var trade = await fixture.Driver.ApproveAsync();
        await fixture.Driver.PlaceAsync(trade);
        await database.ExecuteAsync("update trading.orders set status = 'sent', venue_order_id = null");

        Assert.Equal(EntryOutcome.Unknown, await fixture.Driver.PlaceAsync(trade));
        await fixture.Driver.LookUpUntilPlacedAsync(trade);
        Assert.Equal(EntryOutcome.Placed, await fixture.Driver.PlaceAsync(trade));

        Assert.Equal(1, await fixture.Controls.SentEntriesAsync());
    }

    [Fact]
    public async Task Order_rejected_after_its_acknowledgement_fails_the_trade_and_leaves_nothing()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var trade = await fixture.Driver.ApproveAsync();
        await fixture.Controls.FaultAsync(PaperExchangeControls.Create, "rejectAfterAck");

        Assert.Equal(EntryOutcome.Placed, await fixture.Driver.PlaceAsync(trade));
        await fixture.Driver.LookUntilAsync(trade, MonitorState.NotOpened);
        await fixture.Driver.FailAsync(trade);
        await fixture.Driver.FailAsync(trade);

        Assert.Equal(TradeStatus.Failed, (await fixture.Driver.TradeAsync(trade)).Status);
        Assert.Null(await fixture.Driver.PositionAsync());
        Assert.Single(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == "tradeFailed");
    }

    [Fact]
    public async Task Refused_order_fails_the_trade_at_once()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var trade = await fixture.Driver.ApproveAsync();
        await fixture.Controls.FaultAsync(PaperExchangeControls.Create, "retCode", retCode: 110007);

        Assert.Equal(EntryOutcome.Abandoned, await fixture.Driver.PlaceAsync(trade));

        var failed = await fixture.Driver.TradeAsync(trade);
        Assert.Equal((TradeStatus.Failed, "exchange.rejected"), (failed.Status, failed.Reason?.Code));
        Assert.Equal(EntryOutcome.Abandoned, await fixture.Driver.PlaceAsync(trade));
        Assert.Equal(1, await fixture.Controls.SentEntriesAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Halt_before_the_entry_sends_nothing(bool flatten)
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var trade = await fixture.Driver.ApproveAsync();
        await fixture.Driver.HaltAsync(flatten);

        Assert.Equal(EntryOutcome.Abandoned, await fixture.Driver.PlaceAsync(trade));

        Assert.Equal(TradeStatus.Failed, (await fixture.Driver.TradeAsync(trade)).Status);
        Assert.Empty(await fixture.Controls.SentOrdersAsync());
        var line = (await fixture.Ledger.ReadStoryAsync(trade, TestContext.Current.CancellationToken))!.Events.Single(
            static line => line.Kind == TradeEventKinds.Failed);
        var why = flatten ? DenialCodes.ClosedBeforeEntry : DenialCodes.TradingHalted;
        Assert.Equal(why, (string?)line.Data!["code"]);
        Assert.Equal(why, (await fixture.Driver.TradeAsync(trade)).Reason?.Code);
    }

    [Fact]
    public async Task Entry_that_grew_too_old_is_not_sent()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var trade = await fixture.Driver.ApproveAsync();
        await fixture.PassAsync(TimeSpan.FromSeconds(61));

        Assert.Equal(EntryOutcome.Abandoned, await fixture.Driver.PlaceAsync(trade));

        Assert.Equal("signal.stale", (await fixture.Driver.TradeAsync(trade)).Reason?.Code);
        Assert.Empty(await fixture.Controls.SentOrdersAsync());
    }

    [Fact]
    public async Task Entry_given_up_by_a_process_that_then_died_still_ends_its_trade()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var trade = await fixture.Driver.ApproveAsync();
        await fixture.Controls.FaultAsync(PaperExchangeControls.Create, "dropBefore");
        await fixture.Driver.PlaceAsync(trade);
        await database.ExecuteAsync("update trading.orders set status = 'notPlaced', reason = 'Trading was halted.'");

        Assert.Equal(EntryOutcome.Abandoned, await fixture.Driver.LookUpAsync(trade));

        var failed = await fixture.Driver.TradeAsync(trade);
        Assert.Equal((TradeStatus.Failed, "entry.notPlaced"), (failed.Status, failed.Reason?.Code));
    }

    [Fact]
    public async Task Entry_given_up_by_a_process_that_then_died_keeps_the_reason_that_still_holds()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var trade = await fixture.Driver.ApproveAsync();
        await fixture.Controls.FaultAsync(PaperExchangeControls.Create, "dropBefore");
        await fixture.Driver.PlaceAsync(trade);
        await database.ExecuteAsync("update trading.trades set close_requested_at = created_at");
        await database.ExecuteAsync(
            "update trading.orders set status = 'notPlaced', reason = 'The trade was asked to close before its entry was sent.'");

        Assert.Equal(EntryOutcome.Abandoned, await fixture.Driver.LookUpAsync(trade));

        var failed = await fixture.Driver.TradeAsync(trade);
        Assert.Equal((TradeStatus.Failed, "trade.closedBeforeEntry"), (failed.Status, failed.Reason?.Code));
    }

    [Fact]
    public async Task Clock_far_ahead_of_the_venue_loses_no_fill()
    {
        await using var fixture = await TradingFixture.OpenAsync(database, clockAhead: TimeSpan.FromMinutes(2));
        await fixture.Driver.StrategyAsync();

        var trade = await fixture.Driver.OpenAsync();

        Assert.Equal(0.01m, trade.FilledQuantity);
    }

    // Fills carry the exchange's time, the rest ours; on one machine they may differ by the tick of a clock.
    private static readonly IComparer<string> StoryOrder = Comparer<string>.Create(static (left, right) => Place(left)
        .CompareTo(Place(right)));

    private static int Place(string kind) =>
        Array.IndexOf(["signalReceived", "decided", "entrySent", "entryAccepted", "entryFilled", "stopConfirmed"], kind);
}
