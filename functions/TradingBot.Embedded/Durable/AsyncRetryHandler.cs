namespace TradingBot.Embedded.Durable;

/// <summary>Says whether a failed call is tried again; may await durable tasks, such as a timer for its own delay.</summary>
public delegate Task<bool> AsyncRetryHandler(RetryContext retryContext);
