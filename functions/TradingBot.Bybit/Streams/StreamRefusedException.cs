namespace TradingBot.Bybit.Streams;

/// <summary>The connection stood, but Bybit refused what was asked of it.</summary>
internal sealed class StreamRefusedException(string reason) : StreamBrokenException(reason);
