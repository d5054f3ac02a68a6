using TradingBot.Core.Notifications;
using TradingBot.Functions.Http;

namespace TradingBot.Functions.Api.Operations;

/// <summary>Something the trader was told.</summary>
/// <param name="Id">Rises with every notice.</param>
/// <param name="At">When the first of what it stands for happened.</param>
/// <param name="Severity">How urgent it is.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Subject">It in one line.</param>
/// <param name="Body">It in sentences, with the numbers.</param>
/// <param name="TradeId">The trade it is about, if any.</param>
/// <param name="Strategy">Key of the strategy it is about, if any.</param>
/// <param name="Delivery">What became of the mail.</param>
/// <param name="Repeats">How many more of the same it stands for, 0 or more.</param>
/// <param name="RepeatedAt">When the last of those happened; null when there is none.</param>
public sealed record NotificationView(
    long Id, DateTimeOffset At, Severity Severity, [property: Catalogue(typeof(NoticeKinds))] string Kind, string Subject,
    string Body, Guid? TradeId, string? Strategy, Delivery Delivery, int Repeats,
    DateTimeOffset? RepeatedAt)
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
        record.Delivery,
        record.Repeats,
        record.RepeatedAt);
}
