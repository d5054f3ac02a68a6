namespace TradingBot.Bybit.Wire;

internal sealed record WirePriceLimit
{
    public decimal? BuyLmt { get; init; }

    public decimal? SellLmt { get; init; }

    public long? Ts { get; init; }
}
