namespace TradingBot.PaperExchange;

internal enum OptionKind { Call, Put }
