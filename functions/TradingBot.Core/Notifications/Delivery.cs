namespace TradingBot.Core.Notifications;

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
