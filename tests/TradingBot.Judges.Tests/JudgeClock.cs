namespace TradingBot.Judges.Tests;

/// <summary>
/// The real pace from a set hour on, so that no funding and no expiry falls into a run whatever the time of day is.
/// It lies in the past: a stream's login, which carries the SDK's own time, is then never too late.
/// </summary>
public sealed class JudgeClock : TimeProvider
{
    private static readonly DateTimeOffset _start = new(2025, 1, 6, 10, 0, 0, TimeSpan.Zero);
    private readonly long _startedAt = System.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => _start + System.GetElapsedTime(_startedAt);
}
