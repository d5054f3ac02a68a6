using TradingBot.Core.Foundation;

namespace TradingBot.Core.Notifications;

/// <summary>What the trader is told. A notice that belongs to a step of the ledger is written by that step, in its transaction.</summary>
public interface INotificationStore
{
    /// <summary>Writes a notice down; one whose <see cref="Notification.Once"/> is there already is left alone.</summary>
    Task NotifyAsync(Notification notification, DateTimeOffset now, CancellationToken token);

    /// <summary>Newest first.</summary>
    Task<LedgerPage<NotificationRecord>> ListAsync(PageRequest page, CancellationToken token);
}
