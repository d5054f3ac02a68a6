namespace TradingBot.PaperExchange.Instruments;

internal enum OptionKind { Call, Put }
