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

    [Theory]
    [InlineData(3)]
    [InlineData(-1)]
    public async Task Place_that_has_no_target_is_neither_reached_nor_moved_nor_told(int place)
    {
        var trade = await OpenAsync();

        Assert.False(await ReachAsync(trade, place));
        Assert.False(await MoveAsync(trade, place, 107m));

        Assert.Equal([false, false, false], await ReachedAsync(trade));
        Assert.Equal([104.5m, 106m, 110m], (await _rows.ReadAsync(trade)).Targets.Select(static target => target.Price));
        Assert.DoesNotContain((await _rows.Ledger.ReadStoryAsync(trade, Token))!.Events, static line => line.Kind is "reached" or "moved");
        Assert.Equal(0, await NoticesAsync(trade));
        Assert.True(await ReachAsync(trade, place, 1));
        Assert.Equal([false, true, false], await ReachedAsync(trade));
        Assert.False(await ReachAsync(trade, 1, place));
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

    [Fact]
    public async Task Other_targets_take_the_place_of_those_that_were_seen_until_the_exchange_holds_them()
    {
        var trade = await OpenAsync();
        await ReachAsync(trade, 0);
        var seen = await _rows.ReadAsync(trade);
        PlannedTarget[] wanted = [seen.Targets[0], new(107.125m, 75m, IsReached: false, Version: 1)];

        Assert.True(await ChangeAsync(seen, wanted));

        var changed = await _rows.ReadAsync(trade);
        Assert.Equal(wanted, changed.Targets);
        Assert.Equal((1, Now), (changed.TargetsVersion, changed.TargetsAskedAt));
        Assert.Single((await _rows.Ledger.ReadStoryAsync(trade, Token))!.Events, static line => line.Kind == "changed");
        await _rows.Ledger.ConfirmTargetsAsync(seen, Token);
        Assert.NotNull((await _rows.ReadAsync(trade)).TargetsAskedAt);
        await _rows.Ledger.ConfirmTargetsAsync(changed, Token);
        Assert.Null((await _rows.ReadAsync(trade)).TargetsAskedAt);
    }

    // Whoever has looked before the change speaks of other targets.
    [Fact]
    public async Task What_is_told_of_the_targets_of_before_is_said_of_none_of_the_new_ones()
    {
        var trade = await OpenAsync();
        var seen = await _rows.ReadAsync(trade);
        Assert.True(await ChangeAsync(seen, new PlannedTarget(120m, 50m), new PlannedTarget(130m, 50m)));

        Assert.False(await ReachAsync(seen, 0));
        Assert.False(await MoveAsync(seen, 0, 104m));
        Assert.False(await _rows.Ledger.RequestReductionAsync(seen, 0.1m, signal: null, [1], LedgerRows.Line("part"), Now, Token));
        Assert.False(await ChangeAsync(seen));
        Assert.Equal(
            [(120m, false), (130m, false)],
            (await _rows.ReadAsync(trade)).Targets.Select(static target => (target.Price, target.IsReached)));
        Assert.True(await _rows.Ledger.RequestReductionAsync(seen, 0.1m, signal: null, [], LedgerRows.Line("part"), Now, Token));
    }

    // Whoever saw the price at a target of before does not close for it.
    [Fact]
    public async Task Close_for_a_target_is_asked_for_only_while_the_targets_are_those_that_were_seen()
    {
        var trade = await OpenAsync();
        var seen = await _rows.ReadAsync(trade);
        Assert.True(await ChangeAsync(seen, new PlannedTarget(120m, 100m)));

        Assert.False(await _rows.Ledger.RequestCloseForTargetAsync(seen, LedgerRows.Line("close"), Now, Token));
        Assert.Null((await _rows.ReadAsync(trade)).CloseRequestedAt);
        Assert.True(await _rows.Ledger.RequestCloseForTargetAsync(await _rows.ReadAsync(trade), LedgerRows.Line("close"), Now, Token));
        var closing = await _rows.ReadAsync(trade);
        Assert.Equal((CloseReason.TakeProfit, Now), (closing.CloseReason, closing.CloseRequestedAt));
    }

    [Fact]
    public async Task Exchange_is_asked_for_changed_targets_once_within_a_pause_and_never_for_those_of_before()
    {
        var trade = await OpenAsync();
        var seen = await _rows.ReadAsync(trade);
        await ChangeAsync(seen, new PlannedTarget(120m, 100m));
        var changed = await _rows.ReadAsync(trade);

        Assert.False(await _rows.Ledger.TryTargetsAsync(seen, Now, Now, Token));
        Assert.True(await _rows.Ledger.TryTargetsAsync(changed, Now.AddSeconds(-1), Now, Token));
        Assert.False(await _rows.Ledger.TryTargetsAsync(changed, Now.AddSeconds(-1), Now.AddMilliseconds(900), Token));
        Assert.True(await _rows.Ledger.TryTargetsAsync(changed, Now, Now.AddSeconds(1), Token));
        await ChangeAsync(changed);
        Assert.True(await _rows.Ledger.TryTargetsAsync(await _rows.ReadAsync(trade), Now.AddSeconds(-1), Now, Token));
    }

    [Theory]
    [InlineData(Core.Markets.Category.Linear, true)]
    [InlineData(Core.Markets.Category.Inverse, true)]
    [InlineData(Core.Markets.Category.Spot, false)]
    public async Task Targets_of_an_open_trade_are_changed_and_asked_for_where_the_exchange_holds_them(
        Core.Markets.Category category, bool isAsked)
    {
        var draft = LedgerRows.ADraft(LedgerRows.NewSymbol()) with { Category = category };
        var trade = (await _rows.ApproveAsync(await _rows.SignalAsync(), draft)).Id;
        Assert.False(await ChangeAsync(await _rows.ReadAsync(trade), new PlannedTarget(120m, 100m)));
        await _rows.Ledger.BookFillsAsync(trade, [LedgerRows.AFill(OrderRole.Entry, 0.5m, 100m, 1)], Now, Token);

        Assert.True(await ChangeAsync(await _rows.ReadAsync(trade), new PlannedTarget(120m, 100m)));

        Assert.Equal(isAsked ? Now : null, (await _rows.ReadAsync(trade)).TargetsAskedAt);
    }

    // Of which version of the targets an order is, its trade tells as it was seen.
    [Fact]
    public async Task Order_of_a_target_keeps_the_version_that_it_was_sent_for()
    {
        var trade = await OpenAsync();
        var seen = await _rows.ReadAsync(trade);
        await ChangeAsync(seen, new PlannedTarget(120m, 50m));

        foreach (var (record, version, attempt) in new[] { (seen, 0, 0), (await _rows.ReadAsync(trade), 1, 1) })
        {
            var intent = new OrderIntent
            {
                LinkId = OrderLinkId.ForTarget(trade, 0, attempt),
                Category = Core.Markets.Category.Linear,
                Symbol = record.Symbol,
                Side = OrderSide.Sell,
                Type = OrderType.Limit,
                Quantity = 0.1m,
                LimitPrice = 120m,
            };
            var (order, isNew) = await _rows.Ledger.IntendTargetAsync(record, intent, LedgerRows.Line("sent"), Now, Token);
            Assert.Equal((version, true, OrderRole.TakeProfit), (order.TargetsVersion, isNew, order.Role));
        }
    }

    [Theory]
    [InlineData("filled")]
    [InlineData("exited")]
    [InlineData("reached")]
    [InlineData("moved")]
    [InlineData("reducing")]
    [InlineData("closing")]
    public async Task Targets_of_a_trade_that_is_not_as_it_was_seen_are_not_changed(string meanwhile)
    {
        var trade = await OpenAsync();
        var seen = await _rows.ReadAsync(trade);
        Assert.True(meanwhile switch
        {
            "filled" => await _rows.Ledger.BookFillsAsync(trade, [LedgerRows.AFill(OrderRole.Entry, 0.05m, 100m, 2)], Now, Token) is not null,
            "exited" => await _rows.Ledger.BookFillsAsync(trade, [LedgerRows.AFill(OrderRole.TakeProfit, 0.1m, 104m, 2)], Now, Token) is not null,
            "reached" => await ReachAsync(trade, 1),
            "moved" => await MoveAsync(trade, 1, 107m),
            "reducing" => await RequestAsync(trade, 0.1m),
            _ => await _rows.Ledger.RequestCloseAsync(trade, CloseReason.Manual, LedgerRows.Line("close"), Now, Token),
        });
        var before = (await _rows.ReadAsync(trade)).Targets;

        Assert.False(await ChangeAsync(seen, new PlannedTarget(120m, 100m)));

        Assert.Equal(before, (await _rows.ReadAsync(trade)).Targets);
    }

    private async Task<TradeId> OpenAsync()
    {
        PlannedTarget[] targets = [new(104.5m, 25m), new(106m, 25m), new(110m, 50m)];
        var trade = await _rows.TradeAsync(plan: LedgerRows.APlan() with { Targets = targets });
        await _rows.IntendAsync(trade);
        await _rows.Ledger.BookFillsAsync(trade, [LedgerRows.AFill(OrderRole.Entry, 0.4m, 100m, 1)], Now, Token);
        return trade;
    }

    private async Task<bool> ReachAsync(TradeId trade, params int[] targets) => await ReachAsync(await _rows.ReadAsync(trade), targets);

    private Task<bool> ReachAsync(TradeRecord seen, params int[] targets) => _rows.Ledger.NoteTargetsReachedAsync(
        seen, targets, LedgerRows.Line("reached"), Notice(seen.Id), Now, Token);

    private async Task<bool> MoveAsync(TradeId trade, int target, decimal price) =>
        await MoveAsync(await _rows.ReadAsync(trade), target, price);

    private Task<bool> MoveAsync(TradeRecord seen, int target, decimal price) => _rows.Ledger.NoteTargetMovedAsync(
        seen, target, price, LedgerRows.Line("moved"), Notice(seen.Id), Now, Token);

    private Task<bool> ChangeAsync(TradeRecord seen, params PlannedTarget[] targets) =>
        _rows.Ledger.ChangeTargetsAsync(seen, targets, LedgerRows.Line("changed"), Now, Token);

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
