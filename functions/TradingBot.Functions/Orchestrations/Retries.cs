namespace TradingBot.Functions.Orchestrations;

/// <summary>How patiently steps are repeated. Every step is idempotent; none of these policies ever resends an order.</summary>
internal static class Retries
{
    /// <summary>Deciding an entry: half a minute, after that the alert is stale anyway.</summary>
    public static TaskOptions Decision { get; } = TaskOptions.FromRetryPolicy(new RetryPolicy(6, TimeSpan.FromSeconds(1), 2.0));

    /// <summary>Steps that must succeed in the end: 0.5 s growing to 15 s, for about a day.</summary>
    public static TaskOptions Persistent { get; } =
        TaskOptions.FromRetryPolicy(new RetryPolicy(6000, TimeSpan.FromMilliseconds(500), 2.0, TimeSpan.FromSeconds(15)));
}
