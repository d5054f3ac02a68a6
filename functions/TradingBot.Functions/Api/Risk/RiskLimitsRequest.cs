using System.ComponentModel.DataAnnotations;
using TradingBot.Functions.Http;

namespace TradingBot.Functions.Api.Risk;

/// <summary>The portfolio limits as they are sent: null or left out means no limit, unknown names are faults.</summary>
public sealed record RiskLimitsRequest
{
    [Range(0, 10_000)]
    public int? MaxOpenTrades { get; init; }

    /// <summary>Sum of open notionals.</summary>
    [Unit(Unit.Usd)]
    public decimal? MaxGrossNotional { get; init; }

    /// <summary>Sum of open notionals to equity, 0 to 1000.</summary>
    [Unit(Unit.Times)]
    public decimal? MaxNotionalToEquity { get; init; }

    /// <summary>Sum of open risk, what is lost if every stop is hit, of equity, 0 to 100.</summary>
    [Unit(Unit.Percent)]
    public decimal? MaxHeatPercent { get; init; }

    /// <summary>Of any one entry, 1 to 1000.</summary>
    [Unit(Unit.Times)]
    public decimal? MaxLeverage { get; init; }

    [Range(0, 10_000)]
    public int? MaxEntriesPerMinute { get; init; }

    /// <summary>Not supported yet: null.</summary>
    public object? DailyLossPercent { get; init; }

    /// <summary>Not supported yet: null.</summary>
    public object? WeeklyLossPercent { get; init; }

    /// <summary>Not supported yet: null.</summary>
    public object? Drawdown { get; init; }

    /// <summary>Not supported yet: null.</summary>
    public object? PerSymbol { get; init; }

    /// <summary>Not supported yet: null.</summary>
    public object? PerStrategy { get; init; }
}
