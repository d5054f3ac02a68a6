namespace TradingBot.Core.Risk;

/// <summary>Portfolio limits; null means no limit. Percentages are of equity.</summary>
public sealed record RiskLimits
{
    public int? MaxOpenTrades { get; init; }

    /// <summary>Sum of open notionals, in USD.</summary>
    public decimal? MaxGrossNotional { get; init; }

    /// <summary>Sum of open notionals as a multiple of equity.</summary>
    public decimal? MaxNotionalToEquity { get; init; }

    /// <summary>Sum of open risk (loss if every stop is hit) in percent of equity.</summary>
    public decimal? MaxHeatPercent { get; init; }

    public decimal? MaxLeverage { get; init; }

    public int? MaxEntriesPerMinute { get; init; }
}
