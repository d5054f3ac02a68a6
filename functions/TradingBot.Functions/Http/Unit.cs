namespace TradingBot.Functions.Http;

/// <summary>What a decimal of the API counts.</summary>
public enum Unit
{
    /// <summary>Base coin; USD contracts for inverse.</summary>
    Quantity,

    /// <summary>Quote coin for one base coin.</summary>
    Price,

    /// <summary>Quote coin; USD for inverse.</summary>
    QuoteCoin,

    /// <summary>The coin in which profit is booked: quote coin, base coin for inverse.</summary>
    SettleCoin,

    /// <summary>The coin that the same object names.</summary>
    NamedCoin,

    Usd,

    Percent,

    /// <summary>A plain multiple: leverage, times equity.</summary>
    Times,

    Days,

    Hours,

    /// <summary>Multiples of the risk taken.</summary>
    R,

    /// <summary>Its unit follows from the sizing mode beside it.</summary>
    BySizingMode,
}
