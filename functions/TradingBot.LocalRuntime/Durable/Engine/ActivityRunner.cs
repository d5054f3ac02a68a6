using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TradingBot.LocalRuntime.Durable.Orchestrations;
using TradingBot.LocalRuntime.Durable.Storage;
using static TradingBot.LocalRuntime.Durable.Orchestrations.InboundEvent;

namespace TradingBot.LocalRuntime.Durable.Engine;

/// <summary>Runs activities, as many at a time as allowed, each in a scope of its own. What it holds is leased to this process.</summary>
internal sealed class ActivityRunner(
    OrchestrationRegistry registry, IServiceScopeFactory scopes, int capacity, Action<ActivityResult> deliver, ILogger logger) : IDisposable
{
    private readonly ConcurrentDictionary<Guid, Held> _held = new();
    private readonly CancellationTokenSource _stop = new();
    private int _free = capacity;
    private volatile bool _closed;
    private volatile bool _moreMayWait = true;

    /// <summary>Set when a place is free again, or when activities may wait that nobody has leased: time to claim some.</summary>
    public AsyncAutoResetEvent ClaimSignal { get; } = new();

    /// <summary>Activities that run here, or whose result isn't stored yet.</summary>
    public IReadOnlyCollection<Guid> HeldIds => [.. _held.Keys];

    public bool IsIdle => _held.IsEmpty;

    public int Free => Volatile.Read(ref _free);

    /// <summary>Sets up to this many places aside and says how many.</summary>
    public int Reserve(int wanted)
    {
        while (!_closed)
        {
            var free = Volatile.Read(ref _free);
            var taken = Math.Min(free, wanted);
            if (taken <= 0) return 0;
            if (Interlocked.CompareExchange(ref _free, free - taken, free) == free) return taken;
        }

        return 0;
    }

    public void GiveBack(int places)
    {
        if (places == 0) return;
        ReturnPlaces(places);
        if (_moreMayWait) ClaimSignal.Set();
    }

    /// <summary>Whether the last claim may have left waiting activities: only then does a free place call for another claim.</summary>
    public void NoteWaiting(bool moreMayWait) => _moreMayWait = moreMayWait;

    /// <summary>Frees places without setting <see cref="ClaimSignal"/>.</summary>
    public void ReturnPlaces(int places) => Interlocked.Add(ref _free, places);

    /// <summary>Runs an activity in a place reserved before.</summary>
    public void Start(ActivityWork work)
    {
        var held = new Held(work, CancellationTokenSource.CreateLinkedTokenSource(_stop.Token));
        if (!_held.TryAdd(work.Id, held))
        {
            held.Dispose();
            GiveBack(1);
            return;
        }

        _ = Task.Run(() => RunAsync(held));
    }

    /// <summary>Stops tracking these activities: their results are stored, or another worker holds their leases.</summary>
    public void Complete(IEnumerable<Guid> ids)
    {
        foreach (var id in ids) _held.TryRemove(id, out _);
    }

    /// <summary>Cancels what runs without a lease.</summary>
    public void LoseLeases(IEnumerable<Guid> ids)
    {
        foreach (var id in ids)
        {
            if (!_held.TryGetValue(id, out var held) || !held.Cancel()) continue;
            DurableTelemetry.LeaseLosses.Add(1);
            EngineLog.LeaseLost(logger, held.Work.Name, held.Work.InstanceId);
        }
    }

    /// <summary>Takes nothing on any more; what runs goes on.</summary>
    public void Close() => _closed = true;

    public void CancelAll() => _stop.Cancel();

    public void Dispose() => _stop.Dispose();

    private async Task RunAsync(Held held)
    {
        var work = held.Work;
        var outcome = await ExecuteAsync(work, held.Token);
        held.Finish();
        GiveBack(1);
        if (outcome is not null)
        {
            deliver(new ActivityResult(work, outcome));
            return;
        }

        // The row stays; its lease runs out or is given up at the stop.
        EngineLog.Abandoned(logger, work.Name, work.InstanceId);
        _held.TryRemove(work.Id, out _);
    }

    /// <summary>Null when the activity was cancelled from here: it has neither succeeded nor failed.</summary>
    private async Task<InboundEvent?> ExecuteAsync(ActivityWork work, CancellationToken token)
    {
        using var span = DurableTelemetry.StartActivity(work.Name, work.InstanceId, work.TraceParent);
        var started = Stopwatch.GetTimestamp();
        try
        {
            if (registry.FindActivity(work.Name) is not { } activity)
                return new TaskFailed(work.TaskId, Failures.UnknownActivity(work.Name));
            await using var scope = scopes.CreateAsyncScope();
            var input = activity.InputType is { } type ? JsonDataConverter.Default.Deserialize(work.Input, type) : null;
            var result = await activity.Run(scope.ServiceProvider, input, token);
            return new TaskCompleted(work.TaskId, JsonDataConverter.Default.Serialize(result));
        }
        catch (Exception exception) when (token.IsCancellationRequested)
        {
            span?.SetStatus(ActivityStatusCode.Error, exception.Message);
            return null;
        }
        catch (Exception exception)
        {
            // Whatever an activity throws is the orchestration's business: it becomes the failure of the call.
            span?.SetStatus(ActivityStatusCode.Error, exception.Message);
            EngineLog.ActivityFailed(logger, work.Name, work.InstanceId, exception);
            return new TaskFailed(work.TaskId, TaskFailureDetails.FromException(exception));
        }
        finally
        {
            DurableTelemetry.ActivityDuration.Record(
                Stopwatch.GetElapsedTime(started).TotalMilliseconds, new KeyValuePair<string, object?>("name", work.Name));
        }
    }

    private sealed class Held(ActivityWork work, CancellationTokenSource source) : IDisposable
    {
        private readonly Lock _lock = new();
        private bool _finished;

        public ActivityWork Work { get; } = work;

        public CancellationToken Token { get; } = source.Token;

        /// <summary>False when the activity has ended: its result may still be good, the fence decides.</summary>
        public bool Cancel()
        {
            lock (_lock)
            {
                if (_finished || source.IsCancellationRequested) return false;
                source.Cancel();
                return true;
            }
        }

        public void Finish()
        {
            lock (_lock) _finished = true;
            Dispose();
        }

        public void Dispose() => source.Dispose();
    }
}
