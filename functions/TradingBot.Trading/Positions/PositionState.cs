namespace TradingBot.Trading.Positions;

/// <summary>What of a trade stands at the exchange: the open quantity (zero when flat) and the price of the stop confirmed there.</summary>
public sealed record PositionState(decimal Quantity, decimal? StopLoss);
