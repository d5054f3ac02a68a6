namespace TradingBot.Core.Strategies;

/// <summary>How a stop follows the trade. Exactly one of the distances is set, or it follows the targets.</summary>
/// <param name="Percent">Behind the best price since the entry, in percent of that price.</param>
/// <param name="Distance">Behind the best price, in quote coin (inverse: USD).</param>
/// <param name="R">Behind the best price, in multiples of the risk per unit.</param>
/// <param name="Atr">Behind the best price, in multiples of the average true range at the entry.</param>
/// <param name="FollowsTargets">After each target to the one before it, after the first to the entry.</param>
/// <param name="Activation">From when; null from the entry on.</param>
public sealed record TrailingRule(
    decimal? Percent = null, decimal? Distance = null, decimal? R = null, AtrRule? Atr = null, bool FollowsTargets = false,
    ReachedRule? Activation = null);
