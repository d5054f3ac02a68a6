namespace TradingBot.Core.Ledger;

public enum Severity
{
    Info,
    Warning,
    Critical,
}
