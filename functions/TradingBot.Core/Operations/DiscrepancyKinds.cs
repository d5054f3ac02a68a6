namespace TradingBot.Core.Operations;

/// <summary>In what exchange and ledger can disagree.</summary>
/// <remarks>Stored and listed by: extend, never rename. <see cref="Discrepancies"/> has the sentence of each difference.</remarks>
public static class DiscrepancyKinds
{
    public const string UnknownPosition = "unknownPosition";
    public const string MissingPosition = "missingPosition";
    public const string QuantityMismatch = "quantityMismatch";
    public const string StopMissing = "stopMissing";
    public const string ClosedPnl = "closedPnl";
    public const string PositionLost = "positionLost";
    public const string EntryLost = "entryLost";
    public const string CoinsMissing = "coinsMissing";

    /// <summary>Those that a look at the open positions finds, and finds gone.</summary>
    public static IReadOnlyList<string> OfPositions { get; } =
        [UnknownPosition, MissingPosition, QuantityMismatch, StopMissing, CoinsMissing];

    public static IReadOnlyList<DiscrepancyKind> All { get; } =
    [
        new(UnknownPosition, "Unknown position", "The exchange holds a position that no trade of the bot accounts for."),
        new(MissingPosition, "Missing position", "The ledger holds a position, the exchange none."),
        new(QuantityMismatch, "Quantity mismatch", "Exchange and ledger hold the position in different sizes."),
        new(StopMissing, "Stop missing", "A position has stood without a stop for longer than the grace time of the settings."),
        new(CoinsMissing, "Coins missing", "Spot: the bot's trades hold more of a coin than the wallet does."),
        new(ClosedPnl, "Profit differs", "The exchange's profit of a closed trade is not the ledger's, or is not told."),
        new(PositionLost, "Position lost", "A trade ended because its position was gone, and nothing says how: what it made is not known."),
        new(EntryLost, "Entry lost", "An entry that the exchange had taken was gone there without a fill, and nothing says how."),
    ];
}
