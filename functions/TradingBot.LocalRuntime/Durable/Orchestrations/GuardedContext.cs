using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;
using Microsoft.Extensions.Logging;

namespace TradingBot.LocalRuntime.Durable.Orchestrations;

/// <summary>
/// Passes everything on to the genuine context, and knows what that one does not tell: whether the code waits for anything durable at all,
/// whether it is on the orchestrator's thread, and which timers were cancelled.
/// </summary>
internal sealed class GuardedContext(
    TaskOrchestrationContext inner, OrchestratorThread thread, DataConverter converter, string? input, ILoggerFactory loggerFactory)
    : TaskOrchestrationContext
{
    private const int LongestCustomStatus = 16 * 1024 / sizeof(char);

    private int _openTasks;

    public override TaskName Name => inner.Name;

    public override string InstanceId => inner.InstanceId;

    public override ParentOrchestrationInstance? Parent => inner.Parent;

    public override DateTime CurrentUtcDateTime => inner.CurrentUtcDateTime;

    public override bool IsReplaying => inner.IsReplaying;

    public override string Version => inner.Version;

    public override IReadOnlyDictionary<string, object?> Properties => inner.Properties;

    public override TaskOrchestrationEntityFeature Entities => inner.Entities;

    /// <summary>False when the code can only be waiting for something that no replay could repeat.</summary>
    public bool HasOpenTasks => _openTasks > 0;

    public bool ContinuesAsNew { get; private set; }

    public TimerTracker Timers { get; } = new();

    protected override ILoggerFactory LoggerFactory => loggerFactory;

    // The genuine context only casts what was deserialised before the code could say its type.
    public override T? GetInput<T>()
        where T : default => input is null ? default : converter.Deserialize<T>(input);

    public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        thread.EnsureCurrent();
        return Track(inner.CallActivityAsync<TResult>(name, input, options));
    }

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(
        TaskName orchestratorName, object? input = null, TaskOptions? options = null)
    {
        thread.EnsureCurrent();
        return Track(inner.CallSubOrchestratorAsync<TResult>(orchestratorName, input, options));
    }

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        thread.EnsureCurrent();
        if (!cancellationToken.CanBeCanceled) return Track(AsResult(inner.CreateTimer(fireAt, cancellationToken)));
        var timer = Timers.Add(fireAt.ToUniversalTime());
        return Track(RunTimerAsync(timer, fireAt, cancellationToken));
    }

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        thread.EnsureCurrent();
        return Track(cancellationToken.CanBeCanceled
            ? WaitAsync<T>(eventName, cancellationToken)
            : inner.WaitForExternalEvent<T>(eventName, cancellationToken));
    }

    public override void SendEvent(string instanceId, string eventName, object payload)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        thread.EnsureCurrent();
        inner.SendEvent(instanceId, eventName, payload);
    }

    public override void SetCustomStatus(object? customStatus)
    {
        thread.EnsureCurrent();
        if (converter.Serialize(customStatus)?.Length > LongestCustomStatus)
            throw new ArgumentException("A custom status is at most 16 KiB of UTF-16 JSON.", nameof(customStatus));
        inner.SetCustomStatus(customStatus);
    }

    public override Guid NewGuid()
    {
        thread.EnsureCurrent();
        return inner.NewGuid();
    }

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true)
    {
        thread.EnsureCurrent();
        inner.ContinueAsNew(newInput, preserveUnprocessedEvents);
        ContinuesAsNew = true;
    }

    public override void ContinueAsNew(ContinueAsNewOptions options)
    {
        thread.EnsureCurrent();
        inner.ContinueAsNew(options);
        ContinuesAsNew = true;
    }

    private async Task<T> Track<T>(Task<T> task)
    {
        _openTasks++;
        try
        {
            return await task;
        }
        finally
        {
            _openTasks--;
        }
    }

    private static async Task<bool> AsResult(Task task)
    {
        await task;
        return true;
    }

    private async Task<bool> RunTimerAsync(TimerTracker.Timer timer, DateTime fireAt, CancellationToken token)
    {
        using var own = new CancellationTokenSource();
        using var registration = Forward(own, token);
        try
        {
            await inner.CreateTimer(fireAt, own.Token);
        }
        finally
        {
            Timers.Close(timer, own.IsCancellationRequested);
        }

        return true;
    }

    private async Task<T> WaitAsync<T>(string eventName, CancellationToken token)
    {
        using var own = new CancellationTokenSource();
        using var registration = Forward(own, token);
        try
        {
            return await inner.WaitForExternalEvent<T>(eventName, own.Token);
        }
        catch (TaskCanceledException) when (token.IsCancellationRequested)
        {
            // With the token that the code knows.
            throw new TaskCanceledException($"The wait for '{eventName}' was cancelled.", innerException: null, token);
        }
    }

    // The genuine context must never be touched from another thread, as CancelAsync or a timer of .NET would do.
    private CancellationTokenRegistration Forward(CancellationTokenSource own, CancellationToken outer) =>
        outer.Register(() =>
        {
            if (thread.IsCurrentOrReport()) own.Cancel();
        });
}
