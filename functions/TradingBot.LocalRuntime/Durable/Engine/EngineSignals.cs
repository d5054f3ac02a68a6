namespace TradingBot.LocalRuntime.Durable.Engine;

/// <summary>Lets client and worker of one process wake each other without the database.</summary>
internal sealed class EngineSignals
{
    // One completion source for all instance ids of a hash bucket: a change of another instance ends a wait too early, which costs
    // one more read, and no entry has to be removed when an instance ends.
    private readonly TaskCompletionSource[] _changes = [.. Enumerable.Range(0, 256).Select(_ => NewSource())];
    private Action<string>? _worker;

    public bool HasWorker => Volatile.Read(ref _worker) is not null;

    public void Attach(Action<string> worker) => Volatile.Write(ref _worker, worker);

    public void Detach() => Volatile.Write(ref _worker, null);

    /// <summary>There are new messages for this instance, committed.</summary>
    public void InstanceHasWork(string instanceId) => Volatile.Read(ref _worker)?.Invoke(instanceId);

    /// <summary>Completes at the next status change that this process commits for the instance, or earlier.</summary>
    public Task NextChangeOf(string instanceId) => Volatile.Read(ref ChangeOf(instanceId)).Task;

    public void InstanceChanged(string instanceId) => Interlocked.Exchange(ref ChangeOf(instanceId), NewSource()).TrySetResult();

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ref TaskCompletionSource ChangeOf(string instanceId) =>
        ref _changes[(uint)instanceId.GetHashCode(StringComparison.Ordinal) % (uint)_changes.Length];
}
