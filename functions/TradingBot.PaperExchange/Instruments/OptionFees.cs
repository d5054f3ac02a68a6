namespace TradingBot.PaperExchange.Instruments;

/// <summary>Rates of options: a trade pays a share of the index, but no more than the cap's share of the premium.</summary>
internal static class OptionFees
{
    /// <summary>Fraction of the index, for one coin.</summary>
    public const decimal TakerRate = 0.0003m;

    /// <summary>Fraction of the index, for one coin.</summary>
    public const decimal MakerRate = 0.0002m;

    /// <summary>Largest fee as a fraction of the premium (of the worth, at delivery).</summary>
    public const decimal Cap = 0.07m;

    /// <summary>Fraction of the delivery price, for one coin.</summary>
    public const decimal DeliveryRate = 0.00015m;

    /// <summary>Fee in USDT of a quantity traded at a price.</summary>
    public static decimal Trade(decimal qty, decimal price, decimal rate, decimal index) => Math.Min(rate * index, Cap * price) * qty;

    /// <summary>Fee in USDT of a quantity delivered; what expires worthless costs nothing.</summary>
    public static decimal Delivery(decimal qty, decimal worth, decimal deliveryPrice) =>
        Math.Min(DeliveryRate * deliveryPrice, Cap * worth) * qty;
}
