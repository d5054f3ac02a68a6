using System.Collections.Concurrent;

namespace TradingBot.Bybit.Tests.Stub;

/// <summary>Pauses of a length between two bounds pass at once and are remembered; all other time is the machine's own.</summary>
internal sealed class PassingPauses(TimeSpan shortest, TimeSpan longest) : TimeProvider
{
    private readonly ConcurrentQueue<TimeSpan> _passed = new();

    /// <summary>In their order.</summary>
    public IReadOnlyList<TimeSpan> Passed => [.. _passed];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime < shortest || dueTime > longest)
            return System.CreateTimer(callback, state, dueTime, period);
        _passed.Enqueue(dueTime);
        return System.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
