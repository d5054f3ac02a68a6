using Microsoft.Extensions.Logging;
using TradingBot.LocalRuntime.Durable.Storage;

namespace TradingBot.LocalRuntime.Durable.Engine;

/// <summary>At the start of a worker, frees what processes that died hold: a restart after a crash goes on at once.</summary>
internal sealed class EstateClerk(WorkerLiveness liveness, Action workFreed, ILogger logger)
{
    // A living worker that only lost its session is back well within this time.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    // The sessions of a process that was killed a moment ago may outlive it by a little, so one look is not enough.
    private const int Rounds = 10;

    public async Task RunAsync(CancellationToken cancellation)
    {
        for (var (round, failures) = (0, 0); round < Rounds;)
        {
            try
            {
                var dead = await liveness.FindDeadAsync(cancellation);
                await Pause.ForAsync(Grace, cancellation);
                if (dead.Count > 0)
                {
                    var still = await liveness.FindDeadAsync(cancellation);
                    await liveness.ReleaseAsync([.. dead.Where(still.Contains)], cancellation);
                    workFreed();
                }

                round++;
            }
            catch (Exception exception) when (!cancellation.IsCancellationRequested)
            {
                EngineLog.DatabaseUnreachable(logger, "search for dead workers", exception);
                await Pause.AfterFailureAsync(failures++, cancellation);
            }
        }
    }
}
