using TradingBot.Core.Identifiers;

namespace TradingBot.Core.Notifications;

/// <summary>Something the trader is told. With <see cref="Once"/> set, a notice of that name is written only the first time.</summary>
public sealed record Notification(
    Severity Severity, string Kind, string Subject, string Body, TradeId? TradeId = null, string? Strategy = null, string? Once = null);

public enum Severity
{
    Info,
    Warning,
    Critical,
}

/// <summary>A notice as written, and what became of telling it by e-mail.</summary>
/// <param name="Id">Rises with every notice.</param>
/// <param name="At">When the first of what it stands for happened.</param>
/// <param name="Notification">What is told.</param>
/// <param name="Delivery">What became of the mail.</param>
/// <param name="Repeats">How many more of the same it stands for, 0 or more.</param>
/// <param name="RepeatedAt">When the last of those happened; null when there is none.</param>
public sealed record NotificationRecord(
    long Id, DateTimeOffset At, Notification Notification, Delivery Delivery, int Repeats = 0, DateTimeOffset? RepeatedAt = null);

/// <summary>Where a notice is on its way to the trader's mailbox.</summary>
public enum Delivery
{
    Waiting,

    /// <summary>The mail system has taken it.</summary>
    Sent,

    /// <summary>Given up after several attempts.</summary>
    Failed,

    /// <summary>Not to be mailed: e-mail was off, or the notice not grave enough.</summary>
    Skipped,

    /// <summary>Too old to be worth a mail by the time one could be sent.</summary>
    Stale,
}
