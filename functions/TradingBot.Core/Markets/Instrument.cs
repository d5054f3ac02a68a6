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
}
