namespace TradingBot.Core.Markets;

/// <summary>One bar. Volume as the category counts it: base coin, or USD contracts for inverse. The newest bar still moves.</summary>
public sealed record Candle(DateTimeOffset OpensAt, decimal Open, decimal High, decimal Low, decimal Close, decimal Volume);
