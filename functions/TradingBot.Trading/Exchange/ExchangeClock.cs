namespace TradingBot.Trading.Exchange;

internal static class ExchangeClock
{
    /// <summary>
    /// How far the exchange's clock may be from ours: what happened at the exchange is asked for from so much before our own time of it.
    /// What belongs to another trade is told apart by its id, not by its time.
    /// </summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);
}
