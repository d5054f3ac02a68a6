namespace TradingBot.PaperExchange;

internal enum OrderType { Market, Limit }
