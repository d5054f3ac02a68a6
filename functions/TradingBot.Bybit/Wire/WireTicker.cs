namespace TradingBot.Bybit.Wire;

internal sealed record WireTicker
{
    public string? Symbol { get; init; }

    /// <summary>Quote coin for one base coin (inverse: USD; options: premium in USDT).</summary>
    public decimal? LastPrice { get; init; }

    /// <summary>Quote coin for one base coin (inverse: USD; options: premium in USDT).</summary>
    public decimal? MarkPrice { get; init; }

    /// <summary>Quote coin for one base coin (inverse: USD; options: premium in USDT).</summary>
    public decimal? Bid1Price { get; init; }

    /// <summary>Quote coin for one base coin (inverse: USD; options: premium in USDT).</summary>
    public decimal? Ask1Price { get; init; }

    /// <summary>Of the underlying coin, in quote coin.</summary>
    public decimal? IndexPrice { get; init; }

    /// <summary>Options: the forward price of the underlying at expiry, in USDT.</summary>
    public decimal? UnderlyingPrice { get; init; }

    /// <summary>Options: 0 to 1 for a call, -1 to 0 for a put.</summary>
    public decimal? Delta { get; init; }

    /// <summary>Base coin (inverse: USD contracts).</summary>
    public decimal? OpenInterest { get; init; }
}
