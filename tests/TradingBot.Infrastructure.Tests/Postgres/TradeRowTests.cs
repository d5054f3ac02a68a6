using System.Text.Json.Nodes;
using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;

namespace TradingBot.Infrastructure.Tests.Postgres;

/// <summary>Trades, orders, fills and lines in which no two figures are alike: each comes back in its own field.</summary>
public sealed class TradeRowTests(LedgerDatabase database) : IClassFixture<LedgerDatabase>
{
    private static readonly DateTimeOffset Now = LedgerRows.Now;

    private readonly LedgerRows _rows = new(database);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Approved_trade_comes_back_with_each_of_its_figures()
    {
        var signal = await _rows.SignalAsync(static alert => alert with { ReceivedAt = Now.AddSeconds(-7) });
        var draft = LedgerRows.ADraft(LedgerRows.NewSymbol(), "figures") with
        {
            Category = Category.Inverse,
            SettleCoin = "BTC",
            QuoteCoin = "USD",
            TimeStopMinutes = 45,
            KeepMovedStops = true,
        };
        var plan = new TradePlan
        {
            Direction = Direction.Short,
            OrderType = OrderType.Limit,
            Quantity = 3m,
            LimitPrice = 101m,
            ReferencePrice = 102m,
            StopLoss = 110m,
            Targets = [new PlannedTarget(90m, 60m), new PlannedTarget(80m, 40m)],
            StopMoves = new StopMoves(
                0.005m, new BreakEvenMove(new MoveStart(95m), 0.6m), new TrailingMove(new MoveStart(Target: 1), 7m, Distance: null)),
            Leverage = 4m,
            Notional = 303m,
            Risk = 27m,
        };
        await using (var scope = await _rows.OpenAsync(signal, draft))
            await scope.ApproveAsync(plan, Token);

        var trade = await _rows.ReadAsync(draft.TradeId);

        Assert.Equal(plan.Targets, trade.Targets);
        Assert.Equal(
            new TradeRecord
            {
                Id = draft.TradeId,
                SignalId = signal,
                Strategy = "figures",
                Category = Category.Inverse,
                Symbol = draft.Symbol,
                SettleCoin = "BTC",
                Direction = Direction.Short,
                Status = TradeStatus.Pending,
                OrderType = OrderType.Limit,
                Quantity = 3m,
                LimitPrice = 101m,
                ReferencePrice = 102m,
                StopLoss = 110m,
                PlannedStopLoss = 110m,
                KeepsMovedStops = true,
                StopMoves = plan.StopMoves,
                Targets = trade.Targets,
                Leverage = 4m,
                Notional = 303m,
                Risk = 27m,
                TimeStopMinutes = 45,
                EntryValidUntil = Now.AddMinutes(1),
                EntryRestsUntil = Now.AddMinutes(30),
                FilledQuantity = 0m,
                ExitedQuantity = 0m,
                EntryWaiting = 3m,
                Fees = 0m,
                CreatedAt = Now,
            },
            trade);
        var record = (await _rows.Journal.FindAsync(signal, Token))!;
        Assert.Equal((draft.TradeId, Now), (record.TradeId, record.DecidedAt));
        var events = (await _rows.Ledger.ReadStoryAsync(draft.TradeId, Token))!.Events;
        Assert.Equal(
            [(Now.AddSeconds(-7), TradeEventKinds.SignalReceived), (Now, TradeEventKinds.Decided)],
            events.Select(static line => (line.At, line.Kind)));
        var decided = TradeEvents.Decided(plan, draft.Symbol, "USD");
        Assert.Equal(decided.Message, events[1].Message);
        Assert.True(JsonNode.DeepEquals(decided.Data, events[1].Data));
    }

    [Fact]
    public async Task Order_comes_back_with_each_of_its_figures()
    {
        var trade = await _rows.TradeAsync();
        var intent = new OrderIntent
        {
            LinkId = OrderLinkId.ForTarget(trade, target: 0, attempt: 0),
            Category = Category.Linear,
            Symbol = Symbol.Parse("BTCUSDT"),
            Side = OrderSide.Sell,
            Type = OrderType.Limit,
            Quantity = 3m,
            LimitPrice = 101m,
            TriggerPrice = 102m,
        };
        await _rows.Ledger.IntendOrderAsync(trade, OrderRole.TakeProfit, intent, LedgerRows.Line("sent"), Now, Token);

        await _rows.Ledger.UpdateOrderAsync(
            trade,
            new OrderUpdate(intent.LinkId, OrderStatus.PartiallyFilled, "o-1", 2m, 103m, "a reason", 104m),
            LedgerRows.Line("moved"),
            Now.AddSeconds(1),
            Token);

        var expected = new OrderRecord
        {
            LinkId = intent.LinkId,
            TradeId = trade,
            Role = OrderRole.TakeProfit,
            Side = OrderSide.Sell,
            Type = OrderType.Limit,
            Quantity = 3m,
            LimitPrice = 101m,
            TriggerPrice = 104m,
            Status = OrderStatus.PartiallyFilled,
            ExchangeOrderId = "o-1",
            FilledQuantity = 2m,
            AveragePrice = 103m,
            Reason = "a reason",
            CreatedAt = Now,
            UpdatedAt = Now.AddSeconds(1),
        };
        Assert.Equal(expected, Assert.Single(await _rows.Ledger.ListOrdersAsync(trade, Token)));

        // News that say nothing of a figure leave it as it is.
        await _rows.Ledger.UpdateOrderAsync(
            trade, new OrderUpdate(intent.LinkId, OrderStatus.Filled, ""), line: null, Now.AddSeconds(2), Token);
        Assert.Equal(
            expected with { Status = OrderStatus.Filled, UpdatedAt = Now.AddSeconds(2) },
            Assert.Single(await _rows.Ledger.ListOrdersAsync(trade, Token)));
        Assert.Contains(
            (Now.AddSeconds(1), "moved"),
            (await _rows.Ledger.ReadStoryAsync(trade, Token))!.Events.Select(static line => (line.At, line.Kind)));
    }

    [Fact]
    public async Task Order_that_was_changed_at_the_exchange_has_its_new_limit_and_quantity()
    {
        var trade = await _rows.TradeAsync();
        var order = (await _rows.IntendAsync(trade, OrderRole.Exit)).Order;

        await _rows.Ledger.UpdateOrderAsync(
            trade, new OrderUpdate(order.LinkId, OrderStatus.Open, LimitPrice: 105m, Quantity: 0.3m), line: null, Now.AddSeconds(1), Token);

        Assert.Equal(
            order with { Status = OrderStatus.Open, LimitPrice = 105m, Quantity = 0.3m, UpdatedAt = Now.AddSeconds(1) },
            Assert.Single(await _rows.Ledger.ListOrdersAsync(trade, Token)));
    }

    [Theory]
    [InlineData(ForcedExit.Liquidation, true)]
    [InlineData(ForcedExit.Settlement, false)]
    [InlineData(null, true)]
    public async Task Fill_comes_back_with_each_of_its_figures(ForcedExit? forced, bool isMaker)
    {
        var trade = await _rows.TradeAsync();
        var fill = new Fill
        {
            ExecId = Guid.NewGuid().ToString("N"),
            OrderLinkId = "l-1",
            ExchangeOrderId = "o-1",
            Role = OrderRole.Stop,
            Side = OrderSide.Sell,
            Price = 101m,
            Quantity = 0.25m,
            Value = 26m,
            Fee = -0.3m,
            FeeCurrency = "MNT",
            IsMaker = isMaker,
            At = Now.AddSeconds(3),
            Forced = forced,
        };

        await BookAsync(trade, fill);

        Assert.Equal([fill], await _rows.Ledger.ListFillsAsync(trade, Token));
        var story = (await _rows.Ledger.ReadStoryAsync(trade, Token))!;
        Assert.Equal([fill], story.Fills);
        var told = TradeEvents.Filled(trade, fill);
        Assert.Equal((Now.AddSeconds(3), told.Kind, told.Message), (story.Events[^1].At, story.Events[^1].Kind, story.Events[^1].Message));
    }

    [Fact]
    public async Task Fills_and_lines_come_in_the_order_of_their_moments_and_not_of_their_booking()
    {
        var trade = await _rows.TradeAsync();
        var (first, second) = (LedgerRows.AFill(OrderRole.Entry, 0.2m, 100m), LedgerRows.AFill(OrderRole.Entry, 0.3m, 101m, 1));
        await BookAsync(trade, second);
        await BookAsync(trade, first);
        await _rows.Ledger.AddLineAsync(trade, LedgerRows.Line("earlier", "a"), Now.AddMilliseconds(500), Token);
        await _rows.Ledger.AddLineAsync(trade, LedgerRows.Line("earlier", "a"), Now.AddMilliseconds(600), Token);

        Assert.Equal([first, second], await _rows.Ledger.ListFillsAsync(trade, Token));
        var lines = (await _rows.Ledger.ReadStoryAsync(trade, Token))!.Events;
        Assert.Equal(lines.OrderBy(static line => line.At).ThenBy(static line => line.Id), lines);
        Assert.Equal(Now.AddMilliseconds(500), Assert.Single(lines, static line => line.Kind == "earlier").At);
        Assert.Equal(TradeEventKinds.EntryFilled, lines[^1].Kind);
    }

    [Fact]
    public async Task Unfinished_trades_are_listed_oldest_first()
    {
        var early = LedgerRows.ADraft(LedgerRows.NewSymbol());
        var late = LedgerRows.ADraft(LedgerRows.NewSymbol()) with { Now = Now.AddSeconds(5) };
        await _rows.ApproveAsync(await _rows.SignalAsync(), late);
        await _rows.ApproveAsync(await _rows.SignalAsync(), early);

        var listed = (await _rows.Ledger.ListUnfinishedAsync(Token)).Select(static trade => trade.Id).ToList();

        Assert.True(listed.IndexOf(early.TradeId) < listed.IndexOf(late.TradeId));
    }

    [Fact]
    public async Task Executions_are_read_until_the_latest_moment_that_was_noted()
    {
        var trade = await _rows.TradeAsync();

        foreach (var minute in (int[])[2, 5, 3])
            await _rows.Ledger.NoteExecutionsReadAsync(trade, Now.AddMinutes(minute), Token);

        Assert.Equal(Now.AddMinutes(5), (await _rows.ReadAsync(trade)).ExecutionsReadAt);
    }

    [Fact]
    public async Task Trade_is_found_by_its_symbol_and_by_whether_it_is_over()
    {
        var symbol = LedgerRows.NewSymbol();
        var trade = await _rows.TradeAsync(symbol);
        await _rows.TradeAsync();

        Assert.Equal([trade], await FindAsync(new TradeFilter(Unfinished: null, Symbol: symbol.Value)));
        Assert.Equal([trade], await FindAsync(new TradeFilter(Unfinished: true, Symbol: symbol.Value)));
        Assert.Empty(await FindAsync(new TradeFilter(Unfinished: false, Symbol: symbol.Value)));
        Assert.Empty(await FindAsync(new TradeFilter(Unfinished: null, Strategy: "other", Symbol: symbol.Value)));

        async Task<IEnumerable<TradeId>> FindAsync(TradeFilter filter) =>
            (await _rows.Ledger.ListAsync(filter, new PageRequest(), Token)).Items.Select(static found => found.Id);
    }

    private Task<IReadOnlyList<Fill>> BookAsync(TradeId trade, params Fill[] fills) =>
        _rows.Ledger.BookFillsAsync(trade, fills, Now, Token);
}
