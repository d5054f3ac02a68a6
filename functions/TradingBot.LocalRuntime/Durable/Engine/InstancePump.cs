using Microsoft.Extensions.Logging;
using TradingBot.LocalRuntime.Durable.Storage;

namespace TradingBot.LocalRuntime.Durable.Engine;

/// <summary>Searches for instances with due messages: when signalled, when the next timer falls due, and every poll interval.</summary>
internal sealed class InstancePump(
    InstanceStore instances,
    InstanceDispatcher dispatcher,
    DurableTaskHealthReader health,
    TimeProvider time,
    TimeSpan pollInterval,
    ILogger logger)
{
    private const int Portion = 500;
    private static readonly TimeSpan WhileBusy = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan HealthInterval = TimeSpan.FromSeconds(10);

    private readonly AsyncAutoResetEvent _signal = new();
    private readonly Lock _lock = new();
    private DateTimeOffset _nextDue = DateTimeOffset.MaxValue;

    public void TimerSet(DateTimeOffset dueAt)
    {
        lock (_lock)
        {
            if (dueAt >= _nextDue) return;
            _nextDue = dueAt;
        }

        _signal.Set();
    }

    public async Task RunAsync(CancellationToken token)
    {
        var unparked = false;
        var (failures, healthRead) = (0, 0L);
        while (true)
        {
            try
            {
                if (!unparked) await instances.UnparkAllAsync(time.GetUtcNow(), token);
                unparked = true;
                var found = await PollAsync(token);
                if (TimeProvider.System.GetElapsedTime(healthRead) > HealthInterval)
                {
                    DurableTelemetry.Report(await health.ReadAsync(token));
                    healthRead = TimeProvider.System.GetTimestamp();
                }

                failures = 0;
                if (found == Portion) await Pause.ForAsync(WhileBusy, token);
                else await SleepAsync(token);
            }
            catch (Exception exception) when (!token.IsCancellationRequested)
            {
                DurableTelemetry.DatabaseFaults.Add(1);
                EngineLog.DatabaseUnreachable(logger, "search for due instances", exception);
                await Pause.AfterFailureAsync(failures++, token);
            }
        }
    }

    private async Task<int> PollAsync(CancellationToken token)
    {
        var now = time.GetUtcNow();
        lock (_lock) _nextDue = DateTimeOffset.MaxValue;
        var due = await instances.FindDueAsync(now, dispatcher.AwaitingLoad, Portion, token);
        foreach (var instanceId in due.InstanceIds) dispatcher.InstanceHasWork(instanceId, notifyOwner: false);
        if (due.NextDue is { } next)
        {
            lock (_lock) _nextDue = next < _nextDue ? next : _nextDue;
        }

        dispatcher.Trim();
        return due.InstanceIds.Count;
    }

    private async Task SleepAsync(CancellationToken token)
    {
        DateTimeOffset due;
        lock (_lock) due = _nextDue;
        var untilDue = due - time.GetUtcNow();
        if (untilDue <= TimeSpan.Zero) return;
        // Nearer than the poll, or on a clock that tests move: a timer of the injected clock sets the signal.
        using var timer = untilDue < Longest ? time.CreateTimer(_ => _signal.Set(), null, untilDue, Timeout.InfiniteTimeSpan) : null;
        await _signal.WaitAsync(pollInterval, token);
    }

    private static TimeSpan Longest { get; } = TimeSpan.FromDays(30);
}
