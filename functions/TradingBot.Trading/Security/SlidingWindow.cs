using System.Collections.Concurrent;

namespace TradingBot.Trading.Security;

/// <summary>
/// At most so many turns per key within any stretch of the window's length. A turn may be given back when it should not count.
/// </summary>
public sealed class SlidingWindow(int limit, TimeSpan length, TimeProvider time)
{
    private const int ManyKeys = 10_000;

    private readonly ConcurrentDictionary<string, Queue<DateTimeOffset>> _turns = new();

    /// <summary>Takes a turn; when there is none left, tells how long to wait for the next.</summary>
    public bool TryTake(string key, out TimeSpan retryAfter)
    {
        var now = time.GetUtcNow();
        if (_turns.Count > ManyKeys)
            ForgetOld(now);
        var turns = _turns.GetOrAdd(key, static _ => new Queue<DateTimeOffset>());
        lock (turns)
        {
            DropOld(turns, now);
            if (turns.Count >= limit)
            {
                retryAfter = turns.Peek() + length - now;
                return false;
            }

            turns.Enqueue(now);
            retryAfter = TimeSpan.Zero;
            return true;
        }
    }

    /// <summary>Lets one turn of the key not count: its oldest.</summary>
    public void GiveBack(string key)
    {
        if (!_turns.TryGetValue(key, out var turns))
            return;
        lock (turns)
            turns.TryDequeue(out _);
    }

    private void ForgetOld(DateTimeOffset now)
    {
        foreach (var (key, turns) in _turns)
        {
            lock (turns)
            {
                DropOld(turns, now);
                if (turns.Count == 0)
                    _turns.TryRemove(key, out _);
            }
        }
    }

    private void DropOld(Queue<DateTimeOffset> turns, DateTimeOffset now)
    {
        while (turns.TryPeek(out var oldest) && oldest + length <= now)
            turns.Dequeue();
    }
}
