using System.Text.Json.Serialization;
using TradingBot.Core.Strategies;
using TradingBot.Functions.Http;

namespace TradingBot.Functions.Api.Strategies;

/// <summary>A target of a strategy: its distance, told by exactly one of percent and r, and the share of the position it closes.</summary>
public sealed record TakeProfitView
{
    /// <summary>Of the entry price.</summary>
    [Unit(Unit.Percent), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public decimal? Percent { get; init; }

    /// <summary>Multiples of the distance between entry and stop.</summary>
    [Unit(Unit.R), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public decimal? R { get; init; }

    /// <summary>Share of the position, above 0 to 100.</summary>
    [Unit(Unit.Percent)]
    public required decimal Close { get; init; }

    public static TakeProfitView Of(TakeProfitRule rule) =>
        new() { Percent = rule.Distance.Percent, R = rule.Distance.R, Close = rule.ClosePercent };
}
