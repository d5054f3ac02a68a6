namespace TradingBot.Embedded.Durable.Client;

/// <summary>Which finished instances to purge.</summary>
public record PurgeInstancesFilter(
    DateTimeOffset? CreatedFrom = null,
    DateTimeOffset? CreatedTo = null,
    IEnumerable<OrchestrationRuntimeStatus>? Statuses = null)
{
    /// <summary>Longest time one call may take; what is left is told by <see cref="PurgeResult.IsComplete"/>.</summary>
    public TimeSpan? Timeout { get; init; }
}
