using Npgsql;
using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Notifications;
using TradingBot.Core.Risk;
using TradingBot.Core.Signals;
using TradingBot.Core.Trades;

namespace TradingBot.Infrastructure.Tests.Postgres;

/// <summary>Deciding entries: once a signal, one at a time, with every promise of the domain repeated by the database.</summary>
public sealed class PostgresTradeLedgerTests(LedgerDatabase database) : IClassFixture<LedgerDatabase>
{
    private readonly LedgerRows _rows = new(database);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Deciding_again_gives_the_first_trade_without_asking()
    {
        var signal = await _rows.SignalAsync();
        var symbol = LedgerRows.NewSymbol();
        var first = await _rows.Ledger.DecideEntryAsync(signal, LedgerRows.ADraft(symbol), static _ => new RiskVerdict.Approved(LedgerRows.APlan()), Token);

        var second = await _rows.Ledger.DecideEntryAsync(signal, LedgerRows.ADraft(symbol), static _ => throw new InvalidOperationException("Asked twice."), Token);

        var approved = Assert.IsType<EntryDecision.Approved>(first);
        var again = Assert.IsType<EntryDecision.Approved>(second);
        Assert.Equal((approved.Trade.Id, true, false), (again.Trade.Id, approved.IsNew, again.IsNew));
        var record = (await _rows.Journal.FindAsync(signal, Token))!;
        Assert.Equal((SignalStatus.Accepted, approved.Trade.Id), (record.Status, record.TradeId));
    }

    [Fact]
    public async Task Denial_writes_nothing()
    {
        var signal = await _rows.SignalAsync();
        var draft = LedgerRows.ADraft(LedgerRows.NewSymbol());

        var decision = await _rows.Ledger.DecideEntryAsync(signal, draft, static _ => new RiskVerdict.Denied(new Denial("risk.maxOpenTrades", "Full.")), Token);

        Assert.Equal("risk.maxOpenTrades", Assert.IsType<EntryDecision.Denied>(decision).Denial.Code);
        Assert.Null(await _rows.Ledger.FindAsync(draft.TradeId, Token));
        Assert.Equal(SignalStatus.Received, (await _rows.Journal.FindAsync(signal, Token))!.Status);
    }

    [Fact]
    public async Task Signals_at_once_cannot_both_take_the_last_of_a_limit()
    {
        const int Limit = 2;
        var strategy = $"limit-{Guid.NewGuid():N}";
        var signals = new List<Task<SignalId>>();
        for (var signal = 0; signal < 8; signal++)
            signals.Add(_rows.SignalAsync());

        var decisions = await Task.WhenAll((await Task.WhenAll(signals)).Select(signal => _rows.Ledger.DecideEntryAsync(
            signal,
            LedgerRows.ADraft(LedgerRows.NewSymbol(), strategy),
            view => view.Open.Count(open => open.Strategy.Value == strategy) >= Limit
                ? new RiskVerdict.Denied(new Denial("risk.maxOpenTrades", "Full."))
                : new RiskVerdict.Approved(LedgerRows.APlan()),
            Token)));

        Assert.Equal(Limit, decisions.Count(static decision => decision is EntryDecision.Approved));
    }

    [Fact]
    public async Task Same_signal_decided_at_once_opens_one_trade()
    {
        var signal = await _rows.SignalAsync();
        var symbol = LedgerRows.NewSymbol();

        var decisions = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => _rows.Ledger.DecideEntryAsync(
            signal, LedgerRows.ADraft(symbol), static _ => new RiskVerdict.Approved(LedgerRows.APlan()), Token)));

        var approved = decisions.Cast<EntryDecision.Approved>().ToList();
        Assert.Single(approved, static decision => decision.IsNew);
        Assert.Single(approved.Select(static decision => decision.Trade.Id).Distinct());
    }

    [Fact]
    public async Task Second_unfinished_trade_of_a_symbol_is_refused_by_the_database_itself()
    {
        var symbol = LedgerRows.NewSymbol();
        await _rows.TradeAsync(symbol);

        var fault = await Assert.ThrowsAsync<PostgresException>(() => _rows.TradeAsync(symbol));

        Assert.Equal(PostgresErrorCodes.UniqueViolation, fault.SqlState);
    }

    [Fact]
    public async Task Finished_trade_frees_its_symbol_and_its_risk()
    {
        var symbol = LedgerRows.NewSymbol();
        await FinishAsync(await _rows.TradeAsync(symbol), TradeCause.EntryFailed);

        var second = await _rows.TradeAsync(symbol);

        ExposureView? seen = null;
        await _rows.Ledger.DecideEntryAsync(
            await _rows.SignalAsync(),
            LedgerRows.ADraft(LedgerRows.NewSymbol()),
            view =>
            {
                seen = view;
                return new RiskVerdict.Denied(new Denial("risk.maxOpenTrades", "Only looking."));
            },
            Token);
        Assert.Equal([second], seen!.Open.Where(open => open.Symbol == symbol).Select(static open => open.Trade));
    }

    [Fact]
    public async Task Close_request_keeps_the_first_reason_and_moment()
    {
        var trade = await _rows.TradeAsync();
        Assert.True(await _rows.Ledger.RequestCloseAsync(trade, CloseReason.Manual, LedgerRows.Line("closeRequested", "a"), LedgerRows.Now, Token));
        Assert.True(await _rows.Ledger.RequestCloseAsync(trade, CloseReason.Halt, LedgerRows.Line("closeRequested", "a"), LedgerRows.Now.AddMinutes(1), Token));

        var record = await _rows.ReadAsync(trade);
        Assert.Equal((CloseReason.Manual, LedgerRows.Now), (record.CloseReason, record.CloseRequestedAt));
        Assert.Single((await _rows.Ledger.ReadStoryAsync(trade, Token))!.Events, static line => line.Kind == "closeRequested");
        await FinishAsync(trade, TradeCause.Settled);
        Assert.False(await _rows.Ledger.RequestCloseAsync(trade, CloseReason.Halt, LedgerRows.Line("closeRequested"), LedgerRows.Now, Token));
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
        Assert.Equal((cause == TradeCause.Settled ? TradeStatus.Closed : TradeStatus.Failed, LedgerRows.Now), (record.Status, record.ClosedAt));
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

        await _rows.Ledger.NoteStopMissingAsync(trade, LedgerRows.Line("stopMissing"), first, Token);
        var since = await _rows.Ledger.NoteStopMissingAsync(trade, LedgerRows.Line("stopMissing"), LedgerRows.Now.AddSeconds(1), Token);

        Assert.Equal(LedgerRows.Now, since);
        Assert.Equal(1, await LinesAsync(trade, "stopMissing"));
        await _rows.Ledger.ConfirmStopAsync(trade, 97m, LedgerRows.Line("stopRestored"), LedgerRows.Now, Token);
        await _rows.Ledger.NoteStopMissingAsync(trade, LedgerRows.Line("stopMissing"), LedgerRows.Now.AddSeconds(2), Token);
        Assert.Equal(2, await LinesAsync(trade, "stopMissing"));
        Assert.Equal((97m, LedgerRows.Now), ((await _rows.ReadAsync(trade)).StopLoss, (await _rows.ReadAsync(trade)).StopConfirmedAt));
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
            await _rows.Ledger.DecideEntryAsync(await _rows.SignalAsync(), draft, static _ => new RiskVerdict.Approved(LedgerRows.APlan()), Token);
            expected.Add(draft.TradeId);
        }

        var seen = new List<TradeRecord>();
        string? cursor = null;
        do
        {
            var page = await _rows.Ledger.ListAsync(new TradeFilter(Unfinished: true, Strategy: strategy), new PageRequest(2, cursor), Token);
            seen.AddRange(page.Items);
            cursor = page.Next;
        }
        while (cursor is not null);

        Assert.Equal(expected.Order(Comparer<TradeId>.Create(static (left, right) => left.Value.CompareTo(right.Value))), seen.Select(static trade => trade.Id).Order(Comparer<TradeId>.Create(static (left, right) => left.Value.CompareTo(right.Value))));
        Assert.Equal(seen.Select(static trade => trade.CreatedAt).OrderDescending(), seen.Select(static trade => trade.CreatedAt));
        Assert.Empty((await _rows.Ledger.ListAsync(new TradeFilter(Unfinished: false, Strategy: strategy), new PageRequest(), Token)).Items);
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
