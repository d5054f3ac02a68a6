using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using TradingBot.Core.Strategies;
using TradingBot.Functions.Http;

namespace TradingBot.Functions.Api.Strategies;

/// <summary>What a trade has to reach before its stop moves: exactly one of the fields is there.</summary>
public sealed record ReachedView
{
    /// <summary>From the entry, of the entry price, above 0.</summary>
    [Unit(Unit.Percent), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public decimal? Percent { get; init; }

    /// <summary>Multiples of the distance between entry and stop, above 0.</summary>
    [Unit(Unit.R), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public decimal? R { get; init; }

    /// <summary>The target of this number, the nearest is 1.</summary>
    [Range(1, 10), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Target { get; init; }

    public static ReachedView Of(ReachedRule rule) => new() { Percent = rule.Percent, R = rule.R, Target = rule.Target };
}
