namespace TradingBot.PaperExchange;

internal enum TimeInForce { GTC, IOC, FOK, PostOnly }
