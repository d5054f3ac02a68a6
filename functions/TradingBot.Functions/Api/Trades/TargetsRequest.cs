using System.ComponentModel.DataAnnotations;
using TradingBot.Functions.Http;

namespace TradingBot.Functions.Api.Trades;

/// <summary>Puts other targets in the place of those that were not reached.</summary>
public sealed record TargetsRequest
{
    /// <summary>At most ten with those that were reached; an empty list removes all that were not.</summary>
    [MaxLength(10)]
    public required IReadOnlyList<TargetRequest> TakeProfits { get; init; }

    /// <summary>
    /// The trade's open quantity as the shares were chosen; where another is open by now, nothing is done. Not compared when it is left
    /// out.
    /// </summary>
    [Unit(Unit.Quantity)]
    public decimal? OpenQuantity { get; init; }

    /// <summary>True: only tell what it would mean.</summary>
    public bool? Preview { get; init; }

    /// <summary>Why, one line; kept in the audit trail.</summary>
    [MaxLength(500)]
    public string? Reason { get; init; }
}

/// <summary>A target that a person wants: where, told by exactly one of price, percent and r, and how much it closes.</summary>
public sealed record TargetRequest
{
    /// <summary>Rounded to the price step, toward the entry.</summary>
    [Unit(Unit.Price)]
    public decimal? Price { get; init; }

    /// <summary>From the average price of the entry, above 0.</summary>
    [Unit(Unit.Percent)]
    public decimal? Percent { get; init; }

    /// <summary>Multiples of the distance between entry and planned stop, above 0.</summary>
    [Unit(Unit.R)]
    public decimal? R { get; init; }

    /// <summary>Share of what is open now, above 0, together at most 100; one target alone closes all when it is left out.</summary>
    [Unit(Unit.Percent), Range(0, 100)]
    public decimal? Close { get; init; }
}
