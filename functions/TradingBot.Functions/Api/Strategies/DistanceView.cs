using System.Text.Json.Serialization;
using TradingBot.Core.Strategies;
using TradingBot.Functions.Http;

namespace TradingBot.Functions.Api.Strategies;

/// <summary>How far a stop lies from the entry: exactly one of the fields is there.</summary>
public sealed record DistanceView
{
    /// <summary>Of the entry price.</summary>
    [Unit(Unit.Percent), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public decimal? Percent { get; init; }

    /// <summary>An absolute price; alerts only.</summary>
    [Unit(Unit.Price), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public decimal? Price { get; init; }

    public static DistanceView Of(PriceDistance distance) => new() { Percent = distance.Percent, Price = distance.Price };
}
