namespace TradingBot.Core.Notifications;

/// <summary>
/// Notices on their way to the trader's mailbox. A notice is put into one mail for good, so that a mail sent again after a crash
/// has the same id and the same content.
/// </summary>
public interface INotificationOutbox
{
    /// <summary>
    /// Sets aside what will not be mailed: notices below <paramref name="minimum"/> (null: all, e-mail is switched off) and whatever was
    /// written before <paramref name="staleBefore"/>, mails that never got through included.
    /// </summary>
    Task SetAsideAsync(string? provider, Severity? minimum, DateTimeOffset staleBefore, DateTimeOffset now, CancellationToken token);

    /// <summary>
    /// Puts each critical notice into a mail of its own and, when asked, the others together into one, unless such a digest still waits.
    /// </summary>
    Task ComposeAsync(bool withDigest, DateTimeOffset now, CancellationToken token);

    /// <summary>
    /// Takes the most urgent mail that is due, for one attempt that must end within <paramref name="lease"/>; null when none is due or the
    /// provider asked for a pause. A mail whose <paramref name="maxAttempts"/> are used up, the last one without an end, is given up here.
    /// </summary>
    Task<OutgoingMail?> ClaimAsync(TimeSpan lease, int maxAttempts, DateTimeOffset now, CancellationToken token);

    Task MarkSentAsync(OutgoingMail mail, string? reference, string? caution, DateTimeOffset now, CancellationToken token);

    Task RetryAsync(OutgoingMail mail, string error, DateTimeOffset nextAt, DateTimeOffset now, CancellationToken token);

    /// <summary>Puts the attempt back uncounted and sends nothing at all until <paramref name="until"/>.</summary>
    Task PauseAsync(OutgoingMail mail, string error, DateTimeOffset until, DateTimeOffset now, CancellationToken token);

    Task GiveUpAsync(OutgoingMail mail, string error, DateTimeOffset now, CancellationToken token);

    Task<EmailState> ReadStateAsync(DateTimeOffset now, CancellationToken token);
}

/// <summary>A mail taken for its <paramref name="Attempt"/>th attempt (from 1), with its notices, oldest first.</summary>
public sealed record OutgoingMail(Guid Id, int Attempt, IReadOnlyList<NotificationRecord> Notices);
