using Microsoft.Extensions.Logging;
using TradingBot.LocalRuntime.Durable.Storage;

namespace TradingBot.LocalRuntime.Durable.Engine;

/// <summary>Leases waiting activities while there are free places, and keeps the leases of those that run alive.</summary>
internal sealed class ActivityPump(ActivityStore store, ActivityRunner runner, TimeSpan lease, TimeSpan pollInterval, ILogger logger)
{
    public async Task ClaimAsync(CancellationToken token)
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
                    foreach (var work in await store.ClaimAsync(places, runner.HeldIds, token))
                    {
                        runner.Start(work);
                        used++;
                    }
                }

                runner.NoteWaiting(used == places);
                failures = 0;
            }
            catch (Exception exception) when (!token.IsCancellationRequested)
            {
                DurableTelemetry.DatabaseFaults.Add(1);
                EngineLog.DatabaseUnreachable(logger, "search for activities", exception);
                await Pause.AfterFailureAsync(failures++, token);
            }
            finally
            {
                runner.ReturnPlaces(places - used);
            }

            await runner.ClaimSignal.WaitAsync(pollInterval, token);
        }
    }

    public async Task RenewAsync(CancellationToken token)
    {
        var renewedAt = TimeProvider.System.GetTimestamp();
        using var timer = new PeriodicTimer(lease / 4, TimeProvider.System);
        while (await timer.WaitForNextTickAsync(token))
        {
            var ids = runner.HeldIds;
            try
            {
                if (ids.Count > 0)
                {
                    var renewed = await store.RenewAsync(ids, token);
                    runner.LoseLeases(ids.Where(id => !renewed.Contains(id)));
                }

                renewedAt = TimeProvider.System.GetTimestamp();
            }
            catch (Exception exception) when (!token.IsCancellationRequested)
            {
                DurableTelemetry.DatabaseFaults.Add(1);
                EngineLog.DatabaseUnreachable(logger, "renewal of leases", exception);
                // Another process may have taken over by now: two must not work on one activity.
                if (TimeProvider.System.GetElapsedTime(renewedAt) > lease) runner.LoseLeases(ids);
            }
        }
    }
}
