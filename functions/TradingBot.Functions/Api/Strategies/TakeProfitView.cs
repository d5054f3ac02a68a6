using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using TradingBot.Core.Markets;
using TradingBot.Core.Strategies;
using TradingBot.Functions.Http;

namespace TradingBot.Functions.Api.Strategies;

/// <summary>
/// A target of a strategy: its distance, told by exactly one of percent, r and atr, and the share of the position it closes.
/// </summary>
public sealed record TakeProfitView
{
    /// <summary>Of the entry price.</summary>
    [Unit(Unit.Percent), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public decimal? Percent { get; init; }

    /// <summary>Multiples of the distance between entry and stop.</summary>
    [Unit(Unit.R), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public decimal? R { get; init; }

    /// <summary>In multiples of the average true range when the entry is decided, above 0 and up to 1000.</summary>
    [Unit(Unit.Times), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public decimal? Atr { get; init; }

    /// <summary>Bars of that average; left out: 14.</summary>
    [Range(1, 200), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? AtrLength { get; init; }

    /// <summary>Length of a bar; left out: hour1.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CandleInterval? AtrInterval { get; init; }

    /// <summary>Share of the position, above 0 to 100.</summary>
    [Unit(Unit.Percent)]
    public required decimal Close { get; init; }

    public static TakeProfitView Of(TakeProfitRule rule) => new()
    {
        Percent = rule.Distance.Percent,
        R = rule.Distance.R,
        Atr = rule.Distance.Atr?.Multiple,
        AtrLength = rule.Distance.Atr?.Bars.Length,
        AtrInterval = rule.Distance.Atr?.Bars.Interval,
        Close = rule.ClosePercent,
    };
}
