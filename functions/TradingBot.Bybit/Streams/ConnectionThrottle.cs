using TradingBot.Bybit.RateLimits;

namespace TradingBot.Bybit.Streams;

/// <summary>
/// Spaces new connections of the whole process: jittered, growing pauses after failures, which each stream serves for itself, and never
/// more than a share of Bybit's cap.
/// </summary>
internal sealed class ConnectionThrottle(StreamTiming timing, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly RollingWindow _window = new(timing.ConnectionsPerFiveMinutes, TimeSpan.FromMinutes(5), time);

    public async Task WaitAsync(int failures, CancellationToken token)
    {
        // The pause first, and then a place: one that was booked ahead would stand before every stream that may connect now.
        await PassAsync(Delay(failures), token);
        await PassAsync(Book(), token);
    }

    /// <summary>Half of each pause is chance, so that many clients cut at once do not come back at once.</summary>
    public TimeSpan Delay(int failures)
    {
        if (failures == 0)
            return TimeSpan.Zero;
        var full = Math.Min(
            timing.LongestDelay.TotalMilliseconds, timing.FirstDelay.TotalMilliseconds * Math.Pow(2, Math.Min(failures - 1, 16)));
        return TimeSpan.FromMilliseconds(full * (0.5 + (0.5 * Random.Shared.NextDouble())));
    }

    private Task PassAsync(TimeSpan wait, CancellationToken token) =>
        wait > TimeSpan.Zero ? Task.Delay(wait, time, token) : Task.CompletedTask;

    private TimeSpan Book()
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            var start = _window.NextStart(now);
            _window.Book(start);
            return time.GetElapsedTime(now, start);
        }
    }
}
