using static TradingBot.Embedded.Durable.Orchestrations.InboundEvent;

namespace TradingBot.Embedded.Durable.Orchestrations;

/// <summary>
/// Events by name, case ignored. An event goes to the newest waiter; without one it is kept, first in first out. A waiter that was
/// cancelled is gone, so it can't swallow a later event.
/// </summary>
internal sealed class ExternalEventMailbox(OrchestratorThread thread)
{
    private readonly Dictionary<string, LinkedList<Waiter>> _waiters = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<EventRaised> _unread = [];

    public bool HasWaiters => _waiters.Count > 0;

    public IReadOnlyList<EventRaised> Unread => _unread;

    /// <exception cref="ArgumentException">A wait for this name with another type is open.</exception>
    public Task<string?> WaitAsync(string name, Type type, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested) return Task.FromCanceled<string?>(cancellation);
        if (_waiters.TryGetValue(name, out var open) && open.Last!.Value.Type != type)
        {
            throw new ArgumentException(
                $"Events named '{name}' are already awaited as {open.Last.Value.Type.Name}; they can't be awaited as {type.Name} too.", nameof(type));
        }

        var index = _unread.FindIndex(raised => string.Equals(raised.Name, name, StringComparison.OrdinalIgnoreCase));
        if (index >= 0)
        {
            var payload = _unread[index].Payload;
            _unread.RemoveAt(index);
            return Task.FromResult(payload);
        }

        return Add(name, new Waiter(type, new TaskCompletionSource<string?>()), cancellation);
    }

    public void Deliver(EventRaised raised)
    {
        if (!_waiters.TryGetValue(raised.Name, out var open))
        {
            Keep(raised);
            return;
        }

        var newest = open.Last!;
        Remove(raised.Name, newest);
        newest.Value.Source.TrySetResult(raised.Payload);
    }

    public void Keep(EventRaised raised) => _unread.Add(raised);

    private Task<string?> Add(string name, Waiter waiter, CancellationToken cancellation)
    {
        if (!_waiters.TryGetValue(name, out var open)) _waiters.Add(name, open = new LinkedList<Waiter>());
        var node = open.AddLast(waiter);
        if (cancellation.CanBeCanceled)
        {
            cancellation.Register(() =>
            {
                if (node.List is null || !thread.IsCurrentOrReport()) return;
                Remove(name, node);
                waiter.Source.TrySetCanceled(cancellation);
            });
        }

        return waiter.Source.Task;
    }

    private void Remove(string name, LinkedListNode<Waiter> node)
    {
        var open = node.List!;
        open.Remove(node);
        if (open.Count == 0) _waiters.Remove(name);
    }

    private sealed record Waiter(Type Type, TaskCompletionSource<string?> Source);
}
