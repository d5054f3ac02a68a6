namespace TradingBot.Core.Identifiers;

/// <summary>Names one stored alert.</summary>
public readonly record struct SignalId(Guid Value)
{
    public override string ToString() => Value.ToString("D");
}
