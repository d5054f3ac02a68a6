namespace TradingBot.LocalRuntime.Durable.Engine;

/// <summary>Lets client and worker of one process wake each other without the database.</summary>
internal sealed class EngineSignals
{
    // Watchers share a few bells: a wrong ring costs one look, and nothing has to be tidied up.
    private readonly TaskCompletionSource[] _bells = [.. Enumerable.Range(0, 256).Select(_ => NewBell())];
    private Action<string>? _worker;

    public bool HasWorker => Volatile.Read(ref _worker) is not null;

    public void Attach(Action<string> worker) => Volatile.Write(ref _worker, worker);

    public void Detach() => Volatile.Write(ref _worker, null);

    /// <summary>There are new messages for this instance, committed.</summary>
    public void InstanceHasWork(string instanceId) => Volatile.Read(ref _worker)?.Invoke(instanceId);

    /// <summary>Ends at the next status change of this instance that this process makes, if not earlier.</summary>
    public Task NextChangeOf(string instanceId) => Volatile.Read(ref BellOf(instanceId)).Task;

    public void InstanceChanged(string instanceId) => Interlocked.Exchange(ref BellOf(instanceId), NewBell()).TrySetResult();

    private static TaskCompletionSource NewBell() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ref TaskCompletionSource BellOf(string instanceId) =>
        ref _bells[(uint)instanceId.GetHashCode(StringComparison.Ordinal) % (uint)_bells.Length];
}
