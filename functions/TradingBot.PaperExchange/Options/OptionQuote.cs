using TradingBot.PaperExchange.Instruments;

namespace TradingBot.PaperExchange.Options;

/// <summary>
/// An option's prices now, for one coin. The mark has eight places, bid and ask lie on ticks; a bid of zero means that nobody bids.
/// </summary>
internal sealed record OptionQuote
{
    public required OptionSymbol Symbol { get; init; }

    /// <summary>Price of the coin now, USDT.</summary>
    public required decimal Index { get; init; }

    /// <summary>Forward price of the coin at expiry.</summary>
    public required decimal Underlying { get; init; }

    /// <summary>Premium, USDT for one coin.</summary>
    public required decimal Mark { get; init; }

    /// <summary>Volatility behind the mark, a fraction a year.</summary>
    public required decimal MarkIv { get; init; }

    /// <summary>Premium, USDT for one coin.</summary>
    public required decimal Bid { get; init; }

    /// <summary>Premium, USDT for one coin.</summary>
    public required decimal Ask { get; init; }
    public required double Years { get; init; }
    public required Greeks Greeks { get; init; }

    public decimal IvOf(decimal price) => price <= 0
        ? 0
        : (decimal)Black76.ImpliedVolatility(Symbol.Kind, (double)Underlying, (double)Symbol.Strike, Years, (double)price);

    /// <summary>The price that a volatility stands for, unrounded.</summary>
    public decimal PriceOf(decimal iv) =>
        (decimal)Black76.Price(Symbol.Kind, (double)Underlying, (double)Symbol.Strike, Years, (double)iv);
}
