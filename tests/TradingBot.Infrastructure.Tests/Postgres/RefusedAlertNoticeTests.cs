using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Notifications;
using TradingBot.Core.Signals;
using TradingBot.Infrastructure.Postgres.Notifications;
using TradingBot.Infrastructure.Postgres.Signals;

namespace TradingBot.Infrastructure.Tests.Postgres;

/// <summary>A refusal and its notice are one statement; a storm of refusals is one notice that counts.</summary>
public sealed class RefusedAlertNoticeTests(LedgerDatabase database) : IClassFixture<LedgerDatabase>, IAsyncLifetime
{
    // Nine minutes into a stretch of ten: the next one begins a minute later.
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 9, 0, TimeSpan.Zero);

    private static readonly Denial Full = new(DenialCodes.MaxOpenTrades, "3 trades are open, the limit is 3.");
    private static readonly Denial Wrong = new(DenialCodes.WebhookUnauthorized, "The strategy is unknown or the token is wrong.");

    private readonly PostgresSignalJournal _journal = new(database.Source);
    private readonly PostgresNotificationStore _notices = new(database.Source);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await database.ExecuteAsync("truncate trading.notifications, trading.signals cascade");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Denied_alert_is_told_with_strategy_symbol_numbers_and_advice()
    {
        await DenyAsync(Full, Now);

        var record = Assert.Single(await ListAsync());
        Assert.Equal((0, null, Delivery.Waiting), (record.Repeats, record.RepeatedAt, record.Delivery));
        Assert.Equal(Now, record.At);
        Assert.Equal(
            (NoticeKinds.AlertRefused, Severity.Warning, "trend", "trend: alert refused (risk.maxOpenTrades)",
                "BTCUSDT: 3 trades are open, the limit is 3. Raise the risk limit, or let a trade end."),
            (record.Notification.Kind, record.Notification.Severity, record.Notification.Strategy, record.Notification.Subject,
                record.Notification.Body));
    }

    [Fact]
    public async Task Storm_of_a_strategy_and_a_code_is_one_notice_also_at_once_and_over_the_edge_of_a_stretch()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => DenyAsync(Full, Now)));
        await DenyAsync(Full, Now.AddMinutes(10).AddTicks(-10));

        var record = Assert.Single(await ListAsync());
        Assert.Equal((20, Now.AddMinutes(10).AddTicks(-10)), (record.Repeats, record.RepeatedAt));
    }

    [Fact]
    public async Task Storm_of_failed_alerts_is_one_notice_that_names_the_symbols()
    {
        var failed = new Denial(DenialCodes.SignalFailed, "The exchange gave no answer.");
        foreach (var symbol in (string[])["EOSUSDT", "ETHUSDT", "ETHUSDT", "SUSDT", "EOSUSDT", "SUSDT"])
        {
            var id = await AcceptAsync(refusal: null, Now, symbol: symbol);
            Assert.True(await _journal.AdvanceAsync(id, SignalStatus.Failed, failed, Now, Token));
            Assert.False(await _journal.AdvanceAsync(id, SignalStatus.Failed, failed, Now, Token));
        }

        var record = Assert.Single(await ListAsync());
        Assert.Equal(
            (NoticeKinds.SignalFailed, Severity.Critical, 5), (record.Notification.Kind, record.Notification.Severity, record.Repeats));
        // One symbol may be the end of another's.
        Assert.StartsWith("EOSUSDT: The exchange gave no answer.", record.Notification.Body, StringComparison.Ordinal);
        Assert.EndsWith(". Also ETHUSDT. Also SUSDT.", record.Notification.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Different_faults_of_one_code_and_refused_exits_have_notices_of_their_own()
    {
        var symbol = new Denial(DenialCodes.WebhookInvalid, "symbol XRPUSDT is not among the strategy's symbols.");
        await AcceptAsync(new Denial(DenialCodes.WebhookInvalid, "leverage is above the strategy's 5."), Now);
        await AcceptAsync(new Denial(DenialCodes.WebhookInvalid, "leverage is above the strategy's 4."), Now);
        await AcceptAsync(symbol, Now);
        await AcceptAsync(symbol, Now, exit: new RefusedExit("XRPUSDT", IsCertain: true, ["BTCUSDT long"]));
        await AcceptAsync(symbol, Now, exit: new RefusedExit("XRPUSDT", IsCertain: true, ["BTCUSDT long"]));

        Assert.Equal(
            [("exitRefused", 1), ("alertRefused", 0), ("alertRefused", 1)],
            (await ListAsync()).Select(static record => (record.Notification.Kind, record.Repeats)));
    }

    [Fact]
    public async Task Ten_minutes_after_the_first_another_notice_begins()
    {
        await DenyAsync(Full, Now);
        await DenyAsync(Full, Now.AddMinutes(10));
        await DenyAsync(Full, Now.AddMinutes(11));

        Assert.Equal([1, 0], (await ListAsync()).Select(static record => record.Repeats));
    }

    [Fact]
    public async Task Of_two_notices_that_a_refusal_could_go_on_with_the_later_one_counts_it()
    {
        await DenyAsync(Full, Now);
        await DenyAsync(Full, Now.AddMinutes(10));
        await database.ExecuteAsync($"update trading.notifications set at = '{Now.AddMinutes(5):O}' where at = '{Now:O}'");

        await DenyAsync(Full, Now.AddMinutes(11));

        Assert.Equal(
            [(Now.AddMinutes(10), 1), (Now.AddMinutes(5), 0)], (await ListAsync()).Select(static record => (record.At, record.Repeats)));
    }

    [Fact]
    public async Task Other_strategies_and_other_codes_have_notices_of_their_own()
    {
        await DenyAsync(Full, Now);
        await DenyAsync(Full, Now, strategy: "trend2");
        await DenyAsync(new Denial(DenialCodes.MaxHeat, "Too hot."), Now);
        await DenyAsync(new Denial(DenialCodes.StrategyPaused, "Paused."), Now);

        Assert.Equal(
            ["trend: entry held back (strategy.paused)", "trend: alert refused (risk.maxHeat)",
                "trend2: alert refused (risk.maxOpenTrades)", "trend: alert refused (risk.maxOpenTrades)"],
            (await ListAsync()).Select(static record => record.Notification.Subject));
    }

    [Fact]
    public async Task Refusal_that_came_too_late_to_be_one_is_not_told()
    {
        var id = await AcceptAsync(refusal: null, Now);

        Assert.True(await _journal.AdvanceAsync(id, SignalStatus.Denied, Full, Now, Token));
        Assert.False(await _journal.AdvanceAsync(id, SignalStatus.Denied, new Denial(DenialCodes.MaxHeat, "Too hot."), Now, Token));

        Assert.Single(await ListAsync());
    }

    [Theory]
    [InlineData(DenialCodes.AlreadyFlat)]
    [InlineData(DenialCodes.NothingToClose)]
    [InlineData(DenialCodes.DryRun)]
    public async Task What_was_to_change_nothing_is_not_told(string code)
    {
        await DenyAsync(new Denial(code, "Nothing."), Now);

        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task Calls_with_a_wrong_token_are_one_notice_an_hour_whatever_names_they_use()
    {
        foreach (var (name, minute) in new[] { ("a", 0), ("b:c", 30), ("a", 59) })
            await AcceptAsync(Wrong, Now.AddMinutes(minute), name, category: null);
        await AcceptAsync(Wrong, Now, "trend");

        var records = await ListAsync();
        Assert.Equal([("trend", 0), (null, 2)], records.Select(static record => (record.Notification.Strategy, record.Repeats)));
        Assert.Equal("alert refused (webhook.unauthorized)", records[1].Notification.Subject);
    }

    [Fact]
    public async Task Notice_that_a_mail_has_goes_on_counting_and_says_the_same()
    {
        await FailAsync("BTCUSDT", 0);
        await FailAsync("ETHUSDT", 1);
        var mailed = (await ListAsync()).Single().Notification.Body;
        await new PostgresNotificationOutbox(database.Source).ComposeAsync(withDigest: false, Now, Token);
        await FailAsync("XRPUSDT", 2);

        var record = Assert.Single(await ListAsync());
        Assert.EndsWith(" Also ETHUSDT.", mailed, StringComparison.Ordinal);
        Assert.Equal((mailed, 2, Now.AddSeconds(2)), (record.Notification.Body, record.Repeats, record.RepeatedAt));

        async Task FailAsync(string symbol, int second)
        {
            var at = Now.AddSeconds(second);
            var id = await AcceptAsync(refusal: null, at, symbol: symbol);
            await _journal.AdvanceAsync(id, SignalStatus.Failed, new Denial(DenialCodes.SignalFailed, "No answer."), at, Token);
        }
    }

    private async Task DenyAsync(Denial reason, DateTimeOffset at, string strategy = "trend") =>
        Assert.True(await _journal.AdvanceAsync(await AcceptAsync(refusal: null, at, strategy), SignalStatus.Denied, reason, at, Token));

    private async Task<SignalId> AcceptAsync(
        Denial? refusal, DateTimeOffset at, string strategy = "trend", Category? category = Category.Linear, string symbol = "BTCUSDT",
        RefusedExit? exit = null)
    {
        var id = new SignalId(Guid.CreateVersion7(at));
        await _journal.AcceptAsync(
            new NewSignal
            {
                Id = id,
                Strategy = strategy,
                DedupeKey = refusal is null ? id.ToString() : null,
                Source = "tradingbot",
                Category = category,
                Signal = refusal is null ? new Signal { Symbol = Symbol.Parse(symbol), Action = SignalAction.Buy } : null,
                DryRun = false,
                MaskedBody = "{}",
                IgnoredFields = [],
                ReceivedAt = at,
                Refusal = refusal,
                RefusedExit = exit,
            },
            Token);
        return id;
    }

    private async Task<IReadOnlyList<NotificationRecord>> ListAsync() => (await _notices.ListAsync(new PageRequest(), Token)).Items;
}
