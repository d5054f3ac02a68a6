using TradingBot.Core.Foundation;
using TradingBot.Core.Notifications;
using TradingBot.Infrastructure.Postgres.Notifications;

namespace TradingBot.Infrastructure.Tests.Postgres;

public sealed class PostgresNotificationOutboxTests(LedgerDatabase database) : IClassFixture<LedgerDatabase>, IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset StaleBefore = Now.AddDays(-1);

    private readonly PostgresNotificationStore _notices = new(database.Source);
    private readonly PostgresNotificationOutbox _outbox = new(database.Source);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await database.ExecuteAsync("""
        truncate trading.notifications, trading.mails;
        update trading.mail_channel set provider = null, paused_until = null, error = null, error_at = null
        """);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Notices_of_a_time_without_mail_are_skipped_whatever_their_age()
    {
        await TellAsync(Severity.Critical, Now.AddDays(-2));
        await TellAsync(Severity.Critical, Now);

        await _outbox.SetAsideAsync(provider: null, minimum: null, StaleBefore, Now, Token);

        Assert.Equal([Delivery.Skipped, Delivery.Skipped], await DeliveriesAsync());
    }

    [Fact]
    public async Task Notices_are_stale_once_too_old_and_skipped_below_the_least_severity_or_from_before_mail_was_switched_on()
    {
        await TellAsync(Severity.Critical, Now.AddDays(-2));
        await TellAsync(Severity.Critical, Now.AddMinutes(-10));
        await TellAsync(Severity.Info, Now);
        await TellAsync(Severity.Warning, Now);

        await _outbox.SetAsideAsync("Smtp", Severity.Warning, StaleBefore, Now, Token);

        Assert.Equal([Delivery.Stale, Delivery.Skipped, Delivery.Skipped, Delivery.Waiting], await DeliveriesAsync());
    }

    /// <summary>What was written within a minute before e-mail was switched on belongs to the start that did it.</summary>
    [Theory]
    [InlineData(null, 60_000, Delivery.Waiting)]
    [InlineData(null, 60_001, Delivery.Skipped)]
    [InlineData("AzureCommunication", 60_001, Delivery.Waiting)]
    [InlineData("Smtp", 86_400_000, Delivery.Waiting)]
    [InlineData("Smtp", 86_400_001, Delivery.Stale)]
    public async Task Notice_waits_for_mail_unless_it_is_too_old_or_of_a_time_without(string? before, int milliseconds, Delivery expected)
    {
        await database.ExecuteAsync($"update trading.mail_channel set provider = nullif('{before}', '')");
        await TellAsync(Severity.Critical, Now.AddMilliseconds(-milliseconds));

        await _outbox.SetAsideAsync("Smtp", Severity.Info, StaleBefore, Now, Token);

        Assert.Equal([expected], await DeliveriesAsync());
    }

    [Theory]
    [InlineData(60, 10)]
    [InlineData(10, 60)]
    public async Task Longest_pause_that_was_asked_for_stands(int first, int second)
    {
        await TellAsync(Severity.Critical, Now);
        await TellAsync(Severity.Critical, Now);
        await _outbox.ComposeAsync(withDigest: false, Now, Token);
        var (one, other) = (await ClaimAsync(), await ClaimAsync());

        await _outbox.PauseAsync(one, "too many", Now.AddMinutes(first), Now, Token);
        await _outbox.PauseAsync(other, "too many", Now.AddMinutes(second), Now, Token);

        Assert.Equal(Now.AddMinutes(60), (await _outbox.ReadStateAsync(Now, Token)).PausedUntil);
    }

    private async Task<OutgoingMail> ClaimAsync() =>
        await _outbox.ClaimAsync(TimeSpan.FromMinutes(1), maxAttempts: 5, Now, Token) ?? throw new InvalidOperationException("No mail is due.");

    private Task TellAsync(Severity severity, DateTimeOffset at) =>
        _notices.NotifyAsync(new Notification(severity, "test", "Subject", "Body."), at, Token);

    // Oldest row first.
    private async Task<List<Delivery>> DeliveriesAsync() =>
        [.. (await _notices.ListAsync(new PageRequest(), Token)).Items.Reverse().Select(static record => record.Delivery)];
}
