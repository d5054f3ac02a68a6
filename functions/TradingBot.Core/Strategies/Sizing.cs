namespace TradingBot.Core.Strategies;

/// <summary>A sizing rule; the value is greater than zero, its unit is told by the mode.</summary>
public sealed record Sizing(SizingMode Mode, decimal Value);
