namespace TradingBot.Bybit.Wire;

internal sealed record WireStreamTicker
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

    /// <summary>Options have another name for it.</summary>
    public decimal? BidPrice { get; init; }

    /// <summary>Options have another name for it.</summary>
    public decimal? AskPrice { get; init; }
}
