using TradingBot.PaperExchange.Instruments;
using TradingBot.PaperExchange.Prices;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.State;

namespace TradingBot.PaperExchange.Markets;

/// <summary>The prices of a symbol now. A future or a pair has a stored market, an option is priced whenever it is asked for.</summary>
internal static class MarketPrices
{
    extension(ExchangeState state)
    {
        public MarketState Market(Category category, string symbol) => category == Category.Option
            ? OptionMarket.Of(state, symbol)
            : state.Markets.Find(Instrument.KeyOf(category, symbol))
                ?? throw new InvalidOperationException($"{category.Wire()} {symbol} has no price.");

        public decimal Last(Category category, string symbol) => state.Market(category, symbol).Last;

        /// <summary>The price that a trigger looks at. Mark follows last; the index of a perpetual is its spot price.</summary>
        public decimal PriceFor(TriggerBy? by, Category category, string symbol) =>
            by == TriggerBy.IndexPrice ? state.Index(category, symbol) : state.Last(category, symbol);

        public decimal Index(Category category, string symbol) =>
            state.Markets.Find(Instrument.KeyOf(Category.Spot, InstrumentCatalog.Get(category, symbol).BaseCoin + "USDT"))?.Last
                ?? state.Last(category, symbol);
    }
}
