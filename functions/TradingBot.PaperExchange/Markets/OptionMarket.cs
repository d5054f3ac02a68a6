using TradingBot.PaperExchange.Instruments;
using TradingBot.PaperExchange.Prices;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.State;

namespace TradingBot.PaperExchange.Markets;

/// <summary>
/// An option's price in the shape that matching and margin know. It is made from the quote whenever asked and never stored.
/// </summary>
internal static class OptionMarket
{
    /// <summary>The last 24 hours of the coin.</summary>
    public static Candle Day(ExchangeState state, string coin)
    {
        var spot = state.Market(Category.Spot, coin + OptionSymbol.SettleCoin);
        return state.Charts[spot.Key].Last(TimeSpan.FromHours(24), spot.Minute);
    }

    public static MarketState Of(ExchangeState state, string symbol)
    {
        var option = OptionSymbol.Parse(symbol) ?? throw new InvalidOperationException($"{symbol} is no option.");
        var quote = OptionPricer.Quote(state, option);
        return new MarketState
        {
            Category = Category.Option,
            Symbol = symbol,
            Last = quote.Mark,
            UpdatedAt = state.Now,
            AnchorAt = state.Now,
            AnchorPrice = quote.Mark,
            Minute = Candle.At(Timeframe.Floor(state.Now, TimeSpan.FromMinutes(1)), quote.Mark),
            Quote = quote,
        };
    }
}
