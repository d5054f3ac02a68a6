namespace TradingBot.PaperExchange;

internal enum Category { Spot, Linear, Inverse, Option }
