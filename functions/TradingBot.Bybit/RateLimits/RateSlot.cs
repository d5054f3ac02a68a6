namespace TradingBot.Bybit.RateLimits;

/// <summary>The right to send one request. It is given back when the answer has come, or nobody waits for it any more.</summary>
internal readonly struct RateSlot(RateLimiter limiter, ArrivalWindow route, ArrivalWindow address, int units) : IDisposable
{
    /// <summary>Once and no more. The slot of a request that is not paced has nothing to give back.</summary>
    public void Dispose() => limiter?.End(route, address, units);
}
