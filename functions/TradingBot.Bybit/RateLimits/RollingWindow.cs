namespace TradingBot.Bybit.RateLimits;

/// <summary>
/// At most so many starts in any window of time, as Bybit counts. A start is booked ahead, so waiters keep their order.
/// Times are the injected clock's timestamps. Not thread-safe: the gate holds the lock.
/// </summary>
internal sealed class RollingWindow(int limit, TimeSpan span, TimeProvider time)
{
    private readonly Queue<long> _booked = new();
    private readonly long _span = (long)(span.TotalSeconds * time.TimestampFrequency);
    private long _heldUntil;
    private long _lastStart = long.MinValue;

    /// <summary>Starts a span, 1 to 1000.</summary>
    public int Limit { get; private set; } = limit;

    /// <summary>
    /// The earliest moment at which so many more starts would be allowed together; more than the limit count as the limit.
    /// </summary>
    public long NextStart(long now, int units = 1)
    {
        var start = Math.Max(Math.Max(now, _heldUntil), _lastStart);
        var mustHavePassed = _booked.Count + Math.Min(units, Limit) - Limit;
        return mustHavePassed <= 0 ? start : Math.Max(start, _booked.ElementAt(mustHavePassed - 1) + _span);
    }

    public void Book(long start, int units = 1)
    {
        while (_booked.TryPeek(out var oldest) && oldest + _span <= start)
            _booked.Dequeue();
        for (var unit = 0; unit < units; unit++)
            _booked.Enqueue(start);
        _lastStart = Math.Max(_lastStart, start);
    }

    /// <summary>Bybit's own figure replaces the documented one (VIP levels differ).</summary>
    public void Resize(int newLimit) => Limit = Math.Clamp(newLimit, 1, 1000);

    public void HoldUntil(long moment) => _heldUntil = Math.Max(_heldUntil, moment);
}
