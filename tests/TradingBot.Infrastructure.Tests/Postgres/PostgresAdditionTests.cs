using Npgsql;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Notifications;
using TradingBot.Core.Orders;
using TradingBot.Core.Signals;
using TradingBot.Core.Trades;

namespace TradingBot.Infrastructure.Tests.Postgres;

/// <summary>What is added to a trade: approved once with the alert that asks, sent once, and ended once.</summary>
public sealed class PostgresAdditionTests(LedgerDatabase database) : IClassFixture<LedgerDatabase>
{
    private static readonly DateTimeOffset Now = LedgerRows.Now;

    private readonly LedgerRows _rows = new(database);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Addition_is_written_with_the_end_of_its_alert_and_leaves_every_other_trade_as_it_is()
    {
        var (trade, other) = (await OpenAsync(), await OpenAsync());
        var before = await _rows.ReadAsync(other);
        var alert = await _rows.SignalAsync();

        Assert.True(await AddAsync(trade, alert));

        var asked = await _rows.ReadAsync(trade);
        Assert.Equal(LedgerRows.AnAddition(await PlainAsync(trade, asked)), asked.Addition);
        Assert.Equal((1m, 0.5m, 0.5m), (asked.Quantity, asked.OpenQuantity, asked.EntryWaiting));
        Assert.Equal((0, 1), (asked.Additions, asked.AdditionsApproved));
        Assert.Equal((4.1m, 2.6m, 102m, 102m), (asked.Risk, asked.RiskTaken, asked.Notional, asked.ReferencePrice));
        Assert.Equal(before, await _rows.ReadAsync(other) with { Targets = before.Targets });
        var signal = (await _rows.Journal.FindAsync(alert, Token))!;
        Assert.Equal(
            (SignalStatus.Completed, trade, Direction.Long, TargetPosition.Long, null),
            (signal.Status, signal.AddsTo, signal.ChangedSide, signal.Found, signal.TradeId));
    }

    [Theory]
    [InlineData("update trading.trades set close_requested_at = now() where id = @id")]
    [InlineData("update trading.trades set status = 'closing' where id = @id")]
    [InlineData("update trading.trades set filled_quantity = 0.4 where id = @id")]
    [InlineData("update trading.trades set exited_quantity = 0.1 where id = @id")]
    [InlineData("update trading.trades set additions_approved = 1 where id = @id")]
    [InlineData("update trading.trades set reduce_quantity = 0.1, reduce_from = 0, reduce_requested_at = now() where id = @id")]
    public async Task Nothing_is_added_to_a_trade_that_stands_otherwise_than_it_was_seen(string meanwhile)
    {
        var trade = await OpenAsync();
        var seen = await _rows.ReadAsync(trade);
        await ExecuteAsync(meanwhile, trade);
        var alert = await _rows.SignalAsync();

        Assert.False(await AddAsync(trade, alert, seen));

        Assert.Null((await _rows.ReadAsync(trade)).Addition);
        Assert.Equal(SignalStatus.Received, (await _rows.Journal.FindAsync(alert, Token))!.Status);
    }

    [Fact]
    public async Task Alert_that_has_ended_meanwhile_adds_nothing()
    {
        var trade = await OpenAsync();
        var alert = await _rows.SignalAsync();
        await using var scope = await _rows.OpenAsync(alert, LedgerRows.ADraft(LedgerRows.NewSymbol()));
        await ExecuteAsync("update trading.signals set status = 'denied' where id = @id", alert.Value);
        var seen = await _rows.ReadAsync(trade);

        Assert.False(await scope.AddAsync(seen, LedgerRows.AnAddition(seen), LedgerRows.Line("added"), Token));
        await scope.DisposeAsync();

        Assert.Equal((0.5m, 0), ((await _rows.ReadAsync(trade)).Quantity, (await _rows.ReadAsync(trade)).AdditionsApproved));
    }

    [Theory]
    [InlineData("0.5", 1, "1", "102", "4.1", "2.6")]
    [InlineData("0.1", 1, "0.6", "101", "1.62", "1.32")]
    [InlineData("0", 0, "0.5", "100", "1", "1")]
    public async Task What_was_filled_of_it_counts_and_nothing_else(
        string filled, int additions, string quantity, string reference, string risk, string taken)
    {
        var trade = await OpenAsync();
        await AddAsync(trade, await _rows.SignalAsync());
        var addition = (await _rows.ReadAsync(trade)).Addition!;
        await IntendAsync(trade, addition);
        await _rows.Ledger.UpdateOrderAsync(
            trade, new OrderUpdate(addition.LinkId, OrderStatus.Cancelled, FilledQuantity: decimal.Parse(filled)), line: null, Now, Token);

        Assert.True(await EndAsync(trade, addition, decimal.Parse(filled)));
        Assert.False(await EndAsync(trade, addition, 0.5m));

        var ended = await _rows.ReadAsync(trade);
        Assert.Equal((null, additions, 1), (ended.Addition, ended.Additions, ended.AdditionsApproved));
        Assert.Equal((decimal.Parse(quantity), decimal.Parse(filled)), (ended.Quantity, ended.EntryWaiting));
        Assert.Equal(decimal.Parse(reference), ended.ReferencePrice, 12);
        Assert.Equal((decimal.Parse(risk), decimal.Parse(taken)), (decimal.Round(ended.Risk, 12), ended.RiskTaken));
        Assert.Single((await _rows.Ledger.ReadStoryAsync(trade, Token))!.Events, static line => line.Kind == "ended");
    }

    [Fact]
    public async Task Order_is_written_for_the_addition_that_is_under_way_and_for_no_other()
    {
        var trade = await OpenAsync();
        await AddAsync(trade, await _rows.SignalAsync());
        var addition = (await _rows.ReadAsync(trade)).Addition!;

        Assert.True((await IntendAsync(trade, addition)).IsNew);
        Assert.False((await IntendAsync(trade, addition)).IsNew);
        await Assert.ThrowsAsync<InvalidOperationException>(() => IntendAsync(trade, addition with
        {
            Number = 2,
            LinkId = OrderLinkId.For(trade, OrderRole.Entry, 2),
        }));
        var second = await Assert.ThrowsAsync<PostgresException>(
            () => IntendAsync(trade, addition with { LinkId = OrderLinkId.For(trade, OrderRole.Entry, 2) }));
        Assert.Equal(PostgresErrorCodes.UniqueViolation, second.SqlState);
    }

    [Fact]
    public async Task Sending_it_and_giving_it_up_at_once_never_leave_an_order_that_nobody_counts()
    {
        for (var round = 0; round < 30; round++)
        {
            var trade = await OpenAsync();
            await AddAsync(trade, await _rows.SignalAsync());
            var addition = (await _rows.ReadAsync(trade)).Addition!;

            var writing = Task.Run(() => IntendAsync(trade, addition), Token);
            var hasGivenUp = await Task.Run(() => EndAsync(trade, addition, 0), Token);

            if (hasGivenUp)
                await Assert.ThrowsAsync<InvalidOperationException>(() => writing);
            else
                Assert.True((await writing).IsNew);
            Assert.Equal(hasGivenUp, (await _rows.ReadAsync(trade)).Addition is null);
        }
    }

    [Fact]
    public async Task Additions_count_among_the_entries_of_the_minute_and_for_the_cool_down()
    {
        var trade = await OpenAsync();
        var before = await PortfolioAsync(trade);
        await AddAsync(trade, await _rows.SignalAsync());

        var after = await PortfolioAsync(trade);

        Assert.Equal(before.Entries + 1, after.Entries);
        Assert.Equal(before.Risk + 3.1m, after.Risk);
        Assert.Equal(before.Notional + 52m, after.Notional);
    }

    private async Task<(int Entries, decimal Risk, decimal Notional)> PortfolioAsync(TradeId trade)
    {
        var id = await _rows.SignalAsync();
        await using var scope = await _rows.OpenAsync(id, LedgerRows.ADraft(LedgerRows.NewSymbol()) with { Now = Now.AddSeconds(30) });
        var open = scope.Portfolio.Open.Single(exposure => exposure.Trade == trade);
        return (scope.Portfolio.EntriesInLastMinute, open.Risk, open.Notional);
    }

    // As it was seen before: its figures are those that the addition was reckoned from.
    private async Task<TradeRecord> PlainAsync(TradeId trade, TradeRecord asked)
    {
        var before = asked.Addition!.Before;
        return await _rows.ReadAsync(trade) with
        {
            AdditionsApproved = 0,
            SignalId = asked.Addition.SignalId,
            Quantity = before.Quantity,
            ReferencePrice = before.ReferencePrice,
            Risk = before.Risk,
            RiskWithAdditions = null,
            Notional = before.Notional,
        };
    }

    private async Task<TradeId> OpenAsync()
    {
        var trade = await _rows.TradeAsync();
        var (order, _) = await _rows.IntendAsync(trade);
        await _rows.Ledger.UpdateOrderAsync(
            trade, new OrderUpdate(order.LinkId, OrderStatus.Filled, FilledQuantity: 0.5m), line: null, Now, Token);
        await _rows.Ledger.BookFillsAsync(trade, [LedgerRows.AFill(OrderRole.Entry, 0.5m, 100m)], Now, Token);
        return trade;
    }

    private async Task<bool> AddAsync(TradeId trade, SignalId alert, TradeRecord? seen = null)
    {
        seen ??= await _rows.ReadAsync(trade);
        await using var scope = await _rows.OpenAsync(alert, LedgerRows.ADraft(LedgerRows.NewSymbol()));
        return await scope.AddAsync(seen, LedgerRows.AnAddition(seen), LedgerRows.Line("added"), Token);
    }

    private Task<(OrderRecord Order, bool IsNew)> IntendAsync(TradeId trade, Addition addition) => _rows.Ledger.IntendAdditionAsync(
        trade,
        addition,
        new OrderIntent
        {
            LinkId = addition.LinkId,
            Category = Category.Linear,
            Symbol = Symbol.Parse("BTCUSDT"),
            Side = OrderSide.Buy,
            Type = OrderType.Market,
            Quantity = addition.Quantity,
        },
        LedgerRows.Line("sent"),
        Now,
        Token);

    private Task<bool> EndAsync(TradeId trade, Addition addition, decimal filled) => _rows.Ledger.EndAdditionAsync(
        trade, addition, filled, LedgerRows.Line("ended"), new Notification(Severity.Info, "test", "Subject", "Body."), Now, Token);

    private Task ExecuteAsync(string sql, TradeId trade) => ExecuteAsync(sql, trade.Value);

    private async Task ExecuteAsync(string sql, Guid id)
    {
        await using var command = database.Source.CreateCommand(sql);
        command.Parameters.AddWithValue("id", id);
        await command.ExecuteNonQueryAsync(Token);
    }
}
