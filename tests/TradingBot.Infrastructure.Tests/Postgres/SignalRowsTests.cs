using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Signals;
using TradingBot.Infrastructure.Postgres.Signals;

namespace TradingBot.Infrastructure.Tests.Postgres;

/// <summary>Alerts that are started, listed and refused, each with others beside it.</summary>
public sealed class SignalRowsTests(LedgerDatabase database) : IClassFixture<LedgerDatabase>
{
    private static readonly DateTimeOffset Now = LedgerRows.Now;

    private readonly LedgerRows _rows = new(database);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Refused_alert_is_not_started_where_others_start_within_their_transaction()
    {
        var started = new List<SignalId>();
        var journal = new PostgresSignalJournal(database.Source, (_, id, _) =>
        {
            started.Add(id);
            return Task.CompletedTask;
        });
        var refused = LedgerRows.ASignal() with { Signal = null, Refusal = new Denial("webhook.invalid", "No symbol.") };

        var receipt = await journal.AcceptAsync(refused, Token);

        Assert.Equal(new SignalReceipt(refused.Id, IsDuplicate: false, IsStarted: false), receipt);
        Assert.Empty(started);
        Assert.Equal(0L, await StartedAsync(refused.Id));
    }

    [Fact]
    public async Task Signal_is_marked_as_started_once_and_alone()
    {
        var (marked, other) = (await _rows.SignalAsync(), await _rows.SignalAsync());

        await _rows.Journal.MarkStartedAsync(marked, At(1), Token);
        await _rows.Journal.MarkStartedAsync(marked, At(2), Token);

        Assert.Equal((1L, 0L), (await StartedAsync(marked), await StartedAsync(other)));
        var at = await database.ScalarAsync<DateTime>($"select started_at from trading.signals where id = '{marked}'");
        Assert.Equal(At(1).UtcDateTime, at);
    }

    [Fact]
    public async Task Five_hundred_unstarted_signals_are_listed_at_once_and_the_oldest_of_them()
    {
        await database.ExecuteAsync("""
            insert into trading.signals (id, strategy, dedupe_key, status, source, signal, dry_run, masked_body, ignored_fields, received_at)
            select gen_random_uuid(), 'many', 'many-' || i, 'received', 'tradingbot', '{}', false, '', '{}',
                timestamptz '2026-01-01T00:00:00Z' + i * interval '1 second'
            from generate_series(501, 1, -1) i
            """);

        var listed = await _rows.Journal.ListUnstartedAsync(Now, Token);

        Assert.Equal(500, listed.Count);
        var oldest = await database.ScalarAsync<Guid>("select id from trading.signals where dedupe_key = 'many-1'");
        Assert.Equal(oldest, listed[0].Value);
        await database.ExecuteAsync("delete from trading.signals where strategy = 'many'");
    }

    [Fact]
    public async Task Signals_are_listed_by_status_and_keep_their_reason_while_nobody_gives_another()
    {
        var strategy = $"status-{Guid.NewGuid():N}";
        var (waiting, closing) = (await SignalAsync(), await SignalAsync());
        await _rows.Journal.AdvanceAsync(closing, SignalStatus.Accepted, new Denial("signal.stale", "Why."), Now, Token);
        await _rows.Journal.AdvanceAsync(closing, SignalStatus.Completed, reason: null, At(1), Token);

        Assert.Equal([waiting], await FindAsync(SignalStatus.Received));
        Assert.Equal([closing], await FindAsync(SignalStatus.Completed));
        Assert.Equal(2, (await FindAsync(null)).Count);
        Assert.Equal("signal.stale", (await _rows.Journal.FindAsync(closing, Token))!.Reason?.Code);

        Task<SignalId> SignalAsync() => _rows.SignalAsync(alert => alert with { Strategy = strategy });

        async Task<List<SignalId>> FindAsync(SignalStatus? status) =>
            [.. (await _rows.Journal.ListAsync(new SignalFilter(strategy, status), new PageRequest(), Token)).Items.Select(
                static found => found.Id)];
    }

    [Fact]
    public async Task Refused_exit_ends_its_alert_alone_and_says_what_stays_open()
    {
        var strategy = $"exit-{Guid.NewGuid():N}";
        var (exit, other) = (await SignalAsync(), await SignalAsync());
        var reason = new Denial("signal.stale", "Late.");
        var held = new RefusedExit("BTCUSDT", IsCertain: true, ["BTCUSDT long"]);

        Assert.True(await _rows.Journal.DenyExitAsync(exit, reason, held, At(1), Token));
        Assert.False(await _rows.Journal.DenyExitAsync(exit, reason, held, At(2), Token));

        var record = (await _rows.Journal.FindAsync(exit, Token))!;
        Assert.Equal((SignalStatus.Denied, "signal.stale", At(1)), (record.Status, record.Reason?.Code, record.DecidedAt));
        Assert.Equal(SignalStatus.Received, (await _rows.Journal.FindAsync(other, Token))!.Status);
        var told = await database.ScalarAsync<string>(
            $"select concat_ws('/', kind, repeats, at = '{At(1):O}') from trading.notifications where strategy = '{strategy}'");
        Assert.Equal("exitRefused/0/t", told);

        Task<SignalId> SignalAsync() => _rows.SignalAsync(alert => alert with { Strategy = strategy });
    }

    private Task<long> StartedAsync(SignalId id) =>
        database.ScalarAsync<long>($"select count(*) from trading.signals where id = '{id}' and started_at is not null");

    private static DateTimeOffset At(int second) => Now.AddSeconds(second);
}
