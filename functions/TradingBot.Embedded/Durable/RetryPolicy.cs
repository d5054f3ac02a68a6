namespace TradingBot.Embedded.Durable;

/// <summary>Retries with growing delays; every delay is a durable timer. The number of attempts includes the first call.</summary>
public class RetryPolicy
{
    private static readonly TimeSpan DefaultMaxRetryInterval = TimeSpan.FromHours(1);

    private readonly Func<TaskFailureDetails, bool>? _handleFailure;

    public RetryPolicy(
        int maxNumberOfAttempts,
        TimeSpan firstRetryInterval,
        double backoffCoefficient = 1,
        TimeSpan? maxRetryInterval = null,
        TimeSpan? retryTimeout = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxNumberOfAttempts);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(firstRetryInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(backoffCoefficient, 1);
        if (maxRetryInterval is { } longest && longest != Timeout.InfiniteTimeSpan)
            ArgumentOutOfRangeException.ThrowIfLessThan(longest, firstRetryInterval, nameof(maxRetryInterval));
        if (retryTimeout is { } total && total != Timeout.InfiniteTimeSpan)
            ArgumentOutOfRangeException.ThrowIfLessThan(total, firstRetryInterval, nameof(retryTimeout));

        MaxNumberOfAttempts = maxNumberOfAttempts;
        FirstRetryInterval = firstRetryInterval;
        BackoffCoefficient = backoffCoefficient;
        MaxRetryInterval = maxRetryInterval ?? DefaultMaxRetryInterval;
        RetryTimeout = retryTimeout ?? Timeout.InfiniteTimeSpan;
    }

    public int MaxNumberOfAttempts { get; }

    public TimeSpan FirstRetryInterval { get; }

    public double BackoffCoefficient { get; }

    public TimeSpan MaxRetryInterval { get; }

    /// <summary>Measured from the first attempt; infinite by default.</summary>
    public TimeSpan RetryTimeout { get; }

    /// <summary>Says whether a failure is worth another attempt; every failure is, by default.</summary>
    public Func<TaskFailureDetails, bool> HandleFailure
    {
        init => _handleFailure = value;
    }

    internal bool Accepts(TaskFailureDetails failure) => _handleFailure is null || _handleFailure(failure);

    /// <summary>The wait after the failed attempt with this number (from 1).</summary>
    internal TimeSpan DelayAfter(int attempt)
    {
        var milliseconds = FirstRetryInterval.TotalMilliseconds * Math.Pow(BackoffCoefficient, attempt - 1);
        var longest = MaxRetryInterval == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : MaxRetryInterval;
        return milliseconds >= longest.TotalMilliseconds ? longest : TimeSpan.FromMilliseconds(milliseconds);
    }
}
