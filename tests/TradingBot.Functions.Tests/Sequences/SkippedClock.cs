namespace TradingBot.Functions.Tests.Sequences;

/// <summary>
/// A clock that stands still but for its waits: whoever waits for less than a minute moves it by that much and goes on at once. What is
/// due later is a deadline of somebody who does not wait, and never comes.
/// </summary>
internal sealed class SkippedClock : TimeProvider
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);
    private long _ticks = System.GetUtcNow().UtcTicks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    public override long GetTimestamp() => Interlocked.Read(ref _ticks);

    public void Advance(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (period != Timeout.InfiniteTimeSpan)
            return System.CreateTimer(callback, state, dueTime, period);
        if (dueTime < TimeSpan.Zero || dueTime >= LongestWait)
            return System.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, period);
        Advance(dueTime);
        return System.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
