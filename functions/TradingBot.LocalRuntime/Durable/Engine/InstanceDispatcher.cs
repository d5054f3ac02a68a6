using System.Collections.Concurrent;
using System.Threading.Channels;
using TradingBot.LocalRuntime.Durable.Storage;

namespace TradingBot.LocalRuntime.Durable.Engine;

/// <summary>Runs one step of an instance at a time, and steps of many instances at once.</summary>
internal sealed class InstanceDispatcher(int maxCached)
{
    private readonly ConcurrentDictionary<string, InstanceSlot> _slots = new(StringComparer.Ordinal);
    private readonly Channel<InstanceSlot> _queue = Channel.CreateUnbounded<InstanceSlot>();
    private long _steps;

    public int Count => _slots.Count;

    public bool IsIdle => _slots.Values.All(slot => !slot.IsScheduled);

    /// <summary>Instances that wait for a step which will read the database anyway.</summary>
    public IReadOnlyCollection<string> AwaitingLoad => [.. _slots.Values.Where(slot => slot.AwaitsLoad).Select(slot => slot.InstanceId)];

    /// <summary>
    /// There may be messages in the database. With <paramref name="notifyOwner"/> another worker that holds the lease is notified.
    /// </summary>
    public void InstanceHasWork(string instanceId, bool notifyOwner) => Post(instanceId, null, notifyOwner);

    public void Deliver(ActivityResult result) => Post(result.Work.InstanceId, result, false);

    /// <summary>Runs steps of queued instances until cancelled.</summary>
    public async Task RunAsync(InstanceStep step, CancellationToken token)
    {
        await foreach (var slot in _queue.Reader.ReadAllAsync(token))
        {
            await step.RunAsync(slot, token);
            if (slot.EndStep(Interlocked.Increment(ref _steps))) _queue.Writer.TryWrite(slot);
            else if (slot.Run is null) Retire(slot);
        }
    }

    /// <summary>Drops the longest idle instances from memory.</summary>
    public void Trim()
    {
        var surplus = _slots.Count - maxCached;
        if (surplus <= 0) return;
        foreach (var slot in _slots.Values.OrderBy(slot => slot.LastStep).Take(surplus).ToList()) Retire(slot);
    }

    private void Retire(InstanceSlot slot)
    {
        if (slot.TryRetire()) _slots.TryRemove(KeyValuePair.Create(slot.InstanceId, slot));
    }

    private void Post(string instanceId, ActivityResult? result, bool notifyOwner)
    {
        while (true)
        {
            var slot = _slots.GetOrAdd(instanceId, id => new InstanceSlot(id));
            switch (slot.Post(result, notifyOwner))
            {
                case true:
                    _queue.Writer.TryWrite(slot);
                    return;
                case false:
                    return;
                case null:
                    _slots.TryRemove(KeyValuePair.Create(instanceId, slot));
                    continue;
            }
        }
    }
}
