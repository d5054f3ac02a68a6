using Microsoft.Extensions.Logging;
using TradingBot.Embedded.Durable.Storage;

namespace TradingBot.Embedded.Durable.Engine;

/// <summary>At the start of a worker, frees what processes that died hold: a restart after a crash goes on at once.</summary>
internal sealed class EstateClerk(WorkerLiveness liveness, Action workFreed, ILogger logger)
{
    // A living worker that only lost its session is back well within this time.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    public async Task RunAsync(CancellationToken cancellation)
    {
        for (var failures = 0; ;)
        {
            try
            {
                var dead = await liveness.FindDeadAsync(cancellation);
                if (dead.Count == 0) return;
                await Pause.ForAsync(Grace, cancellation);
                var still = await liveness.FindDeadAsync(cancellation);
                await liveness.ReleaseAsync([.. dead.Where(still.Contains)], cancellation);
                workFreed();
                return;
            }
            catch (Exception exception) when (!cancellation.IsCancellationRequested)
            {
                EngineLog.DatabaseUnreachable(logger, "search for dead workers", exception);
                await Pause.AfterFailureAsync(failures++, cancellation);
            }
        }
    }
}
