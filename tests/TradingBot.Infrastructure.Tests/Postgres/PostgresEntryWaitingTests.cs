using TradingBot.Core.Identifiers;
using TradingBot.Core.Orders;
using TradingBot.Core.Risk;
using TradingBot.Core.Trades;

namespace TradingBot.Infrastructure.Tests.Postgres;

/// <summary>What of an entry may still be filled counts as held: until it is booked, and no longer than the order can be filled.</summary>
public sealed class PostgresEntryWaitingTests(LedgerDatabase database) : IClassFixture<LedgerDatabase>
{
    private readonly LedgerRows _rows = new(database);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Entry_waits_whole_until_parts_of_it_are_booked()
    {
        var (trade, _) = await SentAsync();
        Assert.Equal(0.5m, (await _rows.ReadAsync(trade)).EntryWaiting);

        await BookAsync(trade, LedgerRows.AFill(OrderRole.Entry, 0.2m, 100m));
        Assert.Equal(0.3m, (await _rows.ReadAsync(trade)).EntryWaiting);
        await BookAsync(trade, LedgerRows.AFill(OrderRole.Entry, 0.3m, 100m));
        Assert.Equal(0m, (await _rows.ReadAsync(trade)).EntryWaiting);

        // More than was ordered leaves nothing to wait for, and no debt.
        await BookAsync(trade, LedgerRows.AFill(OrderRole.Entry, 0.1m, 100m));
        Assert.Equal(0m, (await _rows.ReadAsync(trade)).EntryWaiting);
    }

    [Fact]
    public async Task Entry_that_is_booked_together_with_its_exit_waits_for_nothing()
    {
        var (trade, _) = await SentAsync();

        await BookAsync(trade, LedgerRows.AFill(OrderRole.Entry, 0.5m, 100m), LedgerRows.AFill(OrderRole.Exit, 0.5m, 101m, 1));

        Assert.Equal(0m, (await _rows.ReadAsync(trade)).EntryWaiting);
    }

    [Theory]
    [InlineData(OrderStatus.Cancelled)]
    [InlineData(OrderStatus.Rejected)]
    [InlineData(OrderStatus.NotPlaced)]
    public async Task Entry_that_ended_unfilled_waits_for_nothing(OrderStatus end)
    {
        var (trade, link) = await SentAsync();

        await UpdateAsync(trade, new OrderUpdate(link, end));

        Assert.Equal(0m, (await _rows.ReadAsync(trade)).EntryWaiting);
    }

    [Fact]
    public async Task Entry_that_ended_waits_for_the_fills_it_told_of_until_they_are_booked()
    {
        var (trade, link) = await SentAsync();
        await BookAsync(trade, LedgerRows.AFill(OrderRole.Entry, 0.1m, 100m));

        await UpdateAsync(trade, new OrderUpdate(link, OrderStatus.Cancelled, FilledQuantity: 0.3m));
        Assert.Equal(0.2m, (await _rows.ReadAsync(trade)).EntryWaiting);

        await BookAsync(trade, LedgerRows.AFill(OrderRole.Entry, 0.2m, 100m));
        Assert.Equal(0m, (await _rows.ReadAsync(trade)).EntryWaiting);
    }

    [Fact]
    public async Task News_of_an_entry_that_is_not_over_leaves_all_of_it_waiting()
    {
        var (trade, link) = await SentAsync();

        foreach (var status in (OrderStatus[])[OrderStatus.Unknown, OrderStatus.Deferred, OrderStatus.Open])
            await UpdateAsync(trade, new OrderUpdate(link, status));
        Assert.Equal(0.5m, (await _rows.ReadAsync(trade)).EntryWaiting);

        // What the order tells of is among what waits: only the bookings are held.
        await UpdateAsync(trade, new OrderUpdate(link, OrderStatus.PartiallyFilled, FilledQuantity: 0.4m));
        Assert.Equal(0.5m, (await _rows.ReadAsync(trade)).EntryWaiting);
    }

    [Fact]
    public async Task End_of_an_exit_or_of_another_trades_entry_changes_nothing()
    {
        var (trade, _) = await SentAsync();
        var (other, otherLink) = await SentAsync();
        var exit = (await _rows.IntendAsync(trade, OrderRole.Exit)).Order.LinkId;

        await UpdateAsync(trade, new OrderUpdate(exit, OrderStatus.Filled, FilledQuantity: 0.5m));
        await UpdateAsync(other, new OrderUpdate(otherLink, OrderStatus.Cancelled));

        Assert.Equal((0.5m, 0m), ((await _rows.ReadAsync(trade)).EntryWaiting, (await _rows.ReadAsync(other)).EntryWaiting));
    }

    [Fact]
    public async Task What_waits_and_what_is_open_is_what_the_portfolio_holds()
    {
        var (trade, link) = await SentAsync();
        Assert.Equal((50m, 1m), await HeldAsync(trade));

        await BookAsync(trade, LedgerRows.AFill(OrderRole.Entry, 0.3m, 100m));
        Assert.Equal((50m, 1m), await HeldAsync(trade));
        await UpdateAsync(trade, new OrderUpdate(link, OrderStatus.Cancelled, FilledQuantity: 0.3m));
        Assert.Equal((30m, 0.6m), await HeldAsync(trade));
        await BookAsync(trade, LedgerRows.AFill(OrderRole.Exit, 0.2m, 101m, 1));
        Assert.Equal((10m, 0.2m), await HeldAsync(trade));
        Assert.Equal(0.2m, (await _rows.ReadAsync(trade)).OpenRisk);
    }

    private async Task<(decimal Notional, decimal Risk)> HeldAsync(TradeId trade)
    {
        await using var scope = await _rows.OpenAsync(await _rows.SignalAsync(), LedgerRows.ADraft(LedgerRows.NewSymbol()));
        var exposure = Assert.Single(scope.Portfolio.Open, (OpenExposure open) => open.Trade == trade);
        return (exposure.Notional, exposure.Risk);
    }

    private async Task<(TradeId Trade, OrderLinkId Link)> SentAsync()
    {
        var trade = await _rows.TradeAsync();
        return (trade, (await _rows.IntendAsync(trade)).Order.LinkId);
    }

    private Task UpdateAsync(TradeId trade, OrderUpdate update) =>
        _rows.Ledger.UpdateOrderAsync(trade, update, line: null, LedgerRows.Now, Token);

    private Task<IReadOnlyList<Fill>> BookAsync(TradeId trade, params Fill[] fills) =>
        _rows.Ledger.BookFillsAsync(trade, fills, LedgerRows.Now, Token);
}
