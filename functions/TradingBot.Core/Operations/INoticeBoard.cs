using System.Text.Json.Nodes;
using TradingBot.Core.Foundation;
using TradingBot.Core.Notifications;

namespace TradingBot.Core.Operations;

/// <summary>What people are told and what they did: notifications, discrepancies, audit.</summary>
public interface INoticeBoard
{
    Task NotifyAsync(Notification notification, DateTimeOffset now, CancellationToken token);

    Task<LedgerPage<NotificationRecord>> ListNotificationsAsync(PageRequest page, CancellationToken token);

    /// <summary>Reports a discrepancy; one already open is left alone. True when it is new.</summary>
    Task<bool> ReportAsync(Discrepancy discrepancy, DateTimeOffset now, CancellationToken token);

    /// <summary>Resolves every open discrepancy of the kinds that were checked and that is not in the list any more.</summary>
    Task ResolveOthersAsync(
        IReadOnlyCollection<string> checkedKinds, IReadOnlyCollection<Discrepancy> stillOpen, DateTimeOffset now, CancellationToken token);

    Task<LedgerPage<DiscrepancyRecord>> ListDiscrepanciesAsync(PageRequest page, CancellationToken token);

    Task AuditAsync(string actor, string action, string target, JsonObject? detail, DateTimeOffset now, CancellationToken token);

    Task<LedgerPage<AuditEntry>> ListAuditAsync(PageRequest page, CancellationToken token);
}
