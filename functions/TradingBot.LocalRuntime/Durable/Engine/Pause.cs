namespace TradingBot.LocalRuntime.Durable.Engine;

/// <summary>
/// Pauses of the machinery itself (polling, leases, back-off) run on real time, for they are between machines; business time is the
/// injected <see cref="TimeProvider"/>, which tests may move.
/// </summary>
internal static class Pause
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    public static Task ForAsync(TimeSpan span, CancellationToken token) => Task.Delay(span, TimeProvider.System, token);

    public static Task AfterFailureAsync(int failures, CancellationToken token) =>
        ForAsync(TimeSpan.FromTicks(Math.Min(Longest.Ticks, Shortest.Ticks << Math.Min(failures, 10))), token);
}
