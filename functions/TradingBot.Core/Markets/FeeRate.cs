namespace TradingBot.Core.Markets;

/// <summary>Fractions of traded value: 0.00055 is 0.055 %. A negative maker rate is a rebate.</summary>
public sealed record FeeRate(decimal Maker, decimal Taker);
