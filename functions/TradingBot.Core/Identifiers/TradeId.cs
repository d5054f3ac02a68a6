namespace TradingBot.Core.Identifiers;

/// <summary>Names one trade; every order id of the trade is derived from it.</summary>
public readonly record struct TradeId(Guid Value)
{
    public override string ToString() => Value.ToString("D");
}
