namespace TradingBot.PaperExchange.Settings;

/// <summary>The exchange could not start; the message is one sentence for the person who started it.</summary>
public sealed class PaperExchangeStartException(string message, Exception? inner = null) : Exception(message, inner);
