using Npgsql;
using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Notifications;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;

namespace TradingBot.Infrastructure.Tests.Postgres;

/// <summary>Orders and fills: written before sending, moved on by news in any order, each execution booked once.</summary>
public sealed class PostgresFillsTests(LedgerDatabase database) : IClassFixture<LedgerDatabase>
{
    private readonly LedgerRows _rows = new(database);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Fill_told_twice_is_booked_once()
    {
        var trade = await _rows.TradeAsync();
        var fill = LedgerRows.AFill(OrderRole.Entry, 0.5m, 100m);

        Assert.Equal([fill], await BookAsync(trade, fill));
        Assert.Empty(await BookAsync(trade, fill));

        var record = await _rows.ReadAsync(trade);
        Assert.Equal((TradeStatus.Open, 0.5m, 100m, 0.05m), (record.Status, record.FilledQuantity, record.EntryPrice, record.Fees));
        Assert.Equal([fill], await _rows.Ledger.ListFillsAsync(trade, Token));
    }

    [Fact]
    public async Task Fills_booked_at_once_by_two_processes_count_once()
    {
        var trade = await _rows.TradeAsync();
        Fill[] fills = [LedgerRows.AFill(OrderRole.Entry, 0.2m, 100m), LedgerRows.AFill(OrderRole.Entry, 0.3m, 101m)];

        var booked = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => BookAsync(trade, fills)));

        Assert.Equal(2, booked.Sum(static news => news.Count));
        Assert.Equal(0.5m, (await _rows.ReadAsync(trade)).FilledQuantity);
    }

    [Fact]
    public async Task Different_fills_booked_at_once_are_all_in_the_figures()
    {
        var trade = await _rows.TradeAsync();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(
            index => BookAsync(trade, [LedgerRows.AFill(OrderRole.Entry, 0.05m, 100m + index, index)])));

        var record = await _rows.ReadAsync(trade);
        Assert.Equal((0.4m, 103.5m), (record.FilledQuantity, record.EntryPrice));
    }

    [Fact]
    public async Task Order_of_the_news_makes_no_difference()
    {
        Fill[] fills =
        [
            LedgerRows.AFill(OrderRole.Entry, 0.2m, 100m),
            LedgerRows.AFill(OrderRole.Entry, 0.3m, 101m, 1),
            LedgerRows.AFill(OrderRole.Exit, 0.1m, 103m, 2),
            LedgerRows.AFill(OrderRole.Stop, 0.4m, 97m, 3),
        ];
        var results = new List<(decimal, decimal, decimal?, decimal?, decimal?, decimal, DateTimeOffset?)>();
        foreach (var order in new[] { fills, [fills[3], fills[1], fills[0], fills[2]], [fills[2], fills[3], fills[1], fills[0]] })
        {
            var trade = await _rows.TradeAsync();
            foreach (var fill in order)
                await BookAsync(trade, fill with { ExecId = $"{fill.ExecId}-{results.Count}" });
            var record = await _rows.ReadAsync(trade);
            results.Add((record.FilledQuantity, record.ExitedQuantity, record.EntryPrice,
                record.ExitPrice, record.RealizedPnl, record.Fees, record.OpenedAt));
        }

        var only = Assert.Single(results.Distinct());
        Assert.Equal((0.5m, 0.5m, 100.6m, 98.2m), (only.Item1, only.Item2, only.Item3, only.Item4));
        Assert.Equal((-1.2994m, 0.0994m, LedgerRows.Now), (only.Item5, only.Item6, only.Item7));
    }

    [Fact]
    public async Task Fill_of_a_trade_that_is_closing_does_not_open_it_again()
    {
        var trade = await _rows.TradeAsync();
        await _rows.Ledger.RequestCloseAsync(trade, CloseReason.Manual, LedgerRows.Line("closeRequested"), LedgerRows.Now, Token);

        await BookAsync(trade, LedgerRows.AFill(OrderRole.Entry, 0.5m, 100m));

        Assert.Equal(TradeStatus.Closing, (await _rows.ReadAsync(trade)).Status);
    }

    [Fact]
    public async Task Order_is_written_once_before_it_is_sent()
    {
        // The writers meet within microseconds; only many rounds make sure that every order of arrival is seen.
        for (var round = 0; round < 40; round++)
        {
            var trade = await _rows.TradeAsync();

            var written = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => _rows.IntendAsync(trade), Token)));

            Assert.Single(written, static answer => answer.IsNew);
            Assert.All(written, static answer => Assert.Equal(OrderStatus.Sent, answer.Order.Status));
            Assert.Single((await _rows.Ledger.ReadStoryAsync(trade, Token))!.Events, static line => line.Kind == "sent");
        }
    }

    [Fact]
    public async Task Entry_and_giving_up_at_once_never_leave_an_order_of_an_ended_trade()
    {
        for (var round = 0; round < 40; round++)
        {
            var trade = await _rows.TradeAsync();
            var notice = new Notification(Severity.Warning, "tradeFailed", "Late", "Late.", trade, "sample", $"finished:{trade}");

            var writing = Task.Run(() => _rows.IntendAsync(trade), Token);
            var hasGivenUp = await Task.Run(
                () => _rows.Ledger.AbandonAsync(trade, new Denial("signal.stale", "Late."), LedgerRows.Line("failed"), notice, LedgerRows.Now, Token), Token);

            if (hasGivenUp)
                await Assert.ThrowsAsync<InvalidOperationException>(() => writing);
            else
                Assert.True((await writing).IsNew);
            var orders = (await _rows.Ledger.ListOrdersAsync(trade, Token)).Count;
            Assert.Equal((hasGivenUp ? 0 : 1, !hasGivenUp), (orders, (await _rows.ReadAsync(trade)).IsUnfinished));
        }
    }

    [Fact]
    public async Task Second_entry_of_a_trade_is_refused_by_the_database_itself()
    {
        var trade = await _rows.TradeAsync();
        await _rows.IntendAsync(trade);

        var fault = await Assert.ThrowsAsync<PostgresException>(() => _rows.IntendAsync(trade, attempt: 1));

        Assert.Equal(PostgresErrorCodes.UniqueViolation, fault.SqlState);
        await _rows.IntendAsync(trade, OrderRole.Exit);
        await _rows.IntendAsync(trade, OrderRole.Exit, 1);
        Assert.Equal(3, (await _rows.Ledger.ListOrdersAsync(trade, Token)).Count);
    }

    [Fact]
    public async Task Late_news_never_takes_an_order_back()
    {
        var trade = await _rows.TradeAsync();
        var link = (await _rows.IntendAsync(trade)).Order.LinkId;
        await UpdateAsync(new OrderUpdate(link, OrderStatus.Unknown, Reason: "timeout"));
        await UpdateAsync(new OrderUpdate(link, OrderStatus.Filled, "venue-1", 0.5m, 100m));
        await UpdateAsync(new OrderUpdate(link, OrderStatus.Open, FilledQuantity: 0.1m));

        var order = Assert.Single(await _rows.Ledger.ListOrdersAsync(trade, Token));
        Assert.Equal(
            (OrderStatus.Filled, "venue-1", 0.5m, 100m), (order.Status, order.ExchangeOrderId, order.FilledQuantity, order.AveragePrice));

        Task UpdateAsync(OrderUpdate update) => _rows.Ledger.UpdateOrderAsync(trade, update, line: null, LedgerRows.Now, Token);
    }

    [Fact]
    public async Task News_that_cannot_be_true_is_an_error_and_changes_nothing()
    {
        var trade = await _rows.TradeAsync();
        var link = (await _rows.IntendAsync(trade)).Order.LinkId;
        await _rows.Ledger.UpdateOrderAsync(trade, new OrderUpdate(link, OrderStatus.Rejected), line: null, LedgerRows.Now, Token);

        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            _rows.Ledger.UpdateOrderAsync(
                trade, new OrderUpdate(link, OrderStatus.Filled), LedgerRows.Line("impossible"), LedgerRows.Now, Token));

        Assert.Equal(OrderStatus.Rejected, Assert.Single(await _rows.Ledger.ListOrdersAsync(trade, Token)).Status);
        Assert.DoesNotContain((await _rows.Ledger.ReadStoryAsync(trade, Token))!.Events, static line => line.Kind == "impossible");
    }

    private Task<IReadOnlyList<Fill>> BookAsync(TradeId trade, params Fill[] fills) =>
        _rows.Ledger.BookFillsAsync(trade, fills, LedgerRows.Now, Token);
}
