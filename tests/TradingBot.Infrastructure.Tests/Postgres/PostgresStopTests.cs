using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Notifications;
using TradingBot.Core.Trades;

namespace TradingBot.Infrastructure.Tests.Postgres;

/// <summary>Where the rules want a stop, where it was seen, and the best price: planned at 98 for a long, at 102 for a short.</summary>
public sealed class PostgresStopTests(LedgerDatabase database) : IClassFixture<LedgerDatabase>
{
    private static readonly DateTimeOffset Now = LedgerRows.Now;

    private readonly LedgerRows _rows = new(database);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rules_come_back_as_they_were_approved()
    {
        var moves = new StopMoves(
            0.00055m, new BreakEvenMove(new MoveStart(Target: 2), 0.125m), new TrailingMove(new MoveStart(104.5m), Percent: null, 1.75m));
        var trade = await _rows.TradeAsync(plan: LedgerRows.APlan() with { StopMoves = moves });

        var read = await _rows.ReadAsync(trade);

        Assert.Equal(moves, read.StopMoves);
        Assert.Equal((null, null, null), (read.MovedStopLoss, read.AskedStop, read.BestPrice));
        Assert.Equal(new StopMoves(), (await _rows.ReadAsync(await _rows.TradeAsync())).StopMoves);
    }

    [Theory]
    [InlineData(Direction.Long, 1)]
    [InlineData(Direction.Short, -1)]
    public async Task Stop_is_only_ever_wanted_nearer(Direction side, int sign)
    {
        var (trade, other) = (await OpenAsync(side), await OpenAsync(side));
        decimal At(decimal by) => 100m + (sign * by);

        Assert.False(await AskAsync(trade, At(-2m)));
        Assert.False(await AskAsync(trade, At(-3m)));
        Assert.True(await AskAsync(trade, At(-1m), second: 1));
        Assert.False(await AskAsync(trade, At(-1m), second: 2));
        Assert.False(await AskAsync(trade, At(-1.5m), second: 2));
        Assert.True(await AskAsync(trade, At(0.5m), second: 3, StopMoveCause.Target));

        var read = await _rows.ReadAsync(trade);
        // Since the first that was not seen at the exchange.
        Assert.Equal(new AskedStop(At(0.5m), StopMoveCause.Target, Now.AddSeconds(1)), read.AskedStop);
        Assert.Equal((At(-2m), At(-2m), null), (read.StopLoss, read.PlannedStopLoss, read.MovedStopLoss));
        Assert.Null((await _rows.ReadAsync(other)).AskedStop);
    }

    [Theory]
    [InlineData(Direction.Long, 1)]
    [InlineData(Direction.Short, -1)]
    public async Task Stop_that_is_seen_as_near_as_it_was_wanted_has_moved(Direction side, int sign)
    {
        decimal At(decimal by) => 100m + (sign * by);
        // Between the two: what was asked for before the newest.
        foreach (var (seen, moved, isAll) in ((decimal, decimal?, bool)[])[
            (At(-3m), null, false), (At(-2m), null, false), (At(0.9m), At(0.9m), false), (At(1m), At(1m), true), (At(1.5m), At(1m), true)])
        {
            var trade = await OpenAsync(side);
            await AskAsync(trade, At(1m));

            await ConfirmAsync(trade, seen);

            var read = await _rows.ReadAsync(trade);
            Assert.Equal((seen, Now), (read.StopLoss, read.StopConfirmedAt));
            Assert.Equal((moved, !isAll), (read.MovedStopLoss, read.AskedStop is not null));
        }
    }

    // While the rules go on, the exchange takes one move after the other: none of them is refused for long.
    [Theory]
    [InlineData(98, 0)]
    [InlineData(98.5, 7)]
    public async Task Stop_that_comes_nearer_on_its_way_is_wanted_anew(double seen, int since)
    {
        var trade = await OpenAsync(Direction.Long);
        await AskAsync(trade, 99m);

        await _rows.Ledger.ConfirmStopAsync(trade, (decimal)seen, line: null, notice: null, Now.AddSeconds(7), Token);

        Assert.Equal((99m, Now.AddSeconds(since)), Asked(await _rows.ReadAsync(trade)));
        Assert.True(await _rows.Ledger.TryStopAsync(trade, 99m, Now.AddSeconds(9), Now, Now.AddSeconds(9), Token));
        Assert.Equal((99m, Now.AddSeconds(9)), Asked(await _rows.ReadAsync(trade)));

        static (decimal, DateTimeOffset) Asked(TradeRecord read) => (read.AskedStop!.Price, read.AskedStop.Since);
    }

    [Fact]
    public async Task Stop_that_has_moved_stays_so_and_is_wanted_nearer_from_there()
    {
        var trade = await OpenAsync(Direction.Long);
        await AskAsync(trade, 101m);
        await ConfirmAsync(trade, 101m);

        await ConfirmAsync(trade, 99m);
        Assert.False(await AskAsync(trade, 101m));
        Assert.True(await AskAsync(trade, 101.5m, second: 9));

        var read = await _rows.ReadAsync(trade);
        Assert.Equal((99m, 101m, 101.5m), (read.StopLoss, read.MovedStopLoss, read.WantedStopLoss));
        Assert.Equal(Now.AddSeconds(9), read.AskedStop?.Since);
        Assert.True(read.IsTooLoose(100.9m));
        Assert.False(read.IsTooLoose(101m));
    }

    // A person has moved it looser and that is kept: from there it may be wanted nearer, and where it was moved to before stays.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Kept_looser_stop_is_wanted_nearer_than_it_stands(bool isKept)
    {
        var draft = LedgerRows.ADraft(LedgerRows.NewSymbol()) with { KeepMovedStops = isKept };
        var trade = (await _rows.ApproveAsync(await _rows.SignalAsync(), draft)).Id;
        await AskAsync(trade, 99m);
        await ConfirmAsync(trade, 99m);
        await ConfirmAsync(trade, 90m);

        Assert.Equal(isKept, await AskAsync(trade, 95m));
        await ConfirmAsync(trade, 95m);

        var read = await _rows.ReadAsync(trade);
        Assert.Equal((95m, 99m, null), (read.StopLoss, read.MovedStopLoss, read.AskedStop));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Trade_that_is_to_be_closed_or_has_ended_wants_no_stop_elsewhere(bool hasEnded)
    {
        var trade = await OpenAsync(Direction.Long);
        if (hasEnded)
        {
            await _rows.Ledger.FinishAsync(
                trade, TradeCause.EntryFailed, closeReason: null, reason: null, LedgerRows.Line("failed"),
                new Notification(Severity.Info, "tradeFailed", "Over", "Over.", trade), Now, Token);
        }
        else
        {
            await _rows.Ledger.RequestCloseAsync(trade, CloseReason.Manual, LedgerRows.Line("close"), Now, Token);
        }

        Assert.False(await AskAsync(trade, 99m));
        Assert.Null((await _rows.ReadAsync(trade)).AskedStop);
    }

    [Fact]
    public async Task Wanted_stop_is_tried_by_one_and_not_again_before_its_time()
    {
        var trade = await OpenAsync(Direction.Long);
        Assert.False(await TryAsync(trade, 99m, at: 0, notSince: 0));
        await AskAsync(trade, 99m);

        Assert.False(await TryAsync(trade, 99.5m, at: 1, notSince: 0));
        var tries = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => TryAsync(trade, 99m, at: 1, notSince: 0)));
        Assert.Single(tries, static isMine => isMine);
        Assert.False(await TryAsync(trade, 99m, at: 3, notSince: 0));
        Assert.True(await TryAsync(trade, 99m, at: 3, notSince: 1));
        Assert.Equal(Now.AddSeconds(3), (await _rows.ReadAsync(trade)).AskedStop?.TriedAt);
        await AskAsync(trade, 99.5m, second: 4);
        Assert.Null((await _rows.ReadAsync(trade)).AskedStop?.TriedAt);

        Task<bool> TryAsync(TradeId id, decimal price, int at, int notSince) =>
            _rows.Ledger.TryStopAsync(id, price, Now, Now.AddSeconds(notSince), Now.AddSeconds(at), Token);
    }

    [Fact]
    public async Task Move_may_be_told_without_a_notice()
    {
        var trade = await OpenAsync(Direction.Long);

        await _rows.Ledger.ConfirmStopAsync(trade, 98m, LedgerRows.Line("seen"), notice: null, Now, Token);

        Assert.Single((await _rows.Ledger.ReadStoryAsync(trade, Token))!.Events, static line => line.Kind == "seen");
    }

    [Theory]
    [InlineData(Direction.Long, 105, 107, 107)]
    [InlineData(Direction.Long, 105, 104, 105)]
    [InlineData(Direction.Short, 95, 93, 93)]
    [InlineData(Direction.Short, 95, 96, 95)]
    public async Task Best_price_only_ever_gets_better_and_its_time_goes_on(Direction side, int first, int second, int expected)
    {
        var trade = await OpenAsync(side);

        await _rows.Ledger.NoteBestPriceAsync(trade, new BestPrice(first, Now), Token);
        Assert.Equal(new BestPrice(first, Now), (await _rows.ReadAsync(trade)).BestPrice);
        await _rows.Ledger.NoteBestPriceAsync(trade, new BestPrice(second, Now.AddMinutes(3)), Token);
        await _rows.Ledger.NoteBestPriceAsync(trade, new BestPrice(100m, Now.AddMinutes(2)), Token);

        Assert.Equal(new BestPrice(expected, Now.AddMinutes(3)), (await _rows.ReadAsync(trade)).BestPrice);
    }

    private Task<TradeId> OpenAsync(Direction side) => _rows.TradeAsync(plan: LedgerRows.APlan() with
    {
        Direction = side,
        StopLoss = side == Direction.Long ? 98m : 102m,
    });

    private Task<bool> AskAsync(TradeId trade, decimal price, int second = 0, StopMoveCause cause = StopMoveCause.Trailing) =>
        _rows.Ledger.AskStopAsync(trade, new StopMove(price, cause), line: null, Now.AddSeconds(second), Token);

    private Task ConfirmAsync(TradeId trade, decimal stop) => _rows.Ledger.ConfirmStopAsync(
        trade, stop, LedgerRows.Line("seen"), new Notification(Severity.Info, "stopMoved", "Moved", "It moved.", trade, "sample"), Now, Token);
}
