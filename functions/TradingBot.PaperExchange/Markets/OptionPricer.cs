using TradingBot.PaperExchange.Instruments;
using TradingBot.PaperExchange.Options;
using TradingBot.PaperExchange.State;

namespace TradingBot.PaperExchange.Markets;

/// <summary>Prices an option from the index, the clock and the seed alone, so that equal runs give equal quotes.</summary>
internal static class OptionPricer
{
    private const double Carry = 0.03;
    private const decimal HalfSpread = 0.01m;

    public static OptionQuote Quote(ExchangeState state, OptionSymbol symbol)
    {
        var terms = OptionTerms.Find(symbol.Coin) ?? throw new InvalidOperationException($"{symbol.Coin} has no options.");
        var index = OptionChain.Index(state, symbol.Coin);
        var years = Math.Max(0, (symbol.ExpiresAt - state.Now).TotalDays / 365);
        var underlying = Math.Round(index * (decimal)Math.Exp(Carry * years), 2);
        var iv = VolatilitySmile.At(state.Seed, terms, symbol, (double)underlying, years);
        var (forward, strike) = ((double)underlying, (double)symbol.Strike);
        // From here on the model's opinion is a decimal: the mark as tickers show it, quotes on whole ticks.
        var mark = Math.Round((decimal)Black76.Price(symbol.Kind, forward, strike, years, iv), 8);
        var half = Math.Max(mark * HalfSpread, terms.TickSize / 2);
        return new OptionQuote
        {
            Symbol = symbol,
            Index = index,
            Underlying = underlying,
            Mark = mark,
            MarkIv = (decimal)iv,
            Bid = Math.Max(0, Math.Floor((mark - half) / terms.TickSize) * terms.TickSize),
            Ask = Math.Max(1, Math.Ceiling((mark + half) / terms.TickSize)) * terms.TickSize,
            Years = years,
            Greeks = Black76.Sensitivities(symbol.Kind, forward, strike, years, iv),
        };
    }
}
