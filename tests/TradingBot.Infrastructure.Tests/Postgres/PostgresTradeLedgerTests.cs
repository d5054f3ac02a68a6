using Npgsql;
using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Notifications;
using TradingBot.Core.Signals;
using TradingBot.Core.Trades;

namespace TradingBot.Infrastructure.Tests.Postgres;

/// <summary>The life of a trade in the books, with every promise of the domain repeated by the database.</summary>
public sealed class PostgresTradeLedgerTests(LedgerDatabase database) : IClassFixture<LedgerDatabase>
{
    private readonly LedgerRows _rows = new(database);

    private static readonly Notification ANotice = new(Severity.Info, "test", "Subject", "Body");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Close_request_keeps_the_first_reason_and_moment()
    {
        var trade = await _rows.TradeAsync();
        Assert.True(
            await _rows.Ledger.RequestCloseAsync(trade, CloseReason.Manual, LedgerRows.Line("closeRequested", "a"), LedgerRows.Now, Token));
        Assert.True(await _rows.Ledger.RequestCloseAsync(
            trade, CloseReason.Halt, LedgerRows.Line("closeRequested", "a"), LedgerRows.Now.AddMinutes(1), Token));

        var record = await _rows.ReadAsync(trade);
        Assert.Equal((CloseReason.Manual, LedgerRows.Now), (record.CloseReason, record.CloseRequestedAt));
        Assert.Single((await _rows.Ledger.ReadStoryAsync(trade, Token))!.Events, static line => line.Kind == "closeRequested");
        await FinishAsync(trade, TradeCause.Settled);
        Assert.False(
            await _rows.Ledger.RequestCloseAsync(trade, CloseReason.Halt, LedgerRows.Line("closeRequested"), LedgerRows.Now, Token));
    }

    [Theory]
    [InlineData(TradeCause.Settled, SignalStatus.Completed)]
    [InlineData(TradeCause.EntryFailed, SignalStatus.Failed)]
    public async Task Ending_a_trade_ends_its_signal_and_tells_once(TradeCause cause, SignalStatus expected)
    {
        var trade = await _rows.TradeAsync();

        Assert.True(await FinishAsync(trade, cause));
        Assert.False(await FinishAsync(trade, cause));

        var record = await _rows.ReadAsync(trade);
        Assert.Equal(
            (cause == TradeCause.Settled ? TradeStatus.Closed : TradeStatus.Failed, LedgerRows.Now), (record.Status, record.ClosedAt));
        Assert.Equal(expected, (await _rows.Journal.FindAsync(record.SignalId, Token))!.Status);
        Assert.Equal(1, await database.ScalarAsync<long>($"select count(*) from trading.notifications where trade_id = '{trade}'"));
    }

    [Fact]
    public async Task Ending_that_fails_half_way_ends_nothing()
    {
        var trade = await _rows.TradeAsync();

        // A line without a message is refused by the database, after the trade and its signal were written.
        await Assert.ThrowsAsync<PostgresException>(() => FinishAsync(trade, TradeCause.Settled, message: "text with \0"));

        var record = await _rows.ReadAsync(trade);
        Assert.True(record.IsUnfinished);
        Assert.Equal(SignalStatus.Accepted, (await _rows.Journal.FindAsync(record.SignalId, Token))!.Status);
    }

    [Fact]
    public async Task Life_goes_forward_only()
    {
        var trade = await _rows.TradeAsync();
        await _rows.Ledger.AdvanceAsync(trade, TradeCause.EntryFilled, line: null, LedgerRows.Now, Token);
        await _rows.Ledger.AdvanceAsync(trade, TradeCause.EntryAccepted, line: null, LedgerRows.Now, Token);

        Assert.Equal(TradeStatus.Open, (await _rows.ReadAsync(trade)).Status);
    }

    [Fact]
    public async Task Missing_stop_is_noted_once_until_it_stands_again()
    {
        var trade = await _rows.TradeAsync();
        var first = LedgerRows.Now.AddTicks(7);

        await _rows.Ledger.NoteStopMissingAsync(trade, looser: null, LedgerRows.Pause, LedgerRows.Line("stopMissing"), first, Token);
        var later = LedgerRows.Now.AddSeconds(1);
        var since = await _rows.Ledger.NoteStopMissingAsync(
            trade, looser: null, LedgerRows.Pause, LedgerRows.Line("stopMissing"), later, Token);

        Assert.Equal(LedgerRows.Now, since);
        Assert.Equal(1, await LinesAsync(trade, "stopMissing"));
        await _rows.Ledger.ConfirmStopAsync(trade, 97m, LedgerRows.Line("stopRestored"), ANotice, LedgerRows.Now, Token);
        await _rows.Ledger.NoteStopMissingAsync(
            trade, looser: null, LedgerRows.Pause, LedgerRows.Line("stopMissing"), LedgerRows.Now.AddSeconds(2), Token);
        Assert.Equal(2, await LinesAsync(trade, "stopMissing"));
        Assert.Equal((97m, LedgerRows.Now), ((await _rows.ReadAsync(trade)).StopLoss, (await _rows.ReadAsync(trade)).StopConfirmedAt));
    }

    // Noted at these seconds; with a pause of four of them two later looks count anew, and the third does not.
    [Theory]
    [InlineData(0.0, 4.0, 8.0)]
    [InlineData(4.5, 4.5)]
    [InlineData(9.0, 2.0, 9.0)]
    [InlineData(20.0, 10.0, 20.0)]
    [InlineData(20.0, 10.0, 20.0, 24.0)]
    [InlineData(20.0, 10.0, 20.0, 30.0, 40.0)]
    public async Task Missing_stop_counts_anew_after_a_pause_and_not_for_ever(double from, params double[] later)
    {
        var trade = await _rows.TradeAsync();
        Task<DateTimeOffset> NoteAsync(double second) => _rows.Ledger.NoteStopMissingAsync(
            trade, looser: null, LedgerRows.Pause, LedgerRows.Line("stopMissing"), LedgerRows.Now.AddSeconds(second), Token);

        Assert.Equal(LedgerRows.Now, await NoteAsync(0));
        var counted = LedgerRows.Now;
        foreach (var second in later)
            counted = await NoteAsync(second);

        Assert.Equal(LedgerRows.Now.AddSeconds(from), counted);
        var row = await _rows.ReadAsync(trade);
        Assert.Equal((LedgerRows.Now, TimeSpan.FromSeconds(later[^1] - from)), (row.StopMissingSince, row.StopSeenMissingFor));
        Assert.Equal(1, await LinesAsync(trade, "stopMissing"));

        // What is missing another time is a matter of its own.
        await _rows.Ledger.ConfirmStopAsync(trade, 97m, LedgerRows.Line("stopRestored"), ANotice, LedgerRows.Now, Token);
        Assert.Null((await _rows.ReadAsync(trade)).StopSeenMissingFor);
        Assert.Equal([LedgerRows.Now.AddSeconds(99), LedgerRows.Now.AddSeconds(199)], [await NoteAsync(99), await NoteAsync(199)]);
    }

    [Theory]
    [InlineData(0.0, 10.0, 20.0)]
    [InlineData(10.5, 10.5)]
    [InlineData(60.0, 20.0, 40.0, 60.0)]
    public async Task Missing_position_is_watched_anew_after_a_pause(double from, params double[] later)
    {
        var trade = await _rows.TradeAsync();
        Task<MissedPosition?> NoteAsync(double second) => _rows.Ledger.NotePositionMissingAsync(
            trade, isMissing: true, LedgerRows.Line("positionMissing"), LedgerRows.Now.AddSeconds(second), Token);

        var missed = await NoteAsync(0);
        foreach (var second in later)
            missed = await NoteAsync(second);

        Assert.Equal(new MissedPosition(LedgerRows.Now, LedgerRows.Now.AddSeconds(from)), missed);
        var row = await _rows.ReadAsync(trade);
        Assert.Equal((missed!.Since, missed.WatchedFrom), (row.PositionMissingSince, row.PositionWatchedFrom));
    }

    [Fact]
    public async Task Missing_position_and_its_return_are_noted_once_each()
    {
        var trade = await _rows.TradeAsync();
        Task<MissedPosition?> NoteAsync(bool isMissing, int second) => _rows.Ledger.NotePositionMissingAsync(
            trade, isMissing, LedgerRows.Line(isMissing ? "positionMissing" : "positionFound"), LedgerRows.Now.AddSeconds(second), Token);

        var since = new MissedPosition(LedgerRows.Now, LedgerRows.Now);
        Assert.Equal([since, since], [await NoteAsync(true, 0), await NoteAsync(true, 1)]);
        Assert.Equal((1, 0), (await LinesAsync(trade, "positionMissing"), await LinesAsync(trade, "positionFound")));
        Assert.Equal([null, null], [await NoteAsync(false, 2), await NoteAsync(false, 3)]);
        Assert.Equal((1, 1), (await LinesAsync(trade, "positionMissing"), await LinesAsync(trade, "positionFound")));
        Assert.Equal(new MissedPosition(LedgerRows.Now.AddSeconds(4), LedgerRows.Now.AddSeconds(4)), await NoteAsync(true, 4));

        Assert.Equal((2, 1), (await LinesAsync(trade, "positionMissing"), await LinesAsync(trade, "positionFound")));
        Assert.Equal(LedgerRows.Now.AddSeconds(4), (await _rows.ReadAsync(trade)).PositionMissingSince);
    }

    [Fact]
    public async Task Looser_stop_becomes_the_stop_that_stands_and_the_open_risk_and_leaves_the_plan()
    {
        var symbol = LedgerRows.NewSymbol();
        var (trade, other) = (await _rows.TradeAsync(symbol), await _rows.TradeAsync());

        await _rows.Ledger.NoteStopMissingAsync(
            trade, looser: 97m, LedgerRows.Pause, LedgerRows.Line("stopLoosened"), LedgerRows.Now, Token);

        var record = await _rows.ReadAsync(trade);
        Assert.Equal((97m, 98m, 1m, 1.5m), (record.StopLoss, record.PlannedStopLoss, record.Risk, record.OpenRisk));
        Assert.Equal(1m, (await _rows.ReadAsync(other)).OpenRisk);
        var next = LedgerRows.ADraft(LedgerRows.NewSymbol());
        await using var scope = await _rows.OpenAsync(await _rows.SignalAsync(), next);
        Assert.Equal(1.5m, scope.Portfolio.Open.Single(open => open.Trade == trade).Risk);
        Assert.Equal(1m, scope.Portfolio.Open.Single(open => open.Trade == other).Risk);
    }

    [Fact]
    public async Task Pages_walk_through_every_trade_once_newest_first()
    {
        var strategy = $"pages-{Guid.NewGuid():N}";
        var expected = new List<TradeId>();
        for (var trade = 0; trade < 5; trade++)
        {
            // Two of them at the same moment: the id breaks the tie.
            var draft = LedgerRows.ADraft(LedgerRows.NewSymbol(), strategy) with { Now = LedgerRows.Now.AddSeconds(trade / 2) };
            await _rows.ApproveAsync(await _rows.SignalAsync(), draft);
            expected.Add(draft.TradeId);
        }

        var seen = new List<TradeRecord>();
        string? cursor = null;
        do
        {
            var page = await _rows.Ledger.ListAsync(
                new TradeFilter(Unfinished: true, Strategy: strategy), new PageRequest(2, cursor), Token);
            seen.AddRange(page.Items);
            cursor = page.Next;
        }
        while (cursor is not null);

        Assert.Equal(expected.Order(Comparer<TradeId>.Create(static (left, right) => left.Value.CompareTo(right.Value))), seen.Select(
            static trade => trade.Id)
            .Order(Comparer<TradeId>.Create(static (left, right) => left.Value.CompareTo(right.Value))));
        Assert.Equal(seen.Select(static trade => trade.CreatedAt).OrderDescending(), seen.Select(static trade => trade.CreatedAt));
        Assert.Empty(
            (await _rows.Ledger.ListAsync(new TradeFilter(Unfinished: false, Strategy: strategy), new PageRequest(), Token)).Items);
    }

    [Theory]
    [InlineData(-1, 1, true)]
    [InlineData(0, 1, true)]
    [InlineData(1, 2, false)]
    [InlineData(-1, 0, false)]
    public async Task List_takes_its_first_moment_in_and_leaves_its_last_out(int from, int to, bool isListed)
    {
        var strategy = $"range-{Guid.NewGuid():N}";
        var draft = LedgerRows.ADraft(LedgerRows.NewSymbol(), strategy);
        await _rows.ApproveAsync(await _rows.SignalAsync(), draft);

        var range = new TradeFilter(
            Unfinished: null, Strategy: strategy, From: LedgerRows.Now.AddSeconds(from), To: LedgerRows.Now.AddSeconds(to));
        var page = await _rows.Ledger.ListAsync(range, new PageRequest(), Token);

        Assert.Equal(isListed ? [draft.TradeId] : [], page.Items.Select(static trade => trade.Id));
    }

    [Theory]
    [InlineData(Category.Linear, true, false)]
    [InlineData(Category.Inverse, true, false)]
    [InlineData(Category.Linear, false, true)]
    public async Task Signal_that_finds_nothing_ends_flat_unless_its_strategy_holds_the_symbol_in_any_category(
        Category category, bool isHeld, bool isEnded)
    {
        var symbol = LedgerRows.NewSymbol();
        await _rows.TradeAsync(isHeld ? symbol : LedgerRows.NewSymbol());
        var id = await _rows.SignalAsync(
            signal => signal with { Category = category, Signal = signal.Signal! with { Symbol = symbol } });
        var signal = (await _rows.Journal.FindAsync(id, Token))!;

        var ended = await _rows.Ledger.EndFlatAsync(
            signal, SignalStatus.Completed, new Denial("signal.nothingToClose", "Flat."), known: null, LedgerRows.Now,
            Token);

        Assert.Equal(isEnded, ended);
        Assert.Equal(
            isEnded ? SignalStatus.Completed : SignalStatus.Received, (await _rows.Journal.FindAsync(id, Token))!.Status);
    }

    private Task<bool> FinishAsync(TradeId trade, TradeCause cause, string message = "Over.") => _rows.Ledger.FinishAsync(
        trade,
        cause,
        cause == TradeCause.Settled ? CloseReason.StopLoss : null,
        cause == TradeCause.Settled ? null : new Denial("exchange.rejected", "No."),
        new NewTradeEvent("finished", message, Once: "finished"),
        new Notification(Severity.Info, "tradeClosed", "Over", "Over.", trade, "sample", $"finished:{trade}"),
        LedgerRows.Now,
        Token);

    private async Task<int> LinesAsync(TradeId trade, string kind) =>
        (await _rows.Ledger.ReadStoryAsync(trade, Token))!.Events.Count(line => line.Kind == kind);
}
