namespace TradingBot.Bybit.Streams;

/// <summary>The connection is over, for the reason in the message, which holds nothing secret.</summary>
internal class StreamBrokenException(string reason) : IOException(reason);
