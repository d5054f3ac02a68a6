using TradingBot.Core.Risk;
using TradingBot.Functions.Http;

namespace TradingBot.Functions.Api.Risk;

/// <summary>The portfolio limits; null means no limit.</summary>
public sealed record RiskLimitsView
{
    public int? MaxOpenTrades { get; init; }

    /// <summary>Sum of open notionals.</summary>
    [Unit(Unit.Usd)]
    public decimal? MaxGrossNotional { get; init; }

    /// <summary>Sum of open notionals to equity.</summary>
    [Unit(Unit.Times)]
    public decimal? MaxNotionalToEquity { get; init; }

    /// <summary>Sum of open risk, what is lost if every stop is hit, of equity.</summary>
    [Unit(Unit.Percent)]
    public decimal? MaxHeatPercent { get; init; }

    /// <summary>Of any one entry.</summary>
    [Unit(Unit.Times)]
    public decimal? MaxLeverage { get; init; }

    public int? MaxEntriesPerMinute { get; init; }

    /// <summary>Not supported yet.</summary>
    public object? DailyLossPercent { get; init; }

    /// <summary>Not supported yet.</summary>
    public object? WeeklyLossPercent { get; init; }

    /// <summary>Not supported yet.</summary>
    public object? Drawdown { get; init; }

    /// <summary>Not supported yet.</summary>
    public object? PerSymbol { get; init; }

    /// <summary>Not supported yet.</summary>
    public object? PerStrategy { get; init; }

    public static RiskLimitsView Of(RiskLimits limits) => new()
    {
        MaxOpenTrades = limits.MaxOpenTrades,
        MaxGrossNotional = limits.MaxGrossNotional,
        MaxNotionalToEquity = limits.MaxNotionalToEquity,
        MaxHeatPercent = limits.MaxHeatPercent,
        MaxLeverage = limits.MaxLeverage,
        MaxEntriesPerMinute = limits.MaxEntriesPerMinute,
    };
}
