namespace TradingBot.Core.Ledger;

public sealed record NotificationRecord(long Id, DateTimeOffset At, Notification Notification);
