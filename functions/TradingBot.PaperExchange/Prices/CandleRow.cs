namespace TradingBot.PaperExchange;

/// <summary>A finished minute of our own ticks, as it is stored.</summary>
internal sealed record CandleRow(Category Category, string Symbol, Candle Candle);
