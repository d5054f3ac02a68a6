using TradingBot.Core.Identifiers;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;

namespace TradingBot.Infrastructure.Tests.Postgres;

/// <summary>How long an entry may wait, why it was taken back, and which of two moves its order on.</summary>
public sealed class PostgresEntryTimesTests(LedgerDatabase database) : IClassFixture<LedgerDatabase>
{
    private readonly LedgerRows _rows = new(database);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(OrderType.Limit, 30)]
    [InlineData(OrderType.Market, null)]
    public async Task Limit_entry_gets_the_moment_until_which_it_waits_and_a_market_entry_none(OrderType type, int? minutes)
    {
        var draft = LedgerRows.ADraft(LedgerRows.NewSymbol());
        await using var scope = await _rows.OpenAsync(await _rows.SignalAsync(), draft);

        var trade = await scope.ApproveAsync(
            LedgerRows.APlan() with { OrderType = type, LimitPrice = type == OrderType.Limit ? 100m : null }, Token);

        Assert.Equal(minutes is { } wait ? LedgerRows.Now.AddMinutes(wait) : null, trade.EntryRestsUntil);
        Assert.Equal(trade.EntryRestsUntil, (await _rows.ReadAsync(trade.Id)).EntryRestsUntil);
    }

    [Fact]
    public async Task First_reason_for_taking_an_entry_back_stands_with_its_moment_and_line()
    {
        var trade = await _rows.TradeAsync();
        var other = await _rows.TradeAsync();

        var first = await NoteAsync(trade, TakeBackReason.Paused, LedgerRows.Now);
        var second = await NoteAsync(trade, TakeBackReason.Expired, LedgerRows.Now.AddMinutes(1));

        Assert.Equal((TakeBackReason.Paused, LedgerRows.Now), first);
        Assert.Equal(first, second);
        var record = await _rows.ReadAsync(trade);
        Assert.Equal((TakeBackReason.Paused, LedgerRows.Now), (record.TakenBack, record.TakenBackAt));
        var line = Assert.Single((await _rows.Ledger.ReadStoryAsync(trade, Token))!.Events, static line => line.Kind == "entryCancelled");
        Assert.Equal("paused", (string?)line.Data!["reason"]);
        Assert.Null((await _rows.ReadAsync(other)).TakenBack);
    }

    [Fact]
    public async Task Database_takes_every_reason_and_every_status()
    {
        foreach (var reason in Enum.GetValues<TakeBackReason>())
            await NoteAsync(await _rows.TradeAsync(), reason, LedgerRows.Now);
        foreach (var status in Enum.GetValues<OrderStatus>())
        {
            var trade = await _rows.TradeAsync();
            var (order, _) = await _rows.IntendAsync(trade);
            await _rows.Ledger.UpdateOrderAsync(trade, new OrderUpdate(order.LinkId, status), line: null, LedgerRows.Now, Token);
            Assert.Equal(status, (await OrderAsync(trade)).Status);
        }
    }

    [Fact]
    public async Task Of_two_who_saw_the_same_order_one_moves_it_on()
    {
        var trade = await _rows.TradeAsync();
        var (order, _) = await _rows.IntendAsync(trade);
        await _rows.Ledger.UpdateOrderAsync(
            trade, new OrderUpdate(order.LinkId, OrderStatus.Deferred), line: null, LedgerRows.Now.AddSeconds(1), Token);
        var seen = await OrderAsync(trade);

        var moved = await Task.WhenAll(Enumerable.Range(2, 8).Select(second => _rows.Ledger.UpdateSeenOrderAsync(
            seen,
            new OrderUpdate(order.LinkId, OrderStatus.Sent),
            LedgerRows.Line("entrySent"),
            LedgerRows.Now.AddSeconds(second),
            Token)));

        Assert.Single(moved, static one => one);
        Assert.Equal(OrderStatus.Sent, (await OrderAsync(trade)).Status);
        Assert.Single((await _rows.Ledger.ReadStoryAsync(trade, Token))!.Events, static line => line.Kind == "entrySent");
    }

    [Fact]
    public async Task Order_that_was_only_touched_since_it_was_seen_is_left_to_who_touched_it()
    {
        var trade = await _rows.TradeAsync();
        var (order, _) = await _rows.IntendAsync(trade);
        await _rows.Ledger.UpdateOrderAsync(
            trade, new OrderUpdate(order.LinkId, OrderStatus.Sent), line: null, LedgerRows.Now.AddSeconds(1), Token);

        Assert.False(await _rows.Ledger.UpdateSeenOrderAsync(
            order, new OrderUpdate(order.LinkId, OrderStatus.NotPlaced), line: null, LedgerRows.Now.AddSeconds(2), Token));

        Assert.Equal(OrderStatus.Sent, (await OrderAsync(trade)).Status);
    }

    private Task<(TakeBackReason Reason, DateTimeOffset At)> NoteAsync(TradeId trade, TakeBackReason reason, DateTimeOffset now) =>
        _rows.Ledger.NoteTakenBackAsync(trade, reason, TradeEvents.EntryTakenBack(reason), now, Token);

    private async Task<OrderRecord> OrderAsync(TradeId trade) => Assert.Single(await _rows.Ledger.ListOrdersAsync(trade, Token));
}
