using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Signals;
using TradingBot.Infrastructure.Postgres.Signals;

namespace TradingBot.Infrastructure.Tests.Postgres;

/// <summary>Alerts: written once, started with the same transaction or found by the sweep, ended once.</summary>
public sealed class PostgresSignalJournalTests(LedgerDatabase database) : IClassFixture<LedgerDatabase>
{
    private const int Day = 86_400;

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
        var alert = LedgerRows.ASignal() with { RemoteIp = "52.89.214.238", DryRun = true, MaskedBody = """{"token":"***"}""" };

        var record = (await _rows.Journal.FindAsync((await _rows.Journal.AcceptAsync(alert, Token)).Id, Token))!;

        Assert.Equal(
            (alert.Strategy, alert.Signal, alert.Category, true), (record.Strategy, record.Signal, record.Category, record.DryRun));
        Assert.Equal(("52.89.214.238", Now, SignalStatus.Received), (record.RemoteIp, record.ReceivedAt, record.Status));
        Assert.Equal((alert.Id, alert.Source, alert.MaskedBody), (record.Id, record.Source, record.MaskedBody));
        Assert.Equal((0, (DateTimeOffset?)null, (TradeId?)null), (record.Duplicates, record.DecidedAt, record.TradeId));
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

    // Whoever asks sees every one of them: else alerts that chain in a circle would wait for each other.
    [Fact]
    public async Task Ahead_is_every_other_one_that_is_not_carried_out_whenever_it_fired()
    {
        var strategy = $"ahead-{Guid.NewGuid():N}";
        var own = await SignalAsync(20.2, 10.5);
        await SignalAsync(9.9);
        await SignalAsync(10.9, 10.7);
        await SignalAsync(19, 99);
        await SignalAsync(31, 30);
        await _rows.Journal.AdvanceAsync((await SignalAsync(9.8)).Id, SignalStatus.Completed, reason: null, Now, Token);

        var ahead = await _rows.Journal.ListAheadAsync(own, Now.AddSeconds(40), Token);

        Assert.Equal(
            "9.9, 10.9/10.7, 19/99, 31/30",
            string.Join(", ", ahead.OrderBy(static other => other.ReceivedAt).Select(static other => other.MaskedBody)));
        Assert.Empty(await _rows.Journal.ListAheadAsync(own, Now.AddSeconds(31) + SignalSequence.Patience, Token));

        async Task<SignalRecord> SignalAsync(double received, double? fired = null)
        {
            var id = await _rows.SignalAsync(alert => alert with
            {
                Strategy = strategy,
                ReceivedAt = At(received),
                MaskedBody = fired is null ? $"{received}" : $"{received}/{fired}",
                Signal = alert.Signal! with { FiredAt = fired is { } told ? At(told) : null },
            });
            return (await _rows.Journal.FindAsync(id, Token))!;
        }

        static DateTimeOffset At(double second) => Now.AddMilliseconds(second * 1000 - Now.Millisecond);
    }

    [Fact]
    public async Task Neighbors_of_an_alert_are_all_of_its_market_since_the_second_before_it_fired()
    {
        var strategy = $"neighbors-{Guid.NewGuid():N}";
        var own = await SignalAsync(receivedAt: 10, firedAt: 5);
        var beforeItFired = await SignalAsync(receivedAt: 3, firedAt: 3);
        var whenItFired = await SignalAsync(receivedAt: 4, firedAt: 2);
        var later = await SignalAsync(receivedAt: 20, firedAt: null);
        var begun = await SignalAsync(receivedAt: 21, firedAt: 21, SignalStatus.Accepted);
        var denied = await SignalAsync(receivedAt: 22, firedAt: 22, SignalStatus.Denied);
        var waiting = await SignalAsync(receivedAt: 23, firedAt: 23, status: null);
        await SignalAsync(receivedAt: 24, firedAt: 24, symbol: "ETHUSDT");
        await SignalAsync(receivedAt: 25, firedAt: 25, of: $"{strategy}-other");
        var dry = await SignalAsync(receivedAt: 26, firedAt: 26, isDry: true);

        Assert.Equal([dry, begun, later, whenItFired, waiting, denied], await FindAsync(own));
        Assert.Contains(own, await FindAsync(beforeItFired));

        async Task<List<SignalId>> FindAsync(SignalId id)
        {
            var record = (await _rows.Journal.FindAsync(id, Token))!;
            return [.. (await _rows.Journal.ListNeighborsAsync(record, Token)).Select(static other => other.Id)];
        }

        async Task<SignalId> SignalAsync(
            int receivedAt, int? firedAt, SignalStatus? status = SignalStatus.Completed, bool isDry = false, string symbol = "BTCUSDT",
            string? of = null)
        {
            var id = await _rows.SignalAsync(alert => alert with
            {
                Strategy = of ?? strategy,
                ReceivedAt = Now.AddSeconds(receivedAt),
                DryRun = isDry,
                Signal = alert.Signal! with
                {
                    Symbol = Symbol.Parse(symbol),
                    FiredAt = firedAt is { } told ? Now.AddSeconds(told) : null,
                },
            });
            if (status is { } known)
                await _rows.Journal.AdvanceAsync(id, known, reason: null, Now, Token);
            return id;
        }
    }

    [Fact]
    public async Task Neighbors_of_an_alert_that_fired_days_ago_are_two_hundred_of_one_day_and_first_those_acted_upon()
    {
        var strategy = $"neighbors-{Guid.NewGuid():N}";
        var own = await SignalAsync(received: 0, fired: TimeSpan.FromDays(-9));
        var within = await SignalAsync(received: -Day + 1);
        var before = await SignalAsync(received: -Day - 1);
        var record = (await _rows.Journal.FindAsync(own, Token))!;

        Assert.Equal([within], await FindAsync());
        for (var second = 1; second <= 200; second++)
            await SignalAsync(received: second, status: SignalStatus.Denied);
        var found = await FindAsync();
        Assert.Equal(200, found.Count);
        Assert.Equal(within, found[0]);
        Assert.DoesNotContain(before, found);
        for (var second = 201; second <= 400; second++)
            await SignalAsync(received: second);
        Assert.DoesNotContain(within, await FindAsync());

        async Task<List<SignalId>> FindAsync() =>
            [.. (await _rows.Journal.ListNeighborsAsync(record, Token)).Select(static other => other.Id)];

        async Task<SignalId> SignalAsync(int received, TimeSpan? fired = null, SignalStatus status = SignalStatus.Completed)
        {
            var id = await _rows.SignalAsync(alert => alert with
            {
                Strategy = strategy,
                ReceivedAt = Now.AddSeconds(received),
                Signal = alert.Signal! with { FiredAt = fired is { } since ? Now + since : null },
            });
            await _rows.Journal.AdvanceAsync(id, status, reason: null, Now, Token);
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
