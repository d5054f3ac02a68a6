using Npgsql;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Notifications;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;
using TradingBot.TestKit;

namespace TradingBot.Infrastructure.Tests.Postgres;

/// <summary>Rows beside each other: each step is of one of them, and those of one trade come in the order of their moments.</summary>
public sealed class NeighborRowsTests(LedgerDatabase database) : IClassFixture<LedgerDatabase>
{
    private static readonly DateTimeOffset Now = LedgerRows.Now;

    private readonly LedgerRows _rows = new(database);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Steps_of_one_trade_leave_the_other_one_as_it_is()
    {
        var (one, other) = (await OpenAsync(), await OpenAsync());
        var before = await _rows.ReadAsync(other);
        var signal = await _rows.Journal.FindAsync(before.SignalId, Token);
        var line = LedgerRows.Line("step");

        await _rows.Ledger.NoteTakenBackAsync(one, TakeBackReason.Manual, line, Now, Token);
        await UnchangedAsync("taken back");
        await _rows.Ledger.NoteStopMissingAsync(one, looser: 97m, LedgerRows.Pause, line, Now, Token);
        await UnchangedAsync("stop missing");
        await _rows.Ledger.NotePositionMissingAsync(one, isMissing: true, line, Now, Token);
        await UnchangedAsync("position missing");
        await _rows.Ledger.ConfirmStopAsync(one, 96m, line, ANotice(one, "stop"), Now, Token);
        await UnchangedAsync("stop confirmed");
        await _rows.Ledger.NoteExecutionsReadAsync(one, Now.AddMinutes(1), Token);
        await UnchangedAsync("executions read");
        await _rows.Ledger.RequestCloseAsync(one, CloseReason.Manual, line, Now, Token);
        await UnchangedAsync("close requested");
        await _rows.Ledger.BookFillsAsync(one, [LedgerRows.AFill(OrderRole.Exit, 0.5m, 104m, 10)], Now, Token);
        await UnchangedAsync("closed");
        await _rows.Ledger.FinishAsync(
            one, TradeCause.Settled, CloseReason.Manual, reason: null, line, ANotice(one, "finished"), Now, Token);
        await UnchangedAsync("finished");

        async Task UnchangedAsync(string step)
        {
            var after = await _rows.ReadAsync(other);
            Assert.True(before == after with { Targets = before.Targets }, $"{step}: {before} became {after}");
            Assert.Equal(signal!.Status, (await _rows.Journal.FindAsync(before.SignalId, Token))!.Status);
        }
    }

    [Fact]
    public async Task News_of_one_order_leave_the_other_ones_of_its_trade_as_they_are()
    {
        var trade = await _rows.TradeAsync();
        var first = await IntendAsync(trade, 0, Now);
        var second = await IntendAsync(trade, 1, Now);

        await _rows.Ledger.UpdateOrderAsync(
            trade, new OrderUpdate(second.LinkId, OrderStatus.Open, "o-2", 0.1m, 103m, "Why.", 104m), line: null, Now.AddSeconds(1), Token);

        Assert.Equal(first, Assert.Single(await _rows.Ledger.ListOrdersAsync(trade, Token), order => order.LinkId == first.LinkId));
    }

    [Fact]
    public async Task News_of_an_order_of_another_trade_are_an_error()
    {
        var (trade, other) = (await _rows.TradeAsync(), await _rows.TradeAsync());
        var order = await IntendAsync(trade, 0, Now);

        await Assert.ThrowsAsync<InvalidOperationException>(() => _rows.Ledger.UpdateOrderAsync(
            other, new OrderUpdate(order.LinkId, OrderStatus.Open), line: null, Now, Token));

        Assert.Equal(OrderStatus.Sent, Assert.Single(await _rows.Ledger.ListOrdersAsync(trade, Token)).Status);
    }

    [Fact]
    public async Task Orders_of_a_trade_come_in_the_order_of_their_writing_and_those_of_one_moment_in_that_of_their_names()
    {
        var trade = await _rows.TradeAsync();
        foreach (var (attempt, second) in ((int, int)[])[(0, 9), (4, 1), (3, 1), (1, 5)])
            await IntendAsync(trade, attempt, Now.AddSeconds(second));
        OrderLinkId[] expected = [.. new[] { 3, 4, 1, 0 }.Select(attempt => OrderLinkId.For(trade, OrderRole.Exit, attempt))];

        Assert.Equal(expected, (await _rows.Ledger.ListOrdersAsync(trade, Token)).Select(static order => order.LinkId));
        Assert.Equal(expected, (await _rows.Ledger.ReadStoryAsync(trade, Token))!.Orders.Select(static order => order.LinkId));
    }

    [Fact]
    public async Task Fills_and_payments_come_in_the_order_of_their_moments_and_those_of_one_moment_in_that_of_their_names()
    {
        var trade = await _rows.TradeAsync();
        var name = $"{Guid.NewGuid():N}";
        Fill[] fills = [.. Places().Select(
            place => LedgerRows.AFill(OrderRole.Entry, 0.1m, 100m, place.Second) with { ExecId = name + place.Name })];
        FundingPayment[] payments = [.. Places().Select(place => new FundingPayment
        {
            ExecId = name + place.Name,
            At = Now.AddSeconds(20 + place.Second),
            PositionAmount = 0.5m,
            PositionQuantity = 0.4m,
            Coin = "USDT",
            Rate = place.Name == "a" ? null : 0.0001m,
        })];
        await _rows.Ledger.BookFillsAsync(trade, fills, Now, Token);
        await _rows.Ledger.BookFundingAsync(trade, payments, Now, Token);

        var story = (await _rows.Ledger.ReadStoryAsync(trade, Token))!;

        Assert.Equal([fills[2], fills[1], fills[3], fills[0]], story.Fills);
        Assert.Equal([payments[2], payments[1], payments[3], payments[0]], story.Funding);

        static (string Name, int Second)[] Places() => [("a", 9), ("d", 1), ("c", 1), ("b", 5)];
    }

    [Fact]
    public async Task Trades_that_closed_just_now_are_listed_in_the_order_of_their_ends()
    {
        var (late, early) = (await OpenAsync(), await OpenAsync());
        await EndAsync(late, Now.AddSeconds(9));
        await EndAsync(early, Now.AddSeconds(3));

        var listed = await _rows.Ledger.ListJustClosedAsync(TimeSpan.FromMinutes(5), Now.AddMinutes(1), Token);

        Assert.Equal([early, late], listed.Select(static trade => trade.Id).Where(id => id == early || id == late));
    }

    [Fact]
    public async Task Story_shows_one_moment_whatever_is_written_while_it_is_read()
    {
        var (trade, other) = (await OpenAsync(), await OpenAsync());
        await IntendAsync(other, 0, Now);
        var payment = new FundingPayment
        {
            ExecId = $"{Guid.NewGuid():N}",
            At = Now.AddSeconds(1),
            PositionAmount = 1m,
            PositionQuantity = 1m,
            Coin = "USDT",
        };
        await _rows.Ledger.BookFundingAsync(other, [payment], Now, Token);
        var before = (await _rows.Ledger.ReadStoryAsync(trade, Token))!;
        await using var connection = await database.Source.OpenConnectionAsync(Token);
        await using var writing = await connection.BeginTransactionAsync(Token);
        await using var hold = new NpgsqlCommand("lock table trading.orders in access exclusive mode", connection);
        await hold.ExecuteNonQueryAsync(Token);
        var reading = _rows.Ledger.ReadStoryAsync(trade, Token);
        await Eventually.TrueAsync(
            async () => await database.ScalarAsync<long>("select count(*) from pg_locks where not granted") > 0,
            "The story does not wait for the orders",
            cancellationToken: Token);

        // All that the other one has becomes this one's.
        await using var write = new NpgsqlCommand(
            string.Concat(new[] { "orders", "fills", "funding_payments" }.Select(
                table => $"update trading.{table} set trade_id = '{trade}' where trade_id = '{other}';"))
            + $"insert into trading.trade_events (trade_id, at, kind, message) values ('{trade}', now(), 'late', 'Late.')",
            connection);
        await write.ExecuteNonQueryAsync(Token);
        await writing.CommitAsync(Token);
        var story = (await reading)!;

        Assert.Empty(story.Orders);
        Assert.Equal(before.Fills, story.Fills);
        Assert.Empty(story.Funding);
        Assert.Equal(before.Events.Select(static line => line.Id), story.Events.Select(static line => line.Id));
        var after = (await _rows.Ledger.ReadStoryAsync(trade, Token))!;
        Assert.Equal((1, 2, 1), (after.Orders.Count, after.Fills.Count, after.Funding.Count));
    }

    private async Task<OrderRecord> IntendAsync(TradeId trade, int attempt, DateTimeOffset at)
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
        return (await _rows.Ledger.IntendOrderAsync(trade, OrderRole.Exit, intent, LedgerRows.Line("sent"), at, Token)).Order;
    }

    private async Task<TradeId> OpenAsync()
    {
        var trade = await _rows.TradeAsync();
        await _rows.Ledger.BookFillsAsync(trade, [LedgerRows.AFill(OrderRole.Entry, 0.5m, 100m)], Now, Token);
        return trade;
    }

    private async Task EndAsync(TradeId trade, DateTimeOffset at)
    {
        await _rows.Ledger.BookFillsAsync(trade, [LedgerRows.AFill(OrderRole.Exit, 0.5m, 104m, 1)], Now, Token);
        await _rows.Ledger.FinishAsync(
            trade, TradeCause.Settled, CloseReason.Manual, reason: null, LedgerRows.Line("over"), ANotice(trade, "finished"), at, Token);
    }

    private static Notification ANotice(TradeId trade, string kind) =>
        new(Severity.Info, kind, "Subject", "Body.", trade, "sample", $"{kind}:{trade}");
}
