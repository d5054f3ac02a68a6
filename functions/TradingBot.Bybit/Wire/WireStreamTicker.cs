namespace TradingBot.Bybit.Wire;

internal sealed record WireStreamTicker
{
    public string? Symbol { get; init; }

    public decimal? LastPrice { get; init; }

    public decimal? MarkPrice { get; init; }

    public decimal? Bid1Price { get; init; }

    public decimal? Ask1Price { get; init; }

    /// <summary>Options have another name for it.</summary>
    public decimal? BidPrice { get; init; }

    /// <summary>Options have another name for it.</summary>
    public decimal? AskPrice { get; init; }
}
