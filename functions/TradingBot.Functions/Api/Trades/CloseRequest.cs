using System.ComponentModel.DataAnnotations;

namespace TradingBot.Functions.Api.Trades;

/// <summary>Asks for a trade to be closed.</summary>
public sealed record CloseRequest
{
    /// <summary>Why, one line; kept in the audit trail.</summary>
    [MaxLength(500)]
    public string? Reason { get; init; }
}
