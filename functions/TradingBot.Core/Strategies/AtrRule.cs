using TradingBot.Core.Markets;

namespace TradingBot.Core.Strategies;

/// <summary>A distance in multiples of the average true range when the entry is decided.</summary>
/// <param name="Multiple">Above 0.</param>
public sealed record AtrRule(decimal Multiple, AtrBars Bars);
