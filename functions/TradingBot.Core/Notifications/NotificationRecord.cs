namespace TradingBot.Core.Notifications;

/// <summary>A notice as written, and what became of telling it by e-mail.</summary>
public sealed record NotificationRecord(long Id, DateTimeOffset At, Notification Notification, Delivery Delivery);
