using Microsoft.Extensions.Logging;
using TradingBot.LocalRuntime.Durable.Storage;

namespace TradingBot.LocalRuntime.Durable.Engine;

/// <summary>Leases waiting activities while there are free places, and keeps the leases of those that run alive.</summary>
internal sealed class ActivityPump(ActivityStore store, ActivityRunner runner, TimeSpan lease, TimeSpan pollInterval, ILogger logger)
{
    public async Task ClaimAsync(CancellationToken cancellation)
    {
        var failures = 0;
        while (true)
        {
            var places = runner.Reserve(runner.Free);
            var used = 0;
            try
            {
                if (places > 0)
                {
                    foreach (var work in await store.ClaimAsync(places, runner.HeldIds, cancellation))
                    {
                        runner.Start(work);
                        used++;
                    }
                }

                runner.NoteWaiting(used == places);
                failures = 0;
            }
            catch (Exception exception) when (!cancellation.IsCancellationRequested)
            {
                DurableTelemetry.DatabaseFaults.Add(1);
                EngineLog.DatabaseUnreachable(logger, "search for activities", exception);
                await Pause.AfterFailureAsync(failures++, cancellation);
            }
            finally
            {
                runner.ReturnQuietly(places - used);
            }

            await runner.Freed.WaitAsync(pollInterval, cancellation);
        }
    }

    public async Task RenewAsync(CancellationToken cancellation)
    {
        var renewedAt = TimeProvider.System.GetTimestamp();
        using var beat = new PeriodicTimer(lease / 4, TimeProvider.System);
        while (await beat.WaitForNextTickAsync(cancellation))
        {
            var ids = runner.HeldIds;
            try
            {
                if (ids.Count > 0)
                {
                    var renewed = await store.RenewAsync(ids, cancellation);
                    runner.LoseLeases(ids.Where(id => !renewed.Contains(id)));
                }

                renewedAt = TimeProvider.System.GetTimestamp();
            }
            catch (Exception exception) when (!cancellation.IsCancellationRequested)
            {
                DurableTelemetry.DatabaseFaults.Add(1);
                EngineLog.DatabaseUnreachable(logger, "renewal of leases", exception);
                // Another process may have taken over by now: two must not work on one activity.
                if (TimeProvider.System.GetElapsedTime(renewedAt) > lease) runner.LoseLeases(ids);
            }
        }
    }
}
