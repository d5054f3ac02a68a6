namespace TradingBot.Bybit.Wire;

/// <summary>An answer of Bybit's lacks something the bot cannot do without. Names the field, never its value.</summary>
internal sealed class WireFormatException(string message) : FormatException(message);
