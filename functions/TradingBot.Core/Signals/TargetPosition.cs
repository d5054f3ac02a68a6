namespace TradingBot.Core.Signals;

/// <summary>The position the strategy holds after the alert.</summary>
public enum TargetPosition
{
    Flat,
    Long,
    Short,
}
