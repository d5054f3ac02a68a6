namespace TradingBot.Core.Strategies;

/// <summary>
/// Where a stop or target lies: an absolute price, or from the entry a percent of its price, a multiple of the average true range, or a
/// multiple of the risk per unit (targets only). Exactly one is set.
/// </summary>
public sealed record PriceDistance(decimal? Price = null, decimal? Percent = null, decimal? R = null, AtrRule? Atr = null);

/// <summary>One target and the share of the position it closes, in percent (0 to 100].</summary>
public sealed record TakeProfitRule(PriceDistance Distance, decimal ClosePercent);
