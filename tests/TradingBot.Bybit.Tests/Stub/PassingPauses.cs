using System.Collections.Concurrent;

namespace TradingBot.Bybit.Tests.Stub;

/// <summary>Pauses of a length between two bounds pass at once and are remembered; all other time is the machine's own.</summary>
/// <param name="shortest">That passes at once.</param>
/// <param name="longest">That passes at once.</param>
/// <param name="isMeasured">Whether who measures time by its stamps finds that the pauses took as long as they say.</param>
internal sealed class PassingPauses(TimeSpan shortest, TimeSpan longest, bool isMeasured = false) : TimeProvider
{
    private readonly ConcurrentQueue<TimeSpan> _passed = new();

    /// <summary>In their order.</summary>
    public IReadOnlyList<TimeSpan> Passed => [.. _passed];

    public override long GetTimestamp() => System.GetTimestamp()
        + (isMeasured ? (long)(_passed.Sum(static pause => pause.TotalSeconds) * TimestampFrequency) : 0);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime < shortest || dueTime > longest)
            return System.CreateTimer(callback, state, dueTime, period);
        _passed.Enqueue(dueTime);
        return System.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
