namespace TradingBot.Core.Signals;

/// <summary>Names one stored alert.</summary>
public readonly record struct SignalId(Guid Value)
{
    public override string ToString() => Value.ToString("D");
}
