using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using TradingBot.Core.Markets;
using TradingBot.Core.Strategies;
using TradingBot.Functions.Http;

namespace TradingBot.Functions.Api.Strategies;

/// <summary>
/// How the stop follows the best price since the entry, or the targets: exactly one of percent, distance, r, atr and targets.
/// </summary>
public sealed record TrailingView
{
    /// <summary>Behind the best price, of that price, above 0.</summary>
    [Unit(Unit.Percent), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public decimal? Percent { get; init; }

    /// <summary>Behind the best price, as a difference of prices, above 0.</summary>
    [Unit(Unit.Price), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public decimal? Distance { get; init; }

    /// <summary>Behind the best price, in multiples of the distance between entry and stop, above 0.</summary>
    [Unit(Unit.R), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public decimal? R { get; init; }

    /// <summary>Behind the best price, in multiples of the average true range when the entry is decided, above 0.</summary>
    [Unit(Unit.Times), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public decimal? Atr { get; init; }

    /// <summary>Bars of that average; left out: 14.</summary>
    [Range(1, 200), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? AtrLength { get; init; }

    /// <summary>Length of a bar; left out: hour1.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CandleInterval? AtrInterval { get; init; }

    /// <summary>True: after each target to the one before it, after the first to break-even.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Targets { get; init; }

    /// <summary>From when; null from the entry on.</summary>
    public ReachedView? Activation { get; init; }

    public static TrailingView Of(TrailingRule rule) => new()
    {
        Percent = rule.Percent,
        Distance = rule.Distance,
        R = rule.R,
        Atr = rule.Atr?.Multiple,
        AtrLength = rule.Atr?.Bars.Length,
        AtrInterval = rule.Atr?.Bars.Interval,
        Targets = rule.FollowsTargets ? true : null,
        Activation = rule.Activation is { } activation ? ReachedView.Of(activation) : null,
    };
}
