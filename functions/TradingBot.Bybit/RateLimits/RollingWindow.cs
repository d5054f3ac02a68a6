namespace TradingBot.Bybit.RateLimits;

/// <summary>
/// At most so many starts in any window of time, as Bybit counts. A start is booked ahead, so waiters keep their order.
/// Times are the injected clock's timestamps. Not thread-safe: the gate holds the lock.
/// </summary>
internal sealed class RollingWindow(int limit, TimeSpan span, TimeProvider time)
{
    private readonly Queue<long> _booked = new();
    private readonly long _span = (long)(span.TotalSeconds * time.TimestampFrequency);
    private long _lastStart = long.MinValue;

    /// <summary>The earliest moment at which one more start would be allowed.</summary>
    public long NextStart(long now)
    {
        var start = Math.Max(now, _lastStart);
        var mustHavePassed = _booked.Count + 1 - limit;
        return mustHavePassed <= 0 ? start : Math.Max(start, _booked.ElementAt(mustHavePassed - 1) + _span);
    }

    public void Book(long start)
    {
        while (_booked.TryPeek(out var oldest) && oldest + _span <= start)
            _booked.Dequeue();
        _booked.Enqueue(start);
        _lastStart = Math.Max(_lastStart, start);
    }
}
