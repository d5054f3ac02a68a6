namespace TradingBot.Core.Markets;

/// <summary>An option as it stands on the exchange's board. Bid, ask and delta are null where the exchange shows none.</summary>
public sealed record OptionQuote
{
    public required Symbol Symbol { get; init; }

    public required OptionContract Contract { get; init; }

    /// <summary>Premium for one coin of the underlying, in the settle coin.</summary>
    public decimal? BidPrice { get; init; }

    /// <inheritdoc cref="BidPrice"/>
    public decimal? AskPrice { get; init; }

    /// <summary>Price of the underlying at expiry, as the market expects it; where that is not told, its price now. Settle coin.</summary>
    public required decimal UnderlyingPrice { get; init; }

    /// <summary>0 to 1 for a call, -1 to 0 for a put.</summary>
    public decimal? Delta { get; init; }

    /// <summary>Coins of the underlying.</summary>
    public required decimal OpenInterest { get; init; }

    /// <summary>The gap between bid and ask in percent of their middle; null where one of them is missing.</summary>
    public decimal? SpreadPercent => BidPrice is > 0 and { } bid && AskPrice is > 0 and { } ask ? (ask - bid) * 200 / (ask + bid) : null;
}
