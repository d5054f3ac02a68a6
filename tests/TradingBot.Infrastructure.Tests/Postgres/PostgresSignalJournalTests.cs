using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Signals;
using TradingBot.Infrastructure.Postgres.Signals;

namespace TradingBot.Infrastructure.Tests.Postgres;

/// <summary>Alerts: written once, started with the same transaction or found by the sweep, ended once.</summary>
public sealed class PostgresSignalJournalTests(LedgerDatabase database) : IClassFixture<LedgerDatabase>
{
    private static readonly DateTimeOffset Now = LedgerRows.Now;

    private readonly LedgerRows _rows = new(database);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Same_alert_again_gives_the_first_signal_and_counts()
    {
        var alert = LedgerRows.ASignal();

        var receipts = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ =>
            _rows.Journal.AcceptAsync(alert with { Id = new SignalId(Guid.NewGuid()) }, Token)));

        Assert.Single(receipts.Select(static receipt => receipt.Id).Distinct());
        Assert.Single(receipts, static receipt => !receipt.IsDuplicate);
        Assert.Equal(5, (await _rows.Journal.FindAsync(receipts[0].Id, Token))!.Duplicates);
    }

    [Fact]
    public async Task Everything_written_is_read_back()
    {
        var alert = LedgerRows.ASignal() with { RemoteIp = "52.89.214.238", DryRun = true };

        var record = (await _rows.Journal.FindAsync((await _rows.Journal.AcceptAsync(alert, Token)).Id, Token))!;

        Assert.Equal(
            (alert.Strategy, alert.Signal, alert.Category, true), (record.Strategy, record.Signal, record.Category, record.DryRun));
        Assert.Equal(("52.89.214.238", Now, SignalStatus.Received), (record.RemoteIp, record.ReceivedAt, record.Status));
        Assert.Equal(["comment"], record.IgnoredFields);
    }

    [Fact]
    public async Task Refused_alert_is_kept_and_never_started()
    {
        var refused = LedgerRows.ASignal() with { DedupeKey = null, Signal = null, Refusal = new Denial("webhook.invalid", "No symbol.") };
        var first = await _rows.Journal.AcceptAsync(refused, Token);
        var second = await _rows.Journal.AcceptAsync(refused with { Id = new SignalId(Guid.NewGuid()) }, Token);

        Assert.NotEqual(first.Id, second.Id);
        var record = (await _rows.Journal.FindAsync(first.Id, Token))!;
        Assert.Equal((SignalStatus.Denied, "webhook.invalid"), (record.Status, record.Reason?.Code));
        Assert.DoesNotContain(first.Id, await _rows.Journal.ListUnstartedAsync(Now.AddDays(1), Token));
    }

    [Fact]
    public async Task Failed_start_takes_the_signal_back_with_it()
    {
        var journal = new PostgresSignalJournal(database.Source, static (_, _, _) => throw new IOException("The task hub is gone."));
        var alert = LedgerRows.ASignal();

        await Assert.ThrowsAsync<IOException>(() => journal.AcceptAsync(alert, Token));

        Assert.Null(await journal.FindAsync(alert.Id, Token));
    }

    [Fact]
    public async Task Start_within_the_transaction_happens_once_an_alert()
    {
        var started = new List<SignalId>();
        var journal = new PostgresSignalJournal(database.Source, (_, id, _) =>
        {
            started.Add(id);
            return Task.CompletedTask;
        });
        var alert = LedgerRows.ASignal();

        Assert.True((await journal.AcceptAsync(alert, Token)).IsStarted);
        Assert.True((await journal.AcceptAsync(alert with { Id = new SignalId(Guid.NewGuid()) }, Token)).IsDuplicate);

        Assert.Equal([alert.Id], started);
        Assert.DoesNotContain(alert.Id, await journal.ListUnstartedAsync(Now.AddDays(1), Token));
    }

    [Fact]
    public async Task Unstarted_signal_is_listed_until_it_is_marked()
    {
        var id = await _rows.SignalAsync();

        Assert.DoesNotContain(id, await _rows.Journal.ListUnstartedAsync(Now, Token));
        Assert.Contains(id, await _rows.Journal.ListUnstartedAsync(Now.AddSeconds(1), Token));
        await _rows.Journal.MarkStartedAsync(id, Now, Token);
        Assert.DoesNotContain(id, await _rows.Journal.ListUnstartedAsync(Now.AddSeconds(1), Token));
    }

    /// <summary>Another process was about to end it when this one approved its trade.</summary>
    [Theory]
    [InlineData(SignalStatus.Denied)]
    [InlineData(SignalStatus.Completed)]
    [InlineData(SignalStatus.Failed)]
    public async Task Signal_that_opened_a_trade_ends_with_it_and_not_before(SignalStatus status)
    {
        var trade = await _rows.ReadAsync(await _rows.TradeAsync());

        Assert.False(await _rows.Journal.AdvanceAsync(trade.SignalId, status, new Denial("signal.stale", "Late."), Now, Token));

        var record = (await _rows.Journal.FindAsync(trade.SignalId, Token))!;
        Assert.Equal((SignalStatus.Accepted, trade.Id, (Denial?)null), (record.Status, record.TradeId, record.Reason));
    }

    [Fact]
    public async Task Ended_signal_stays_as_it_ended()
    {
        var id = await _rows.SignalAsync();

        Assert.True(await _rows.Journal.AdvanceAsync(id, SignalStatus.Accepted, reason: null, Now, Token));
        Assert.True(
            await _rows.Journal.AdvanceAsync(id, SignalStatus.Denied, new Denial("signal.stale", "Late."), Now.AddSeconds(1), Token));
        Assert.False(await _rows.Journal.AdvanceAsync(id, SignalStatus.Completed, reason: null, Now.AddSeconds(2), Token));

        var record = (await _rows.Journal.FindAsync(id, Token))!;
        Assert.Equal((SignalStatus.Denied, "signal.stale", Now), (record.Status, record.Reason?.Code, record.DecidedAt));
    }

    [Fact]
    public async Task Accepted_signal_is_no_dry_run_whatever_was_noted_when_it_arrived()
    {
        var accepted = await _rows.SignalAsync(static alert => alert with { DryRun = true });
        var denied = await _rows.SignalAsync(static alert => alert with { DryRun = true });
        await _rows.Journal.AdvanceAsync(accepted, SignalStatus.Accepted, reason: null, Now, Token);
        await _rows.Journal.AdvanceAsync(denied, SignalStatus.Denied, reason: null, Now, Token);

        Assert.False((await _rows.Journal.FindAsync(accepted, Token))!.DryRun);
        Assert.True((await _rows.Journal.FindAsync(denied, Token))!.DryRun);
    }

    [Fact]
    public async Task Last_applied_takes_a_time_in_the_future_for_its_arrival_and_a_cancel_of_nothing_for_what_waited_before_it()
    {
        var strategy = $"applied-{Guid.NewGuid():N}";
        var symbol = Symbol.Parse("BTCUSDT");
        await AppliedAsync(receivedAt: 1, firedAt: 9_999, reason: null);
        var last = await AppliedAsync(receivedAt: 3, firedAt: 2, reason: null);
        var before = await AppliedAsync(receivedAt: 4, firedAt: 4, new Denial(DenialCodes.DryRun, "Dry."));
        var cancel = await AppliedAsync(receivedAt: 5, firedAt: 5, new Denial(DenialCodes.NothingToClose, "Nothing."));
        await AppliedAsync(receivedAt: 6, firedAt: 6, new Denial(DenialCodes.NothingToReverse, "Nothing."));
        var after = await AppliedAsync(receivedAt: 7, firedAt: 1, new Denial(DenialCodes.DryRun, "Dry."));

        Assert.Equal(cancel, (await _rows.Journal.FindLastAppliedAsync(strategy, symbol, Now.AddDays(-1), before, Token))!.Id);
        Assert.Equal(last, (await _rows.Journal.FindLastAppliedAsync(strategy, symbol, Now.AddDays(-1), after, Token))!.Id);

        async Task<SignalId> AppliedAsync(int receivedAt, int firedAt, Denial? reason)
        {
            var id = await _rows.SignalAsync(alert => alert with
            {
                Strategy = strategy,
                ReceivedAt = Now.AddSeconds(receivedAt),
                Signal = alert.Signal! with { FiredAt = Now.AddSeconds(firedAt) },
            });
            await _rows.Journal.AdvanceAsync(id, SignalStatus.Completed, reason, Now, Token);
            return id;
        }
    }

    [Fact]
    public async Task Last_applied_is_the_latest_fired_of_those_acted_upon()
    {
        var strategy = $"applied-{Guid.NewGuid():N}";
        var symbol = Symbol.Parse("BTCUSDT");
        await AppliedAsync(5, SignalStatus.Completed);
        var last = await AppliedAsync(9, SignalStatus.Accepted);
        await AppliedAsync(7, SignalStatus.Completed);
        await AppliedAsync(20, SignalStatus.Denied);
        await AppliedAsync(21, null);
        await AppliedAsync(22, SignalStatus.Completed, "ETHUSDT");
        await UndatedAsync(Now.AddSeconds(8), reason: null);
        await UndatedAsync(Now.AddSeconds(30), new Denial(DenialCodes.NoChange, "Nothing."));
        await UndatedAsync(Now.AddSeconds(31), reason: null, isDry: true);

        Assert.Equal(last, (await FindAsync(strategy))!.Id);
        Assert.Null(await FindAsync("nobody"));
        Assert.Null(await _rows.Journal.FindLastAppliedAsync(strategy, symbol, Now.AddHours(1), last, Token));
        var undated = await UndatedAsync(Now.AddSeconds(10), new Denial(DenialCodes.AlreadyFlat, "Flat."));
        Assert.Equal(undated, (await FindAsync(strategy))!.Id);

        Task<SignalRecord?> FindAsync(string of) => _rows.Journal.FindLastAppliedAsync(of, symbol, Now.AddDays(-1), last, Token);

        async Task<SignalId> UndatedAsync(DateTimeOffset receivedAt, Denial? reason, bool isDry = false)
        {
            var id = await _rows.SignalAsync(alert => alert with
            {
                Strategy = strategy,
                ReceivedAt = receivedAt,
                DryRun = isDry,
                Signal = alert.Signal! with { FiredAt = null },
            });
            await _rows.Journal.AdvanceAsync(id, SignalStatus.Completed, reason, receivedAt, Token);
            return id;
        }

        async Task<SignalId> AppliedAsync(int second, SignalStatus? status, string at = "BTCUSDT")
        {
            var id = await _rows.SignalAsync(alert => alert with
            {
                Strategy = strategy,
                ReceivedAt = Now.AddSeconds(second),
                Signal = alert.Signal! with { Symbol = Symbol.Parse(at), FiredAt = Now.AddSeconds(second) },
            });
            if (status is { } known)
                await _rows.Journal.AdvanceAsync(id, known, reason: null, Now, Token);
            return id;
        }
    }

    [Fact]
    public async Task Pages_walk_through_every_signal_once()
    {
        var strategy = $"pages-{Guid.NewGuid():N}";
        var expected = new HashSet<SignalId>();
        for (var signal = 0; signal < 5; signal++)
        {
            var at = Now.AddSeconds(signal / 2);
            expected.Add(await _rows.SignalAsync(alert => alert with { Strategy = strategy, ReceivedAt = at }));
        }

        var seen = new List<SignalRecord>();
        string? cursor = null;
        do
        {
            var page = await _rows.Journal.ListAsync(new SignalFilter(strategy, SignalStatus.Received), new PageRequest(2, cursor), Token);
            seen.AddRange(page.Items);
            cursor = page.Next;
        }
        while (cursor is not null);

        Assert.Equal(5, seen.Count);
        Assert.Equal(expected, seen.Select(static signal => signal.Id).ToHashSet());
        Assert.Equal(seen.Select(static signal => signal.ReceivedAt).OrderDescending(), seen.Select(static signal => signal.ReceivedAt));
    }
}
