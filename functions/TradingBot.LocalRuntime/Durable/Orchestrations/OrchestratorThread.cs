namespace TradingBot.LocalRuntime.Durable.Orchestrations;

/// <summary>
/// Runs orchestrator code on one thread at a time. Continuations of durable tasks run inside <see cref="Run"/>; one that arrives from
/// elsewhere means that the code awaited a task the context didn't make, which no replay could repeat: it is not run.
/// </summary>
internal sealed class OrchestratorThread(Action foreignContinuation) : SynchronizationContext
{
    public const string Explanation =
        "The orchestrator awaited a task that its context did not create, or continued on another thread. Only tasks made by "
        + "TaskOrchestrationContext may be awaited, without ConfigureAwait(false); other work belongs in an activity.";

    private int _thread;

    public bool SawForeignContinuation { get; private set; }

    private bool IsCurrent => Volatile.Read(ref _thread) == Environment.CurrentManagedThreadId;

    /// <summary>Makes this thread the orchestrator's for the duration of a step.</summary>
    public T Run<T>(Func<T> step)
    {
        Volatile.Write(ref _thread, Environment.CurrentManagedThreadId);
        try
        {
            return step();
        }
        finally
        {
            Volatile.Write(ref _thread, 0);
        }
    }

    /// <summary>Calls orchestrator code so that what it awaits continues through <see cref="Post"/>.</summary>
    public T Enter<T>(Func<T> code)
    {
        var outer = Current;
        SetSynchronizationContext(this);
        try
        {
            return code();
        }
        finally
        {
            SetSynchronizationContext(outer);
        }
    }

    public void EnsureCurrent()
    {
        if (!IsCurrent) throw new InvalidOperationException(Explanation);
    }

    /// <summary>True on the orchestrator's thread; elsewhere it remembers the breach, which fails the instance.</summary>
    public bool IsCurrentOrReport()
    {
        if (IsCurrent) return true;
        SawForeignContinuation = true;
        foreignContinuation();
        return false;
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (IsCurrentOrReport()) Send(d, state);
    }

    public override void Send(SendOrPostCallback d, object? state)
    {
        EnsureCurrent();
        Enter(() =>
        {
            d(state);
            return true;
        });
    }

    public override SynchronizationContext CreateCopy() => this;
}
