namespace TradingBot.Bybit.Wire;

internal sealed record WirePriceLimit
{
    /// <summary>Highest price of a buy, quote coin for one base coin (inverse: USD).</summary>
    public decimal? BuyLmt { get; init; }

    /// <summary>Lowest price of a sell, quote coin for one base coin (inverse: USD).</summary>
    public decimal? SellLmt { get; init; }

    public long? Ts { get; init; }
}
