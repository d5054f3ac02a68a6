namespace TradingBot.Core.Notifications;

public enum Severity
{
    Info,
    Warning,
    Critical,
}
