using TradingBot.Bybit.RateLimits;

namespace TradingBot.Bybit.Streams;

/// <summary>
/// Spaces new connections of the whole process: jittered, growing pauses after failures, and never more than a share of Bybit's cap.
/// </summary>
internal sealed class ConnectionThrottle(StreamTiming timing, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly RollingWindow _window = new(timing.ConnectionsPerFiveMinutes, TimeSpan.FromMinutes(5), time);

    public async Task WaitAsync(int failures, CancellationToken token)
    {
        var wait = Book(Delay(failures));
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, time, token);
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

    private TimeSpan Book(TimeSpan delay)
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            var start = _window.NextStart(now + (long)(delay.TotalSeconds * time.TimestampFrequency));
            _window.Book(start);
            return time.GetElapsedTime(now, start);
        }
    }
}
