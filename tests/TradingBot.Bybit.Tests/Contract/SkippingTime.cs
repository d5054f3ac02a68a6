namespace TradingBot.Bybit.Tests.Contract;

/// <summary>
/// The machine's clock, set forward when a test says so: a ban passes at once, and stamps go wrong until they are measured again.
/// </summary>
internal sealed class SkippingTime : TimeProvider
{
    private long _ahead;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _ahead));

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, dueTime, period);

    public void Skip(TimeSpan span) => Interlocked.Add(ref _ahead, span.Ticks);
}
