namespace TradingBot.PaperExchange.PriceSources.Live;

/// <summary>The last price that a real exchange gave for a market, by that exchange's clock and by ours.</summary>
internal sealed record LiveQuote(decimal Price, long Stamp, DateTimeOffset ReceivedAt);
