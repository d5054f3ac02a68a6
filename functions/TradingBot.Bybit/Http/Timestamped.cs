namespace TradingBot.Bybit.Http;

/// <summary>A parsed result and Bybit's time of answering.</summary>
internal sealed record Timestamped<T>(T Value, DateTimeOffset At);
