namespace TradingBot.Core.Strategies;

/// <summary>The stop goes to where the trade would end without a loss, fees of both sides included.</summary>
/// <param name="At">When.</param>
/// <param name="OffsetPercent">How much further into the profit, in percent of the entry; 0 none.</param>
public sealed record BreakEvenRule(ReachedRule At, decimal OffsetPercent);

/// <summary>What a trade has to reach before its stop moves. Exactly one is set.</summary>
/// <param name="Percent">A price this many percent of the entry away from it, on the side of the profit.</param>
/// <param name="R">A price this many times the risk per unit away from the entry.</param>
/// <param name="Target">The target of that number, from 1, the nearest first: its part was closed.</param>
public sealed record ReachedRule(decimal? Percent = null, decimal? R = null, int? Target = null);
