namespace TradingBot.Core.Trades;

/// <summary>
/// The kinds of a line of a trade's story. They are stored and shown by: extend, never rename. <see cref="TradeEvents"/> has their
/// sentences.
/// </summary>
public static class TradeEventKinds
{
    public const string SignalReceived = "signalReceived";
    public const string Decided = "decided";

    public const string EntrySent = "entrySent";
    public const string EntryAccepted = "entryAccepted";
    public const string EntryUnknown = "entryUnknown";
    public const string EntryFilled = "entryFilled";
    public const string EntryCancelled = "entryCancelled";

    public const string OrderRejected = "orderRejected";
    public const string OrderCancelled = "orderCancelled";

    public const string StopSent = "stopSent";
    public const string StopConfirmed = "stopConfirmed";
    public const string StopMoved = "stopMoved";
    public const string StopMissing = "stopMissing";
    public const string StopRestored = "stopRestored";

    public const string PositionMissing = "positionMissing";
    public const string PositionFound = "positionFound";

    public const string CloseRequested = "closeRequested";
    public const string ExitSent = "exitSent";
    public const string ExitRejected = "exitRejected";
    public const string ExitFilled = "exitFilled";

    public const string Settled = "settled";
    public const string Failed = "failed";

    /// <summary>Every kind, in the order of a trade's life.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        SignalReceived, Decided,
        EntrySent, EntryAccepted, EntryUnknown, EntryFilled, EntryCancelled,
        OrderRejected, OrderCancelled,
        StopSent, StopConfirmed, StopMoved, StopMissing, StopRestored,
        PositionMissing, PositionFound,
        CloseRequested, ExitSent, ExitRejected, ExitFilled,
        Settled, Failed,
    ];
}
