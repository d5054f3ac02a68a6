namespace TradingBot.Bybit.RateLimits;

/// <summary>A request that waits for its slot.</summary>
/// <param name="number">Its place among all that wait, of any route.</param>
/// <param name="units">What it takes of its route.</param>
internal sealed class RateWaiter(long number, int units)
    : TaskCompletionSource<RateSlot>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public long Number { get; } = number;

    public int Units { get; } = units;

    /// <summary>The wish to give up.</summary>
    public CancellationTokenRegistration Registration { get; set; }
}
