using System.Text.Json.Nodes;

namespace TradingBot.Functions.Webhooks;

/// <summary>
/// A TradingView alert in the bot's own format; one in the format of another service is taken where the strategy's formats name it, with
/// the token in the address. Every value may be text or number; NaN, na, empty and unresolved placeholders count as absent, also inside
/// objects and lists. Other fields are ignored, and named in the answer; in an exit, so is whatever cannot be accepted, the symbol
/// excepted.
/// </summary>
public sealed record AlertRequest
{
    /// <summary>The webhook token, unless it stands in the address.</summary>
    public string? Secret { get; init; }

    /// <summary>Such as BYBIT:BTCUSDT.P; a chart of another exchange only where the strategy has an alias for it.</summary>
    public required string Symbol { get; init; }

    public JsonNode? Interval { get; init; }

    /// <summary>Begin of the bar, ISO 8601.</summary>
    public JsonNode? BarTime { get; init; }

    /// <summary>When the alert fired, ISO 8601.</summary>
    public JsonNode? FiredAt { get; init; }

    public JsonNode? Price { get; init; }

    /// <summary>
    /// buy, sell, close, closeLong, closeShort, reduce, add, reverse or cancel. Beside a position, buy and sell tell the side of the order,
    /// which moves a position towards that side only.
    /// </summary>
    public JsonNode? Action { get; init; }

    public JsonNode? OrderId { get; init; }

    public JsonNode? Contracts { get; init; }

    public JsonNode? OrderPrice { get; init; }

    /// <summary>The position that the strategy wants: flat, long or short.</summary>
    public JsonNode? Position { get; init; }

    public JsonNode? PositionSize { get; init; }

    public JsonNode? PrevPosition { get; init; }

    public JsonNode? PrevPositionSize { get; init; }

    /// <summary>
    /// Of an alert that makes the position smaller: {"percent"} of what is held, or {"size"} of it, in base coin, inverse in USD contracts.
    /// </summary>
    public JsonNode? Reduce { get; init; }

    /// <summary>Tells two alerts apart; a second one with the same id is a duplicate.</summary>
    public JsonNode? Id { get; init; }

    /// <summary>How old the alert may be for an entry, in seconds; at most as many as the strategy's.</summary>
    public JsonNode? MaxLagSeconds { get; init; }

    /// <summary>market or limit.</summary>
    public JsonNode? OrderType { get; init; }

    public JsonNode? LimitPrice { get; init; }

    /// <summary>A smaller size than the strategy's.</summary>
    public JsonNode? Size { get; init; }

    /// <summary>A price or a percent, within the strategy's bounds.</summary>
    public JsonNode? StopLoss { get; init; }

    public JsonNode? TakeProfits { get; init; }

    /// <summary>As breakEven of a strategy, whose place it takes.</summary>
    public JsonNode? BreakEven { get; init; }

    /// <summary>As trailing of a strategy, whose place it takes.</summary>
    public JsonNode? Trailing { get; init; }

    public JsonNode? Leverage { get; init; }

    public JsonNode? DryRun { get; init; }
}
