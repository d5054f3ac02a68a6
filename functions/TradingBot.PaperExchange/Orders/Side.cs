namespace TradingBot.PaperExchange;

internal enum Side { Buy, Sell }
