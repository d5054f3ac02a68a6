using System.ComponentModel.DataAnnotations;

namespace TradingBot.Functions.Api.Risk;

/// <summary>Lets trading go on.</summary>
public sealed record ResumeRequest
{
    /// <summary>Why, one line.</summary>
    [MinLength(1), MaxLength(500)]
    public required string Reason { get; init; }
}
