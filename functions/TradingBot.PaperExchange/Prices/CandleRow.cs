using TradingBot.PaperExchange.Protocol;

namespace TradingBot.PaperExchange.Prices;

/// <summary>A finished minute of our own ticks, as it is stored.</summary>
internal sealed record CandleRow(Category Category, string Symbol, Candle Candle);
