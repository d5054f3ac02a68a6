namespace TradingBot.Functions.Trading;

/// <summary>What of a trade stands at the venue: the open quantity (zero when flat) and the price of the stop confirmed there.</summary>
public sealed record Holding(decimal Quantity, decimal? StopLoss);
