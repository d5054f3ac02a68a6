namespace TradingBot.Bybit.Wire;

internal sealed record WireTicker
{
    public string? Symbol { get; init; }

    public decimal? LastPrice { get; init; }

    public decimal? MarkPrice { get; init; }

    public decimal? Bid1Price { get; init; }

    public decimal? Ask1Price { get; init; }
}
