using System.ComponentModel.DataAnnotations;

namespace TradingBot.Functions.Access;

/// <summary>Signs in.</summary>
public sealed record SessionRequest
{
    /// <summary>The administrator's password.</summary>
    [MinLength(1), MaxLength(256)]
    public required string Password { get; init; }
}
