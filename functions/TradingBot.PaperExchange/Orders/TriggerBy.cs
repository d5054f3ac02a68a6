namespace TradingBot.PaperExchange;

internal enum TriggerBy { LastPrice, MarkPrice, IndexPrice }
