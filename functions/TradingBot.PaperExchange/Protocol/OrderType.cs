namespace TradingBot.PaperExchange.Protocol;

internal enum OrderType { Market, Limit }
