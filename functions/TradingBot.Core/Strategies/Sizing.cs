using TradingBot.Core.Markets;

namespace TradingBot.Core.Strategies;

/// <summary>A sizing rule; the value is greater than zero, its unit is told by the mode.</summary>
/// <param name="Bars">Of the average true range, for <see cref="SizingMode.AtrRisk"/>; null for every other mode.</param>
/// <param name="MaxQuantity">
/// The most that is followed, for <see cref="SizingMode.FollowContracts"/>: base coin, inverse: USD contracts; null: no bound.
/// </param>
public sealed record Sizing(SizingMode Mode, decimal Value, AtrBars? Bars = null, decimal? MaxQuantity = null);
