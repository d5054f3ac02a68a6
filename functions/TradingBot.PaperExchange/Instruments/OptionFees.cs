namespace TradingBot.PaperExchange.Instruments;

/// <summary>Rates of options: a trade pays a share of the index, but no more than the cap's share of the premium.</summary>
internal static class OptionFees
{
    public const decimal TakerRate = 0.0003m;
    public const decimal MakerRate = 0.0002m;
    public const decimal Cap = 0.07m;
    public const decimal DeliveryRate = 0.00015m;

    /// <summary>Fee in USDT of a quantity traded at a price.</summary>
    public static decimal Trade(decimal qty, decimal price, decimal rate, decimal index) => Math.Min(rate * index, Cap * price) * qty;

    /// <summary>Fee in USDT of a quantity delivered; what expires worthless costs nothing.</summary>
    public static decimal Delivery(decimal qty, decimal worth, decimal deliveryPrice) =>
        Math.Min(DeliveryRate * deliveryPrice, Cap * worth) * qty;
}
