using System.Collections.Concurrent;
using System.Diagnostics;
using Npgsql;
using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Notifications;
using TradingBot.Core.Risk;
using TradingBot.Core.Signals;
using TradingBot.Core.Trades;

namespace TradingBot.Infrastructure.Tests.Postgres;

/// <summary>Deciding entries under the account's risk lock: once a signal, one at a time, ended in one write or leaving nothing.</summary>
public sealed class PostgresEntryAdmissionTests(LedgerDatabase database) : IClassFixture<LedgerDatabase>
{
    private static readonly Denial Full = new("risk.maxOpenTrades", "Full.");

    private readonly LedgerRows _rows = new(database);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Deciding_again_gives_the_first_trade_and_cannot_end_otherwise()
    {
        var signal = await _rows.SignalAsync();
        var symbol = LedgerRows.NewSymbol();
        var first = await _rows.ApproveAsync(signal, LedgerRows.ADraft(symbol));

        await using var again = await OpenAsync(signal, LedgerRows.ADraft(symbol));

        Assert.Equal((first.Id, false), (again.Earlier!.Id, again.IsEnded));
        await Assert.ThrowsAsync<InvalidOperationException>(() => again.ApproveAsync(LedgerRows.APlan(), Token));
        var fault = await Assert.ThrowsAsync<InvalidOperationException>(
            () => again.DenyAsync(SignalStatus.Denied, Full, LedgerRows.Now, Token));
        Assert.Equal($"Signal {signal} was decided before.", fault.Message);
        var record = (await _rows.Journal.FindAsync(signal, Token))!;
        Assert.Equal((SignalStatus.Accepted, first.Id), (record.Status, record.TradeId));
    }

    [Fact]
    public async Task Denial_ends_the_signal_and_writes_no_trade()
    {
        var signal = await _rows.SignalAsync();
        var draft = LedgerRows.ADraft(LedgerRows.NewSymbol());

        await DenyAsync(signal, draft);

        var record = (await _rows.Journal.FindAsync(signal, Token))!;
        Assert.Equal((SignalStatus.Denied, "risk.maxOpenTrades", LedgerRows.Now), (record.Status, record.Reason?.Code, record.DecidedAt));
        Assert.Null(await _rows.Ledger.FindAsync(draft.TradeId, Token));
    }

    [Fact]
    public async Task Denied_signal_is_not_approved_when_it_is_asked_again()
    {
        var signal = await _rows.SignalAsync();
        await DenyAsync(signal, LedgerRows.ADraft(LedgerRows.NewSymbol()));

        await using var again = await OpenAsync(signal, LedgerRows.ADraft(LedgerRows.NewSymbol()));

        Assert.Equal((null, true), (again.Earlier, again.IsEnded));
        await Assert.ThrowsAsync<InvalidOperationException>(() => again.ApproveAsync(LedgerRows.APlan(), Token));
    }

    [Fact]
    public async Task Disposing_without_an_end_leaves_nothing_and_frees_the_lock()
    {
        var signal = await _rows.SignalAsync();
        var draft = LedgerRows.ADraft(LedgerRows.NewSymbol());
        await (await OpenAsync(signal, draft)).DisposeAsync();

        Assert.Equal(SignalStatus.Received, (await _rows.Journal.FindAsync(signal, Token))!.Status);
        Assert.Null(await _rows.Ledger.FindAsync(draft.TradeId, Token));
        Assert.Equal(draft.TradeId, (await _rows.ApproveAsync(signal, draft)).Id);
    }

    [Fact]
    public async Task Scope_ends_once()
    {
        var signal = await _rows.SignalAsync();
        await using var scope = await OpenAsync(signal, LedgerRows.ADraft(LedgerRows.NewSymbol()));
        await scope.ApproveAsync(LedgerRows.APlan(), Token);

        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => scope.ApproveAsync(LedgerRows.APlan(), Token));
        Assert.Equal($"The admission of signal {signal} was ended before.", fault.Message);
        await Assert.ThrowsAsync<InvalidOperationException>(() => scope.DenyAsync(SignalStatus.Denied, Full, LedgerRows.Now, Token));
    }

    [Fact]
    public async Task Unknown_signal_is_an_error_and_frees_the_lock()
    {
        var draft = LedgerRows.ADraft(LedgerRows.NewSymbol());
        var nobody = new SignalId(Guid.NewGuid());
        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => OpenAsync(nobody, draft));

        Assert.Equal($"There is no signal {nobody}.", fault.Message);
        await _rows.TradeAsync();
    }

    [Fact]
    public async Task Lost_connection_leaves_nothing_and_the_next_to_ask_decides()
    {
        var signal = await _rows.SignalAsync();
        var draft = LedgerRows.ADraft(LedgerRows.NewSymbol());
        await using (var scope = await OpenAsync(signal, draft))
        {
            // Whoever holds the lock in this database is the scope.
            await database.ExecuteAsync("""
                select pg_terminate_backend(pid) from pg_locks
                where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())
                """);
            await Assert.ThrowsAnyAsync<NpgsqlException>(() => scope.ApproveAsync(LedgerRows.APlan(), Token));
        }

        Assert.Equal(SignalStatus.Received, (await _rows.Journal.FindAsync(signal, Token))!.Status);
        Assert.Equal(draft.TradeId, (await _rows.ApproveAsync(signal, draft)).Id);
    }

    [Fact]
    public async Task Decision_reads_in_one_round_trip_and_writes_in_one()
    {
        var (first, second) = (await _rows.SignalAsync(), await _rows.SignalAsync());
        var symbol = LedgerRows.NewSymbol();

        Assert.Equal(2, await CountCommandsAsync(() => _rows.ApproveAsync(first, LedgerRows.ADraft(symbol))));
        Assert.Equal(2, await CountCommandsAsync(() => DenyAsync(second, LedgerRows.ADraft(symbol))));
        Assert.Equal(1, await CountCommandsAsync(async () => await (await OpenAsync(first, LedgerRows.ADraft(symbol))).DisposeAsync()));
    }

    [Fact]
    public async Task Signals_at_once_cannot_both_take_the_last_of_a_limit()
    {
        const int Limit = 2;
        var strategy = $"limit-{Guid.NewGuid():N}";
        var signals = new List<Task<SignalId>>();
        for (var signal = 0; signal < 8; signal++)
            signals.Add(_rows.SignalAsync());

        var approved = await Task.WhenAll((await Task.WhenAll(signals)).Select(async signal =>
        {
            await using var scope = await OpenAsync(signal, LedgerRows.ADraft(LedgerRows.NewSymbol(), strategy));
            if (scope.Portfolio.Open.Count(open => open.Strategy.Value == strategy) >= Limit)
            {
                await scope.DenyAsync(SignalStatus.Denied, Full, LedgerRows.Now, Token);
                return false;
            }

            await scope.ApproveAsync(LedgerRows.APlan(), Token);
            return true;
        }));

        Assert.Equal(Limit, approved.Count(static isApproved => isApproved));
    }

    [Fact]
    public async Task Same_signal_decided_at_once_opens_one_trade()
    {
        var signal = await _rows.SignalAsync();
        var symbol = LedgerRows.NewSymbol();

        var decisions = await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ =>
        {
            await using var scope = await OpenAsync(signal, LedgerRows.ADraft(symbol));
            return scope.Earlier is { } earlier
                ? (Trade: earlier, IsNew: false)
                : (Trade: await scope.ApproveAsync(LedgerRows.APlan(), Token), IsNew: true);
        }));

        Assert.Single(decisions, static decision => decision.IsNew);
        Assert.Single(decisions.Select(static decision => decision.Trade.Id).Distinct());
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
        var first = await _rows.TradeAsync(symbol);
        var notice = new Notification(Severity.Info, "test", "Over.", "Over.", first);
        await _rows.Ledger.FinishAsync(
            first, TradeCause.EntryFailed, closeReason: null, reason: null, LedgerRows.Line("failed"), notice, LedgerRows.Now, Token);

        var second = await _rows.TradeAsync(symbol);

        await using var scope = await OpenAsync(await _rows.SignalAsync(), LedgerRows.ADraft(LedgerRows.NewSymbol()));
        Assert.Equal([second], scope.Portfolio.Open.Where(open => open.Symbol == symbol).Select(static open => open.Trade));
    }

    private Task<IEntryAdmissionScope> OpenAsync(SignalId signal, EntryDraft draft) => _rows.OpenAsync(signal, draft);

    private async Task DenyAsync(SignalId signal, EntryDraft draft)
    {
        await using var scope = await OpenAsync(signal, draft);
        await scope.DenyAsync(SignalStatus.Denied, Full, LedgerRows.Now, Token);
    }

    // Npgsql traces one span for each command or batch it sends; begin travels with the first of them, and commit is not traced.
    private static async Task<int> CountCommandsAsync(Func<Task> work)
    {
        using var test = new ActivitySource(nameof(PostgresEntryAdmissionTests));
        var commands = new ConcurrentBag<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql" || source == test,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = commands.Add,
        };
        ActivitySource.AddActivityListener(listener);
        using var root = test.StartActivity("decision")!;
        await work();
        return commands.Count(command => command.Source.Name == "Npgsql" && command.TraceId == root.TraceId);
    }
}
