namespace TradingBot.Core.Strategies;

/// <summary>One target and the share of the position it closes, in percent (0 to 100].</summary>
public sealed record TakeProfitRule(PriceDistance Distance, decimal ClosePercent);
