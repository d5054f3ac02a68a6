namespace TradingBot.Core.Markets;

/// <summary>What may be traded and in which steps, as the exchange lists it.</summary>
public sealed record Instrument
{
    public required Category Category { get; init; }

    public required Symbol Symbol { get; init; }

    public required string BaseCoin { get; init; }

    public required string QuoteCoin { get; init; }

    /// <summary>The coin in which margin and profit are counted.</summary>
    public required string SettleCoin { get; init; }

    /// <summary>False while listed but not open for trading (pre-launch, settling, delisted).</summary>
    public required bool IsTradable { get; init; }

    /// <summary>Smallest price step, greater than zero.</summary>
    public required decimal TickSize { get; init; }

    /// <summary>Smallest quantity step, greater than zero. Spot: the base precision.</summary>
    public required decimal QuantityStep { get; init; }

    public required decimal MinQuantity { get; init; }

    public required decimal MaxMarketQuantity { get; init; }

    public required decimal MaxLimitQuantity { get; init; }

    /// <summary>Smallest order value in quote coin; zero when the exchange names none.</summary>
    public required decimal MinNotional { get; init; }

    /// <summary>Null where the category knows no leverage.</summary>
    public decimal? MaxLeverage { get; init; }

    public decimal? LeverageStep { get; init; }

    /// <summary>True when the exchange takes no order of so little, by quantity or by value.</summary>
    /// <param name="quantity">Base coin; inverse: USD contracts.</param>
    /// <param name="price">About what a unit is worth, in quote coin; contracts of inverse are dollars already.</param>
    public bool IsTooSmall(decimal quantity, decimal price) =>
        quantity < MinQuantity || (Category == Category.Inverse ? quantity : quantity * price) < MinNotional;
}
