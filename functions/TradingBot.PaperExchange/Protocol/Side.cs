namespace TradingBot.PaperExchange.Protocol;

internal enum Side { Buy, Sell }
