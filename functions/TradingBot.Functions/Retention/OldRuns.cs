using Microsoft.Extensions.Options;

namespace TradingBot.Functions.Retention;

/// <summary>
/// Finished runs that nobody will look into any more. Without their removal the hub grows by some kilobytes with each alert, for ever.
/// </summary>
public sealed class OldRuns(IOptions<RetentionOptions> retention, TimeProvider time)
{
    // What is left is removed at the next turn; Azure ends a function that takes longer than five minutes.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    // Azure's storage wants a beginning.
    private static readonly DateTimeOffset Beginning = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly OrchestrationRuntimeStatus[] Finished =
        [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated];

    /// <summary>Removes finished runs with their history that were started longer ago than they are kept; how many, 0 or more.</summary>
    public async Task<int> RemoveAsync(DurableTaskClient client, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(client);
        var filter = new PurgeInstancesFilter(Beginning, time.GetUtcNow().AddDays(-retention.Value.RunDays), Finished)
        {
            Timeout = Longest,
        };
        return (await client.PurgeAllInstancesAsync(filter, token)).PurgedInstanceCount;
    }
}
