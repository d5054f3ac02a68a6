using Microsoft.Extensions.Logging;
using TradingBot.Functions.Retention;

namespace TradingBot.Functions.Timers;

/// <summary>Removes old finished runs.</summary>
public sealed partial class PurgeTimer(OldRuns runs, ILogger<PurgeTimer> logger)
{
    [Function(nameof(PurgeTimer))]
    public async Task RunAsync(
        [TimerTrigger("%Schedules:Purge%")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken token) =>
        LogPurged(logger, await runs.RemoveAsync(client, token));

    [LoggerMessage(EventId = 3103, Level = LogLevel.Information, Message = "Removed {Count} old finished runs")]
    private static partial void LogPurged(ILogger logger, int count);
}
