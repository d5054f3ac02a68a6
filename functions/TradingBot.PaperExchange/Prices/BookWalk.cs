using TradingBot.PaperExchange.Protocol;

namespace TradingBot.PaperExchange.Prices;

/// <summary>The other side of the synthetic book as a taker eats it, best level first, down to the last level shown.</summary>
internal static class BookWalk
{
    private const int Levels = 50;

    public static IEnumerable<(decimal Price, decimal Qty)> For(Side taker, MarketState market)
    {
        var tick = market.Instrument.TickSize;
        for (var level = 0; level < Levels; level++)
        {
            var price = taker == Side.Buy ? market.Ask + level * tick : market.Bid - level * tick;
            if (price < tick)
                yield break;
            yield return (price, SyntheticBook.Size(market, taker == Side.Buy ? Side.Sell : Side.Buy, price));
        }
    }

    /// <summary>True when the book holds that much no worse than the limit.</summary>
    public static bool Holds(Side taker, MarketState market, decimal qty, decimal limit) =>
        For(taker, market).TakeWhile(level => IsWithin(taker, level.Price, limit)).Sum(level => level.Qty) >= qty;

    public static bool IsWithin(Side taker, decimal price, decimal? limit) =>
        limit is not { } worst || (taker == Side.Buy ? price <= worst : price >= worst);
}
