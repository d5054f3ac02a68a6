using System.ComponentModel.DataAnnotations;

namespace TradingBot.Functions.Api.Risk;

/// <summary>Halts trading.</summary>
public sealed record HaltRequest
{
    /// <summary>Why, one line.</summary>
    [MinLength(1), MaxLength(500)]
    public required string Reason { get; init; }

    /// <summary>Ask every open trade to close as well; left out means no.</summary>
    public bool? Flatten { get; init; }
}
