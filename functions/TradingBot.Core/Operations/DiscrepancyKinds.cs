namespace TradingBot.Core.Operations;

/// <summary>The ways in which exchange and ledger can disagree. They are stored and listed by: extend, never rename.</summary>
public static class DiscrepancyKinds
{
    /// <summary>The exchange holds a position that no trade of ours accounts for.</summary>
    public const string UnknownPosition = "unknownPosition";

    /// <summary>The ledger holds a position, the exchange none.</summary>
    public const string MissingPosition = "missingPosition";

    public const string QuantityMismatch = "quantityMismatch";

    /// <summary>A position has stood without a stop for longer than promised.</summary>
    public const string StopMissing = "stopMissing";

    /// <summary>The exchange's profit of a closed trade is not ours, or is not told.</summary>
    public const string ClosedPnl = "closedPnl";

    /// <summary>A trade ended because its position was gone, and nothing says how: what it made is not known.</summary>
    public const string PositionLost = "positionLost";

    /// <summary>Spot: trades of the bot hold more of a coin than the wallet does.</summary>
    public const string CoinsMissing = "coinsMissing";

    /// <summary>Those that a look at the open positions finds, and finds gone.</summary>
    public static IReadOnlyList<string> OfPositions { get; } =
        [UnknownPosition, MissingPosition, QuantityMismatch, StopMissing, CoinsMissing];

    public static IReadOnlyList<string> All { get; } = [.. OfPositions, ClosedPnl, PositionLost];
}
