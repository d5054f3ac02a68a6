using System.Diagnostics.CodeAnalysis;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using TradingBot.LocalRuntime.Functions;

namespace TradingBot.LocalRuntime.Timers;

/// <summary>One timer function: waits until it is due, runs it if no other process does, and never twice at once.</summary>
internal sealed class TimerLoop(
    FunctionDescriptor function,
    TimerSchedule schedule,
    TimerStore store,
    IServiceScopeFactory scopes,
    FunctionInvoker invoker,
    TimeProvider time,
    ILogger<TimerLoop> logger)
{
    // A waiting machine may sleep or have its clock set: the wall clock is looked at this often.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Punctual = TimeSpan.FromSeconds(5);

    private readonly TimerTriggerAttribute _trigger = (TimerTriggerAttribute)function.Trigger;

    public async Task RunAsync(CancellationToken stopping)
    {
        var isFirst = true;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                isFirst = !await RunIfDueAsync(isFirst, stopping) && isFirst;
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (NpgsqlException failure)
            {
                Log.DatabaseFailed(logger, function.Name, failure);
                await Task.WhenAny(WaitAsync(RetryDelay, stopping));
            }
        }
    }

    // True when the start-up question (catch up, run at start-up, or wait) is settled.
    private async Task<bool> RunIfDueAsync(bool isFirst, CancellationToken stopping)
    {
        var now = time.GetUtcNow();
        var timer = await store.RegisterAsync(function.Name, schedule, now, startAfresh: isFirst && !_trigger.UseMonitor, stopping);
        if (timer.NextAt > now && !(isFirst && _trigger.RunOnStartup))
        {
            await WaitAsync(timer.NextAt - now < LongestWait ? timer.NextAt - now : LongestWait, stopping);
            return true;
        }

        if (await RunOnceAsync(isFirst, stopping))
            return true;
        await WaitAsync(RetryDelay, stopping);
        return false;
    }

    // False when another process runs it now. A run that the host's stop breaks off stays due and is caught up at the next start.
    private async Task<bool> RunOnceAsync(bool isFirst, CancellationToken stopping)
    {
        await using var lease = await store.TryLeaseAsync(function.Name, stopping);
        if (lease is null)
            return false;
        var now = time.GetUtcNow();
        var timer = await store.RegisterAsync(function.Name, schedule, now, startAfresh: false, stopping);
        var isDue = timer.NextAt <= now;
        if (!isDue && !(isFirst && _trigger.RunOnStartup))
            return true;
        await store.MarkStartedAsync(function.Name, now, stopping);
        var isPastDue = isDue && (isFirst || now - timer.NextAt > Punctual);
        var error = await InvokeAsync(timer, isPastDue, now, stopping);
        var finished = time.GetUtcNow();
        var next = timer.NextAt > finished ? timer.NextAt : schedule.After(finished);
        await store.MarkFinishedAsync(function.Name, finished, next, error, CancellationToken.None);
        return true;
    }

    [SuppressMessage(
        "Design", "CA1031", Justification = "A failing run is logged and recorded; the next tick tries again, as on the genuine host.")]
    private async Task<string?> InvokeAsync(TimerStatus timer, bool isPastDue, DateTimeOffset now, CancellationToken stopping)
    {
        var info = new TimerInfo
        {
            IsPastDue = isPastDue,
            ScheduleStatus = !_trigger.UseMonitor ? null : new ScheduleStatus
            {
                Last = timer.LastStartedAt?.UtcDateTime ?? default,
                Next = schedule.After(now).UtcDateTime,
                LastUpdated = timer.LastFinishedAt?.UtcDateTime ?? default,
            },
        };
        await using var scope = scopes.CreateAsyncScope();
        try
        {
            await invoker.InvokeAsync(new LocalFunctionContext(function, scope.ServiceProvider, stopping) { TriggerValue = info });
            return null;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception failure)
        {
            Log.RunFailed(logger, function.Name, failure);
            return failure.Message;
        }
    }

    private Task WaitAsync(TimeSpan span, CancellationToken stopping) => Task.Delay(span, time, stopping);
}
