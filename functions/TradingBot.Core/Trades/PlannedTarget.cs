namespace TradingBot.Core.Trades;

/// <summary>One target of a plan: an absolute price on the tick, and the share it closes in percent.</summary>
public sealed record PlannedTarget(decimal Price, decimal ClosePercent);
