using System.Collections.Concurrent;
using System.Threading.Channels;
using TradingBot.LocalRuntime.Durable.Storage;

namespace TradingBot.LocalRuntime.Durable.Engine;

/// <summary>Gives each instance with work one turn at a time, and many instances turns at once.</summary>
internal sealed class InstanceDispatcher(int maxCached)
{
    private readonly ConcurrentDictionary<string, InstanceSlot> _slots = new(StringComparer.Ordinal);
    private readonly Channel<InstanceSlot> _queue = Channel.CreateUnbounded<InstanceSlot>();
    private long _turns;

    public int Count => _slots.Count;

    public bool IsIdle => _slots.Values.All(slot => !slot.IsScheduled);

    /// <summary>Instances that wait for a turn which will read the database anyway.</summary>
    public IReadOnlyCollection<string> AwaitingLoad => [.. _slots.Values.Where(slot => slot.AwaitsLoad).Select(slot => slot.InstanceId)];

    /// <summary>There may be messages in the database. With <paramref name="poke"/> another worker that holds the instance is told.</summary>
    public void InstanceHasWork(string instanceId, bool poke) => Post(instanceId, null, poke);

    public void Deliver(ActivityResult result) => Post(result.Work.InstanceId, result, false);

    /// <summary>Works on turns until the queue is closed and empty.</summary>
    public async Task RunAsync(InstanceTurn turn, CancellationToken cancellation)
    {
        await foreach (var slot in _queue.Reader.ReadAllAsync(cancellation))
        {
            await turn.RunAsync(slot, cancellation);
            if (slot.EndTurn(Interlocked.Increment(ref _turns))) _queue.Writer.TryWrite(slot);
            else if (slot.Run is null) Retire(slot);
        }
    }

    /// <summary>Drops the longest idle instances from memory.</summary>
    public void Trim()
    {
        var surplus = _slots.Count - maxCached;
        if (surplus <= 0) return;
        foreach (var slot in _slots.Values.OrderBy(slot => slot.LastTurn).Take(surplus).ToList()) Retire(slot);
    }

    private void Retire(InstanceSlot slot)
    {
        if (slot.TryRetire()) _slots.TryRemove(KeyValuePair.Create(slot.InstanceId, slot));
    }

    private void Post(string instanceId, ActivityResult? result, bool poke)
    {
        while (true)
        {
            var slot = _slots.GetOrAdd(instanceId, id => new InstanceSlot(id));
            switch (slot.Post(result, poke))
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
