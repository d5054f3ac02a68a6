namespace TradingBot.Embedded.Durable;

/// <summary>Says whether a failed call is tried again at once.</summary>
public delegate bool RetryHandler(RetryContext retryContext);
