namespace TradingBot.PaperExchange.Protocol;

internal enum Category { Spot, Linear, Inverse, Option }
