namespace TradingBot.PaperExchange;

internal enum TpslMode { Full, Partial }
