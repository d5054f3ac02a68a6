namespace TradingBot.Bybit.RateLimits;

/// <summary>
/// At most so many requests in any window of the exchange, which counts them as they arrive. When one arrives we do not know: at any moment
/// between its start and its answer. So it counts from its start until a window after its answer: what arrives within one window counts
/// together when the last of it starts. Times are the injected clock's timestamps. Not thread-safe: the limiter holds the lock.
/// </summary>
/// <param name="limit">Requests in one window, 1 to 1000.</param>
/// <param name="span">The exchange's window and a margin.</param>
/// <param name="time">The clock of the timestamps.</param>
internal sealed class ArrivalWindow(int limit, TimeSpan span, TimeProvider time)
{
    private readonly Queue<(long FreeAt, int Units)> _answered = new();
    private readonly long _span = (long)(span.TotalSeconds * time.TimestampFrequency);
    private int _counted;
    private long _heldUntil = long.MinValue;

    /// <summary>Requests in one window.</summary>
    public int Limit { get; private set; } = limit;

    /// <summary>Whether so many more may start now together; more than the limit count as the limit, and go alone.</summary>
    public bool HasRoom(long now, int units)
    {
        Forget(now);
        return now >= _heldUntil && _counted + Math.Min(units, Limit) <= Limit;
    }

    public void Start(int units) => _counted += units;

    /// <summary>The answer to these has come, or nobody waits for it any more.</summary>
    public void End(long now, int units) => _answered.Enqueue((now + _span, units));

    /// <summary>When there may next be more room than now; null when only an answer can make it.</summary>
    public long? NextChange(long now)
    {
        Forget(now);
        return _heldUntil > now ? _heldUntil : _answered.TryPeek(out var oldest) ? oldest.FreeAt : null;
    }

    /// <summary>Bybit's own figure replaces the documented one (VIP levels differ).</summary>
    public void Resize(int newLimit) => Limit = Math.Clamp(newLimit, 1, 1000);

    public void HoldUntil(long moment) => _heldUntil = Math.Max(_heldUntil, moment);

    private void Forget(long now)
    {
        while (_answered.TryPeek(out var oldest) && oldest.FreeAt <= now)
            _counted -= _answered.Dequeue().Units;
    }
}
