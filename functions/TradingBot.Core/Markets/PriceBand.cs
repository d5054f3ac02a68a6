namespace TradingBot.Core.Markets;

/// <summary>The highest price at which the exchange takes a buy now, and the lowest at which it takes a sell.</summary>
public sealed record PriceBand(decimal HighestBuy, decimal LowestSell, DateTimeOffset At);
