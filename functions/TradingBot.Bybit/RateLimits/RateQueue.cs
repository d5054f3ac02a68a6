namespace TradingBot.Bybit.RateLimits;

/// <summary>One route of one category: its window, the share of the address that its requests take from, and who waits for it.</summary>
internal sealed class RateQueue(ArrivalWindow window, ArrivalWindow address)
{
    public ArrivalWindow Window { get; } = window;

    public ArrivalWindow Address { get; } = address;

    public Queue<RateWaiter> Waiters { get; } = new();
}
