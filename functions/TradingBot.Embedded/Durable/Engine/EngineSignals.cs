using System.Collections.Concurrent;

namespace TradingBot.Embedded.Durable.Engine;

/// <summary>Lets client and worker of one process wake each other without the database.</summary>
internal sealed class EngineSignals
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _watchers = new(StringComparer.Ordinal);
    private Action<string>? _worker;

    public bool HasWorker => Volatile.Read(ref _worker) is not null;

    public void Attach(Action<string> worker) => Volatile.Write(ref _worker, worker);

    public void Detach() => Volatile.Write(ref _worker, null);

    /// <summary>There are new messages for this instance, committed.</summary>
    public void InstanceHasWork(string instanceId) => Volatile.Read(ref _worker)?.Invoke(instanceId);

    /// <summary>Ends at the next status change of this instance that this process makes.</summary>
    public Task NextChangeOf(string instanceId) =>
        _watchers.GetOrAdd(instanceId, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void InstanceChanged(string instanceId)
    {
        if (_watchers.TryRemove(instanceId, out var watcher)) watcher.TrySetResult();
    }
}
