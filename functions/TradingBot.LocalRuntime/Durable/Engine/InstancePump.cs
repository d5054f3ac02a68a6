using Microsoft.Extensions.Logging;
using TradingBot.LocalRuntime.Durable.Storage;

namespace TradingBot.LocalRuntime.Durable.Engine;

/// <summary>Looks for instances with due messages: when rung, when the next timer falls due, and now and then in any case.</summary>
internal sealed class InstancePump(
    InstanceStore instances, InstanceDispatcher dispatcher, IDurableTaskHealth health, TimeProvider time, TimeSpan pollInterval, ILogger logger)
{
    private const int Portion = 500;
    private static readonly TimeSpan WhileBusy = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan HealthInterval = TimeSpan.FromSeconds(10);

    private readonly WakeUp _bell = new();
    private readonly Lock _lock = new();
    private DateTimeOffset _nextDue = DateTimeOffset.MaxValue;

    public void TimerSet(DateTimeOffset dueAt)
    {
        lock (_lock)
        {
            if (dueAt >= _nextDue) return;
            _nextDue = dueAt;
        }

        _bell.Ring();
    }

    public async Task RunAsync(CancellationToken cancellation)
    {
        var unparked = false;
        var (failures, healthRead) = (0, 0L);
        while (true)
        {
            try
            {
                if (!unparked) await instances.UnparkAllAsync(time.GetUtcNow(), cancellation);
                unparked = true;
                var found = await LookAsync(cancellation);
                if (TimeProvider.System.GetElapsedTime(healthRead) > HealthInterval)
                {
                    DurableTelemetry.Report(await health.ReadAsync(cancellation));
                    healthRead = TimeProvider.System.GetTimestamp();
                }

                failures = 0;
                if (found == Portion) await Pause.ForAsync(WhileBusy, cancellation);
                else await SleepAsync(cancellation);
            }
            catch (Exception exception) when (!cancellation.IsCancellationRequested)
            {
                DurableTelemetry.DatabaseFaults.Add(1);
                EngineLog.DatabaseUnreachable(logger, "search for due instances", exception);
                await Pause.AfterFailureAsync(failures++, cancellation);
            }
        }
    }

    private async Task<int> LookAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        lock (_lock) _nextDue = DateTimeOffset.MaxValue;
        var due = await instances.FindDueAsync(now, dispatcher.AwaitingLoad, Portion, cancellation);
        foreach (var instanceId in due.InstanceIds) dispatcher.InstanceHasWork(instanceId, poke: false);
        if (due.NextDue is { } next)
        {
            lock (_lock) _nextDue = next < _nextDue ? next : _nextDue;
        }

        dispatcher.Trim();
        return due.InstanceIds.Count;
    }

    private async Task SleepAsync(CancellationToken cancellation)
    {
        DateTimeOffset due;
        lock (_lock) due = _nextDue;
        var untilDue = due - time.GetUtcNow();
        if (untilDue <= TimeSpan.Zero) return;
        // Nearer than the poll, or on a clock that tests move: a timer of the injected clock rings the bell.
        using var alarm = untilDue < Longest ? time.CreateTimer(_ => _bell.Ring(), null, untilDue, Timeout.InfiniteTimeSpan) : null;
        await _bell.WaitAsync(pollInterval, cancellation);
    }

    private static TimeSpan Longest { get; } = TimeSpan.FromDays(30);
}
