namespace TradingBot.Embedded.Durable;

/// <summary>What a retry handler knows about the call that failed. Attempts count from 1.</summary>
public record RetryContext(
    TaskOrchestrationContext OrchestrationContext,
    int LastAttemptNumber,
    TaskFailureDetails LastFailure,
    TimeSpan TotalRetryTime,
    CancellationToken CancellationToken);
