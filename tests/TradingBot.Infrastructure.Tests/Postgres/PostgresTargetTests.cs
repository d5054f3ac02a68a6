using TradingBot.Core.Identifiers;
using TradingBot.Core.Notifications;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;

namespace TradingBot.Infrastructure.Tests.Postgres;

/// <summary>Targets of a trade: each is reached once, with the part that is closed for it, and stands where it was moved to.</summary>
public sealed class PostgresTargetTests(LedgerDatabase database) : IClassFixture<LedgerDatabase>
{
    private static readonly DateTimeOffset Now = LedgerRows.Now;

    private readonly LedgerRows _rows = new(database);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Target_is_reached_once_and_no_other_with_it()
    {
        var (trade, other) = (await OpenAsync(), await OpenAsync());

        Assert.True(await ReachAsync(trade, 1));
        Assert.False(await ReachAsync(trade, 1));

        Assert.Equal([false, true, false], await ReachedAsync(trade));
        Assert.Equal([false, false, false], await ReachedAsync(other));
        Assert.Equal([104.5m, 106m, 110m], (await _rows.ReadAsync(trade)).Targets.Select(static target => target.Price));
        Assert.Single((await _rows.Ledger.ReadStoryAsync(trade, Token))!.Events, static line => line.Kind == "reached");
        Assert.Equal(1, await NoticesAsync(trade));
    }

    [Fact]
    public async Task Targets_reached_together_are_told_once_and_also_when_one_was_reached_before()
    {
        var trade = await OpenAsync();
        await ReachAsync(trade, 0);

        Assert.True(await ReachAsync(trade, 0, 1, 2));

        Assert.Equal([true, true, true], await ReachedAsync(trade));
        Assert.Equal(2, await NoticesAsync(trade));
        Assert.Null((await _rows.ReadAsync(trade)).NextTarget);
    }

    [Fact]
    public async Task Target_stands_where_it_was_moved_to_and_that_is_told_once()
    {
        var trade = await OpenAsync();

        Assert.True(await MoveAsync(trade, 1, 107.250m));
        Assert.False(await MoveAsync(trade, 1, 107.25m));

        Assert.Equal([104.5m, 107.25m, 110m], (await _rows.ReadAsync(trade)).Targets.Select(static target => target.Price));
        Assert.Equal(1, await NoticesAsync(trade));
        Assert.True(await MoveAsync(trade, 1, 106m));
        Assert.Equal(106m, (await _rows.ReadAsync(trade)).Targets[1].Price);
        Assert.Equal([false, false, false], await ReachedAsync(trade));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Targets_that_a_part_was_asked_for_are_reached_once_it_is_closed(bool isClosed)
    {
        var trade = await OpenAsync();

        Assert.True(await RequestAsync(trade, 0.2m, 0, 2));
        Assert.False(await RequestAsync(trade, 0.1m, 1));

        var reduction = (await _rows.ReadAsync(trade)).Reduction!;
        Assert.Equal((0.2m, "0 2"), (reduction.Quantity, string.Join(' ', reduction.Targets)));
        Assert.Equal([false, false, false], await ReachedAsync(trade));
        Assert.True(await _rows.Ledger.EndReductionAsync(trade, reduction, isClosed, LedgerRows.Line("end"), Notice(trade), Now, Token));
        Assert.Equal([isClosed, false, isClosed], await ReachedAsync(trade));
        Assert.True(await RequestAsync(trade, 0.1m));
        Assert.Empty((await _rows.ReadAsync(trade)).Reduction!.Targets);
    }

    private async Task<TradeId> OpenAsync()
    {
        PlannedTarget[] targets = [new(104.5m, 25m), new(106m, 25m), new(110m, 50m)];
        var trade = await _rows.TradeAsync(plan: LedgerRows.APlan() with { Targets = targets });
        await _rows.IntendAsync(trade);
        await _rows.Ledger.BookFillsAsync(trade, [LedgerRows.AFill(OrderRole.Entry, 0.4m, 100m, 1)], Now, Token);
        return trade;
    }

    private Task<bool> ReachAsync(TradeId trade, params int[] targets) => _rows.Ledger.NoteTargetsReachedAsync(
        trade, targets, LedgerRows.Line("reached"), Notice(trade), Now, Token);

    private Task<bool> MoveAsync(TradeId trade, int target, decimal price) => _rows.Ledger.NoteTargetMovedAsync(
        trade, target, price, LedgerRows.Line("moved"), Notice(trade), Now, Token);

    private async Task<bool> RequestAsync(TradeId trade, decimal quantity, params int[] targets)
    {
        var seen = await _rows.ReadAsync(trade);
        return await _rows.Ledger.RequestReductionAsync(seen, quantity, signal: null, targets, LedgerRows.Line("part"), Now, Token);
    }

    private async Task<IEnumerable<bool>> ReachedAsync(TradeId trade) =>
        (await _rows.ReadAsync(trade)).Targets.Select(static target => target.IsReached);

    private Task<long> NoticesAsync(TradeId trade) =>
        database.ScalarAsync<long>($"select count(*) from trading.notifications where trade_id = '{trade}'");

    private static Notification Notice(TradeId trade) => new(Severity.Info, NoticeKinds.TargetReached, "s", "b", trade, "sample");
}
