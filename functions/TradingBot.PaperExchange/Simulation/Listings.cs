using TradingBot.PaperExchange.Instruments;
using TradingBot.PaperExchange.PriceSources;
using TradingBot.PaperExchange.Prices;
using TradingBot.PaperExchange.State;

namespace TradingBot.PaperExchange.Simulation;

/// <summary>Brings the markets of a store up to the catalog, so that a store of an older version knows new symbols.</summary>
internal static class Listings
{
    /// <summary>Gives a price to every symbol that the store does not know yet: where its coin stands, else its own start.</summary>
    public static void Complete(ExchangeState state, IPriceSource prices)
    {
        var minute = Timeframe.Floor(state.Now, TimeSpan.FromMinutes(1));
        foreach (var instrument in InstrumentCatalog.All.Where(
            row => state.Markets.Find(Instrument.KeyOf(row.Category, row.Symbol)) is null))
        {
            var coin = state.Markets.All.FirstOrDefault(market => market.Instrument.BaseCoin == instrument.BaseCoin);
            var price = prices.StartPrice(instrument) ?? (coin is null ? instrument.StartPrice : instrument.RoundToTick(coin.Last));
            state.Markets.Put(new MarketState
            {
                Category = instrument.Category,
                Symbol = instrument.Symbol,
                Last = price,
                UpdatedAt = state.Now,
                AnchorAt = minute,
                AnchorPrice = price,
                Minute = Candle.At(minute, price),
                Seq = state.NextSequence(),
            });
        }
    }
}
