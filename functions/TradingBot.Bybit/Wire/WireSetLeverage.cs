namespace TradingBot.Bybit.Wire;

internal sealed record WireSetLeverage
{
    public required string Category { get; init; }

    public required string Symbol { get; init; }

    public required string BuyLeverage { get; init; }

    public required string SellLeverage { get; init; }
}
