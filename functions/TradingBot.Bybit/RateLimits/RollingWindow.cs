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

    public int Limit { get; private set; } = limit;

    /// <summary>The earliest moment at which one more start would be allowed.</summary>
    public long NextStart(long now)
    {
        var start = Math.Max(Math.Max(now, _heldUntil), _lastStart);
        return _booked.Count < Limit ? start : Math.Max(start, _booked.ElementAt(_booked.Count - Limit) + _span);
    }

    public void Book(long start)
    {
        while (_booked.TryPeek(out var oldest) && oldest + _span <= start)
            _booked.Dequeue();
        _booked.Enqueue(start);
        _lastStart = Math.Max(_lastStart, start);
    }

    /// <summary>Bybit's own figure replaces the documented one (VIP levels differ).</summary>
    public void Resize(int newLimit) => Limit = Math.Clamp(newLimit, 1, 1000);

    public void HoldUntil(long moment) => _heldUntil = Math.Max(_heldUntil, moment);
}
