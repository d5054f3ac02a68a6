using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using TradingBot.Core.Markets;
using TradingBot.Core.Strategies;
using TradingBot.Functions.Http;

namespace TradingBot.Functions.Api.Strategies;

/// <summary>How much a strategy trades.</summary>
public sealed record SizingView
{
    public required SizingMode Mode { get; init; }

    /// <summary>Greater than zero.</summary>
    [Unit(Unit.BySizingMode)]
    public required decimal Value { get; init; }

    /// <summary>For atrRisk: bars of the average true range; left out: 14.</summary>
    [Range(1, 200), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? AtrLength { get; init; }

    /// <summary>For atrRisk: length of a bar; left out: hour1.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CandleInterval? AtrInterval { get; init; }

    /// <summary>For followContracts: the most that is followed, above 0; left out: no bound.</summary>
    [Unit(Unit.Quantity), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public decimal? MaxQuantity { get; init; }

    public static SizingView Of(Sizing sizing) => new()
    {
        Mode = sizing.Mode,
        Value = sizing.Value,
        AtrLength = sizing.Bars?.Length,
        AtrInterval = sizing.Bars?.Interval,
        MaxQuantity = sizing.MaxQuantity,
    };
}
