using Microsoft.Extensions.Logging;
using TradingBot.LocalRuntime.Durable.Storage;

namespace TradingBot.LocalRuntime.Durable.Engine;

/// <summary>
/// When a worker starts, releases the leases of workers whose process is dead, so that a restart after a crash goes on at once.
/// </summary>
internal sealed class DeadWorkerCleanup(WorkerLiveness liveness, Action leasesReleased, ILogger logger)
{
    // A live worker that only lost its session has a new one well within this time.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    // The sessions of a process that was killed a moment ago may outlive it by a little, so one search is not enough.
    private const int Rounds = 10;

    public async Task RunAsync(CancellationToken token)
    {
        for (var (round, failures) = (0, 0); round < Rounds;)
        {
            try
            {
                var dead = await liveness.FindDeadAsync(token);
                await Pause.ForAsync(Grace, token);
                if (dead.Count > 0)
                {
                    var still = await liveness.FindDeadAsync(token);
                    await liveness.ReleaseAsync([.. dead.Where(still.Contains)], token);
                    leasesReleased();
                }

                round++;
            }
            catch (Exception exception) when (!token.IsCancellationRequested)
            {
                EngineLog.DatabaseUnreachable(logger, "search for dead workers", exception);
                await Pause.AfterFailureAsync(failures++, token);
            }
        }
    }
}
