using System.Globalization;
using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Notifications;
using TradingBot.Core.Orders;
using TradingBot.Core.Signals;
using TradingBot.Core.Trades;

namespace TradingBot.Infrastructure.Tests.Postgres;

/// <summary>A trade from its entry to its end with no two moments and no two figures alike, beside one that nothing happens to.</summary>
public sealed class LivedTradeTests(LedgerDatabase database) : IClassFixture<LedgerDatabase>
{
    private static readonly DateTimeOffset Now = LedgerRows.Now;

    private readonly LedgerRows _rows = new(database);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_step_of_a_life_is_kept_in_its_own_field_and_leaves_every_other_trade_as_it_is()
    {
        var waiting = await _rows.SignalAsync();
        var (trade, other) = (await _rows.TradeAsync(), await _rows.TradeAsync());
        var (planned, before) = (await _rows.ReadAsync(trade), await _rows.ReadAsync(other));
        var (order, otherOrder) = ((await _rows.IntendAsync(trade)).Order, (await _rows.IntendAsync(other)).Order);
        var (entry, exit) = (LedgerRows.AFill(OrderRole.Entry, 0.4m, 100m, 1), LedgerRows.AFill(OrderRole.Exit, 0.1m, 104m, 6));
        var payment = new FundingPayment
        {
            ExecId = $"{trade}",
            At = Now.AddSeconds(2),
            PositionAmount = 0.3m,
            PositionQuantity = 0.4m,
            Coin = "USDC",
            Rate = -0.0007m,
        };

        await _rows.Ledger.BookFillsAsync(trade, [entry], Now, Token);
        await _rows.Ledger.BookFundingAsync(trade, [payment], Now, Token);
        await _rows.Ledger.ConfirmStopAsync(trade, 97m, LedgerRows.Line("stop"), Notice(trade, "stop"), At(3), Token);
        await _rows.Ledger.NoteStopMissingAsync(trade, looser: 96m, LedgerRows.Pause, LedgerRows.Line("stopMissing"), At(4), Token);
        await _rows.Ledger.NotePositionMissingAsync(trade, isMissing: true, LedgerRows.Line("positionMissing"), At(5), Token);
        await _rows.Ledger.BookFillsAsync(trade, [exit], Now, Token);
        await _rows.Ledger.NoteTakenBackAsync(trade, TakeBackReason.ForeignPosition, LedgerRows.Line("takenBack"), At(7), Token);
        await _rows.Ledger.UpdateOrderAsync(
            trade, new OrderUpdate(order.LinkId, OrderStatus.Cancelled, FilledQuantity: 0.45m), line: null, At(8), Token);
        await _rows.Ledger.RequestCloseAsync(trade, CloseReason.TimeStop, LedgerRows.Line("close"), At(9), Token);
        await _rows.Ledger.NoteExecutionsReadAsync(trade, At(10), Token);
        await _rows.Ledger.FinishAsync(
            trade, TradeCause.Settled, closeReason: null, new Denial("exchange.rejected", "Why."), LedgerRows.Line("settled"),
            Notice(trade, "settled"), At(11), Token);

        var pnl = ProfitAndLoss.Of(Category.Linear, Direction.Long, "USDT", [entry, exit], [payment]);
        var record = await _rows.ReadAsync(trade);
        Assert.Equal(
            planned with
            {
                Targets = record.Targets,
                Status = TradeStatus.Closed,
                FilledQuantity = 0.4m,
                ExitedQuantity = 0.1m,
                EntryWaiting = 0.05m,
                EntryPrice = 100m,
                ExitPrice = 104m,
                RealizedPnl = pnl.Net,
                Fees = 0.0504m,
                Funding = 0.3m,
                StopLoss = 96m,
                StopConfirmedAt = At(3),
                StopMissingSince = At(4),
                StopSeenMissingFor = TimeSpan.Zero,
                PositionMissingSince = At(5),
                PositionWatchedFrom = At(5),
                TakenBack = TakeBackReason.ForeignPosition,
                TakenBackAt = At(7),
                CloseRequestedAt = At(9),
                CloseReason = CloseReason.TimeStop,
                Reason = record.Reason,
                OpenedAt = At(1),
                ClosedAt = At(11),
                ExecutionsReadAt = At(10),
            },
            record);
        Assert.Equal(("exchange.rejected", "Why."), (record.Reason!.Code, record.Reason.Message));
        var story = (await _rows.Ledger.ReadStoryAsync(trade, Token))!;
        Assert.Equal([payment], story.Funding);
        Assert.Equal([entry, exit], story.Fills);
        Assert.Equal(
            ["stop@3", "stopMissing@4", "positionMissing@5", "takenBack@7", "close@9", "settled@11"],
            story.Events.Where(static line => line.Message == "A line." && line.Kind != "sent")
                .Select(static line => $"{line.Kind}@{(line.At - Now).TotalSeconds}"));
        Assert.Equal((SignalStatus.Completed, "exchange.rejected"), await SignalAsync(record.SignalId));
        Assert.Equal(
            $"stop:{trade}@3 settled:{trade}@11",
            await database.ScalarAsync<string>($"""
                select string_agg(concat(once, '@', extract(epoch from at - '2026-11-23T14:55:19.123Z')::int), ' ' order by id)
                from trading.notifications where trade_id = '{trade}' and kind = 'test'
                """));

        var after = await _rows.ReadAsync(other);
        Assert.Equal(before with { Targets = after.Targets }, after);
        Assert.Equal([otherOrder], await _rows.Ledger.ListOrdersAsync(other, Token));
        Assert.Equal(3, (await _rows.Ledger.ReadStoryAsync(other, Token))!.Events.Count);
        Assert.Equal((SignalStatus.Accepted, (string?)null), await SignalAsync(before.SignalId));
        Assert.Equal((SignalStatus.Received, (string?)null), await SignalAsync(waiting));
        Assert.Null((await _rows.Journal.FindAsync(waiting, Token))!.TradeId);
    }

    [Fact]
    public async Task Orders_come_as_they_were_written_and_of_one_moment_by_their_id()
    {
        var trade = await _rows.TradeAsync();
        foreach (var (attempt, second) in ((int, int)[])[(0, 2), (2, 1), (1, 1)])
            await IntendExitAsync(trade, attempt, second);

        var listed = await _rows.Ledger.ListOrdersAsync(trade, Token);

        Assert.Equal(
            ((int[])[1, 2, 0]).Select(attempt => OrderLinkId.For(trade, OrderRole.Exit, attempt)),
            listed.Select(static order => order.LinkId));
        Assert.Equal(listed, (await _rows.Ledger.ReadStoryAsync(trade, Token))!.Orders);
    }

    [Fact]
    public async Task Fills_and_payments_come_by_their_moments_and_of_one_moment_by_their_id()
    {
        var trade = await _rows.TradeAsync();
        var fill = LedgerRows.AFill(OrderRole.Entry, 0.1m, 100m);
        Fill[] fills =
        [
            fill with { ExecId = $"{trade}-b" }, fill with { ExecId = $"{trade}-c" }, fill with { ExecId = $"{trade}-a", At = At(1) },
        ];
        var payment = new FundingPayment
        {
            ExecId = $"{trade}-b",
            At = At(2),
            PositionAmount = 0.3m,
            PositionQuantity = 0.3m,
            Coin = "USDT",
            Rate = null,
        };
        FundingPayment[] payments =
        [
            payment, payment with { ExecId = $"{trade}-c" }, payment with { ExecId = $"{trade}-a", At = At(3) },
        ];

        await _rows.Ledger.BookFillsAsync(trade, [fills[1], fills[2], fills[0]], Now, Token);
        await _rows.Ledger.BookFundingAsync(trade, [payments[1], payments[2], payments[0]], Now, Token);

        var story = (await _rows.Ledger.ReadStoryAsync(trade, Token))!;
        Assert.Equal(fills, story.Fills);
        Assert.Equal(fills, await _rows.Ledger.ListFillsAsync(trade, Token));
        Assert.Equal(payments, story.Funding);
    }

    [Fact]
    public async Task Exit_that_is_booked_first_opens_nothing_and_its_moment_is_not_the_entrys()
    {
        var trade = await _rows.TradeAsync();
        await _rows.Ledger.BookFillsAsync(trade, [LedgerRows.AFill(OrderRole.Exit, 0.1m, 101m, -3)], Now, Token);
        var before = await _rows.ReadAsync(trade);
        await _rows.Ledger.BookFillsAsync(
            trade, [LedgerRows.AFill(OrderRole.Entry, 0.1m, 100m, 2), LedgerRows.AFill(OrderRole.Entry, 0.2m, 100m, 1)], Now, Token);

        Assert.Equal((TradeStatus.Pending, (DateTimeOffset?)null), (before.Status, before.OpenedAt));
        var record = await _rows.ReadAsync(trade);
        Assert.Equal((TradeStatus.Open, At(1)), (record.Status, record.OpenedAt));

        // Listed late: the first fill is the earliest one, not the first that was booked.
        await _rows.Ledger.BookFillsAsync(trade, [LedgerRows.AFill(OrderRole.Entry, 0.1m, 100m)], Now, Token);
        Assert.Equal(Now, (await _rows.ReadAsync(trade)).OpenedAt);
    }

    [Fact]
    public async Task Line_that_stands_already_keeps_no_order_from_being_written()
    {
        var trade = await _rows.TradeAsync();

        Assert.True(await IntendExitAsync(trade, 0, 0, "exit"));
        Assert.True(await IntendExitAsync(trade, 1, 1, "exit"));
        Assert.False(await IntendExitAsync(trade, 1, 2, "again"));

        Assert.Equal(2, (await _rows.Ledger.ListOrdersAsync(trade, Token)).Count);
        Assert.Equal([At(0)], (await _rows.Ledger.ReadStoryAsync(trade, Token))!.Events.Where(static line => line.Kind == "sent").Select(
            static line => line.At));
    }

    [Fact]
    public async Task Order_of_another_trade_is_not_moved()
    {
        var (trade, other) = (await _rows.TradeAsync(), await _rows.TradeAsync());
        var order = (await _rows.IntendAsync(other)).Order;

        await Assert.ThrowsAsync<InvalidOperationException>(() => _rows.Ledger.UpdateOrderAsync(
            trade, new OrderUpdate(order.LinkId, OrderStatus.Filled), line: null, Now, Token));

        Assert.Equal([order], await _rows.Ledger.ListOrdersAsync(other, Token));
    }

    [Fact]
    public async Task Order_that_moved_within_the_moment_it_was_seen_is_left()
    {
        var trade = await _rows.TradeAsync();
        var seen = (await _rows.IntendAsync(trade)).Order;
        await _rows.Ledger.UpdateOrderAsync(trade, new OrderUpdate(seen.LinkId, OrderStatus.Open), line: null, Now, Token);

        Assert.False(await _rows.Ledger.UpdateSeenOrderAsync(
            seen, new OrderUpdate(seen.LinkId, OrderStatus.Cancelled), line: null, Now, Token));

        Assert.Equal(OrderStatus.Open, Assert.Single(await _rows.Ledger.ListOrdersAsync(trade, Token)).Status);
    }

    [Fact]
    public async Task Trade_is_given_up_unless_its_own_entry_is_written()
    {
        var (trade, other) = (await _rows.TradeAsync(), await _rows.TradeAsync());
        await IntendExitAsync(trade, 0, 0);
        await _rows.IntendAsync(other);

        Assert.Equal((true, false), (await AbandonAsync(trade), await AbandonAsync(other)));
        Assert.False(await AbandonAsync(trade));

        Assert.Equal(
            (TradeStatus.Failed, TradeStatus.Pending), ((await _rows.ReadAsync(trade)).Status, (await _rows.ReadAsync(other)).Status));

        Task<bool> AbandonAsync(TradeId id) => _rows.Ledger.AbandonAsync(
            id, new Denial("signal.stale", "Late."), LedgerRows.Line("failed"), Notice(id, "failed"), Now, Token);
    }

    [Theory]
    [InlineData(Category.Linear, "0.3", false, true)]
    [InlineData(Category.Linear, "0.3", true, false)]
    [InlineData(Category.Spot, "0.4985", false, true)]
    [InlineData(Category.Spot, "0.499", false, false)]
    public async Task Strangers_exit_is_told_where_something_is_left_that_can_be_sold(
        Category category, string quantity, bool leavesDust, bool isTold)
    {
        var draft = LedgerRows.ADraft(LedgerRows.NewSymbol()) with { Category = category };
        var trade = (await _rows.ApproveAsync(await _rows.SignalAsync(), draft)).Id;
        var bought = LedgerRows.AFill(OrderRole.Entry, 0.5m, 100m) with { Fee = 0.001m, FeeCurrency = "T" };
        await _rows.Ledger.BookFillsAsync(trade, [category == Category.Spot ? bought : bought with { FeeCurrency = "USDT" }], Now, Token);
        var own = (await _rows.IntendAsync(trade, OrderRole.Exit)).Order.LinkId.Value;
        var half = decimal.Parse(quantity, CultureInfo.InvariantCulture) / 2;
        var exit = LedgerRows.AFill(OrderRole.Exit, half, 101m, 1) with { ExchangeOrderId = "ours", OrderLinkId = own };

        // One reading brings both, and tells of the stranger's alone.
        await _rows.Ledger.BookFillsAsync(
            trade,
            [exit, exit with { ExecId = $"{exit.ExecId}-s", OrderLinkId = null, ExchangeOrderId = "stranger" }],
            At(5),
            Token,
            leavesDust);

        var told = await database.ScalarAsync<string>($"""
            select coalesce(string_agg(concat(once, '@', extract(epoch from at - '2026-11-23T14:55:19.123Z')::int), ' '), '')
            from trading.notifications where trade_id = '{trade}'
            """);
        Assert.Equal(isTold ? $"reducedOutside:{trade}:stranger@5" : "", told);
    }

    private async Task<bool> IntendExitAsync(TradeId trade, int attempt, int second, string? once = null)
    {
        var intent = new OrderIntent
        {
            LinkId = OrderLinkId.For(trade, OrderRole.Exit, attempt),
            Category = Category.Linear,
            Symbol = Symbol.Parse("BTCUSDT"),
            Side = OrderSide.Sell,
            Type = OrderType.Market,
            Quantity = 0.5m,
        };
        return (await _rows.Ledger.IntendOrderAsync(trade, OrderRole.Exit, intent, LedgerRows.Line("sent", once), At(second), Token)).IsNew;
    }

    private async Task<(SignalStatus Status, string? Code)> SignalAsync(SignalId id)
    {
        var record = (await _rows.Journal.FindAsync(id, Token))!;
        return (record.Status, record.Reason?.Code);
    }

    private static Notification Notice(TradeId trade, string once) =>
        new(Severity.Info, "test", "Subject", "Body.", trade, "sample", $"{once}:{trade}");

    private static DateTimeOffset At(int second) => Now.AddSeconds(second);
}
