namespace TradingBot.PaperExchange.Protocol;

internal enum TimeInForce { GTC, IOC, FOK, PostOnly }
