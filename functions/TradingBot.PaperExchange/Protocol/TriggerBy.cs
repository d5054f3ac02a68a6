namespace TradingBot.PaperExchange.Protocol;

internal enum TriggerBy { LastPrice, MarkPrice, IndexPrice }
