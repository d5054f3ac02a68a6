using Microsoft.Extensions.Logging;
using TradingBot.Core.Notifications;

namespace TradingBot.Trading.Notifications;

/// <summary>
/// Brings notices to the trader's mailbox: tried for up to a day, and twelve times; twice only when the bot dies between handing a mail
/// over and noting it. Nothing here is waited for by anything that trades.
/// </summary>
public sealed partial class NotificationDispatcher(
    INotificationOutbox outbox, EmailPolicy policy, MailText text, TimeProvider time,
    ILogger<NotificationDispatcher> logger, IEmailSender? sender = null)
{
    private const int MostAttempts = 12;
    private const int MostMailsEachRun = 10;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    // Longer than the patience: a mail whose lease has ended is not being sent by anybody.
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Stale = TimeSpan.FromDays(1);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(30);

    /// <summary>One look at the outbox. Ends early at the first mail that does not get through: the next one would not either.</summary>
    public async Task RunAsync(CancellationToken token)
    {
        var now = time.GetUtcNow();
        await outbox.SetAsideAsync(policy.Provider, sender is null ? null : policy.MinimumSeverity, now - Stale, now, token);
        if (sender is null)
            return;
        var state = await outbox.ReadStateAsync(now, token);
        await outbox.ComposeAsync(MailBudget.AllowsDigest(policy.MailsPerHour, state.UsedInLastHour, state.LastSentAt, now), now, token);
        for (var sent = 0; sent < MostMailsEachRun; sent++)
        {
            if (await outbox.ClaimAsync(Lease, MostAttempts, time.GetUtcNow(), token) is not { } mail
                || !await SendAsync(sender, mail, token))
                return;
        }
    }

    private async Task<bool> SendAsync(IEmailSender to, OutgoingMail mail, CancellationToken token)
    {
        var outcome = await AttemptAsync(to, mail, token);
        var now = time.GetUtcNow();
        switch (outcome)
        {
            case EmailOutcome.Sent sent:
                // Not cancelled with the run: what was sent should be known to be.
                await outbox.MarkSentAsync(mail, sent.Reference, sent.Caution, now, CancellationToken.None);
                LogSent(logger, mail.Id, mail.Notices.Count, mail.Attempt);
                return true;
            case EmailOutcome.Throttled throttled:
                await outbox.PauseAsync(mail, throttled.Error, now + throttled.RetryAfter, now, token);
                LogPaused(logger, throttled.RetryAfter.TotalSeconds, throttled.Error);
                return false;
            case EmailOutcome.Failed failed when mail.Attempt < MostAttempts:
                await outbox.RetryAsync(mail, failed.Error, now + PauseAfter(mail.Attempt), now, token);
                LogFailed(logger, mail.Id, mail.Attempt, failed.Error);
                return false;
            case EmailOutcome.Failed failed:
                return await GiveUpAsync(mail, failed.Error, now, token);
            case EmailOutcome.Refused refused:
                return await GiveUpAsync(mail, refused.Error, now, token);
            default:
                throw new InvalidOperationException($"Unknown outcome {outcome}.");
        }
    }

    private async Task<EmailOutcome> AttemptAsync(IEmailSender to, OutgoingMail mail, CancellationToken token)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(token, patience.Token);
        try
        {
            return await to.SendAsync(text.Write(mail), either.Token);
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            return new EmailOutcome.Failed($"The mail system did not answer within {Patience.TotalSeconds:0} seconds.");
        }
    }

    private async Task<bool> GiveUpAsync(OutgoingMail mail, string error, DateTimeOffset now, CancellationToken token)
    {
        await outbox.GiveUpAsync(mail, error, now, token);
        LogGivenUp(logger, mail.Id, mail.Notices.Count, mail.Attempt, error);
        // It was this mail that was at fault, so the next one has its chance.
        return true;
    }

    private static TimeSpan PauseAfter(int attempt)
    {
        var pause = FirstPause * Math.Pow(2, attempt - 1);
        return pause < LongestPause ? pause : LongestPause;
    }

    [LoggerMessage(EventId = 3201, Level = LogLevel.Information, Message = "Mail {Mail} with {Notices} notices sent at attempt {Attempt}")]
    private static partial void LogSent(ILogger logger, Guid mail, int notices, int attempt);

    [LoggerMessage(EventId = 3202, Level = LogLevel.Warning, Message = "No mails for {Seconds} s: {Error}")]
    private static partial void LogPaused(ILogger logger, double seconds, string error);

    [LoggerMessage(EventId = 3203, Level = LogLevel.Warning, Message = "Mail {Mail} not sent at attempt {Attempt}: {Error}")]
    private static partial void LogFailed(ILogger logger, Guid mail, int attempt, string error);

    [LoggerMessage(
        EventId = 3204, Level = LogLevel.Error,
        Message = "Mail {Mail} with {Notices} notices given up after attempt {Attempt}: {Error}")]
    private static partial void LogGivenUp(ILogger logger, Guid mail, int notices, int attempt, string error);
}
