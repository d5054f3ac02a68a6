using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using TradingBot.Core.Markets;
using TradingBot.Core.Strategies;
using TradingBot.Functions.Http;

namespace TradingBot.Functions.Api.Strategies;

/// <summary>How far a stop lies from the entry: exactly one of percent, price and atr.</summary>
public sealed record DistanceView
{
    /// <summary>Of the entry price.</summary>
    [Unit(Unit.Percent), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public decimal? Percent { get; init; }

    /// <summary>An absolute price; alerts only.</summary>
    [Unit(Unit.Price), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public decimal? Price { get; init; }

    /// <summary>In multiples of the average true range when the entry is decided, above 0 and up to 1000.</summary>
    [Unit(Unit.Times), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public decimal? Atr { get; init; }

    /// <summary>Bars of that average; left out: 14.</summary>
    [Range(1, 200), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? AtrLength { get; init; }

    /// <summary>Length of a bar; left out: hour1.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CandleInterval? AtrInterval { get; init; }

    public static DistanceView Of(PriceDistance distance) => new()
    {
        Percent = distance.Percent,
        Price = distance.Price,
        Atr = distance.Atr?.Multiple,
        AtrLength = distance.Atr?.Bars.Length,
        AtrInterval = distance.Atr?.Bars.Interval,
    };
}
