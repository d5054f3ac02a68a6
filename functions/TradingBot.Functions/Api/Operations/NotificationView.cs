using TradingBot.Core.Notifications;
using TradingBot.Functions.Http;

namespace TradingBot.Functions.Api.Operations;

/// <summary>Something the trader was told.</summary>
public sealed record NotificationView(
    long Id, DateTimeOffset At, Severity Severity, [property: Catalogue(typeof(NoticeKinds))] string Kind, string Subject,
    string Body, Guid? TradeId, string? Strategy, Delivery Delivery)
{
    public static NotificationView Of(NotificationRecord record) => new(
        record.Id,
        record.At,
        record.Notification.Severity,
        record.Notification.Kind,
        record.Notification.Subject,
        record.Notification.Body,
        record.Notification.TradeId?.Value,
        record.Notification.Strategy,
        record.Delivery);
}
