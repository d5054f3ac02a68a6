namespace TradingBot.PaperExchange.Protocol;

internal enum TpslMode { Full, Partial }
