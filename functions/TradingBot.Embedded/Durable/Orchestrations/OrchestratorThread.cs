namespace TradingBot.Embedded.Durable.Orchestrations;

/// <summary>
/// Runs orchestrator code on one thread at a time. Continuations of durable tasks run inside <see cref="Run"/>; one that arrives from
/// elsewhere means that the code awaited a task the context didn't make, which no replay could repeat.
/// </summary>
internal sealed class OrchestratorThread(Action foreignContinuation) : SynchronizationContext
{
    public const string Explanation =
        "The orchestrator awaited a task that its context did not create, or continued on another thread. Only tasks made by "
        + "TaskOrchestrationContext may be awaited, without ConfigureAwait(false); other work belongs in an activity.";

    private readonly Queue<(SendOrPostCallback Callback, object? State)> _queue = new();
    private int _thread;

    public bool SawForeignContinuation { get; private set; }

    public bool IsCurrent => Volatile.Read(ref _thread) == Environment.CurrentManagedThreadId;

    public void Run(Action step)
    {
        var outer = Current;
        SetSynchronizationContext(this);
        Volatile.Write(ref _thread, Environment.CurrentManagedThreadId);
        try
        {
            step();
            while (_queue.TryDequeue(out var next)) next.Callback(next.State);
        }
        finally
        {
            Volatile.Write(ref _thread, 0);
            SetSynchronizationContext(outer);
        }
    }

    public void EnsureCurrent()
    {
        if (!IsCurrent) throw new InvalidOperationException(Explanation);
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (IsCurrent)
        {
            _queue.Enqueue((d, state));
            return;
        }

        ReportForeign();
    }

    /// <summary>True on the orchestrator's thread; elsewhere it remembers the breach, which fails the instance.</summary>
    public bool IsCurrentOrReport()
    {
        if (!IsCurrent) ReportForeign();
        return IsCurrent;
    }

    public override void Send(SendOrPostCallback d, object? state)
    {
        EnsureCurrent();
        d(state);
    }

    public override SynchronizationContext CreateCopy() => this;

    private void ReportForeign()
    {
        SawForeignContinuation = true;
        foreignContinuation();
    }
}
