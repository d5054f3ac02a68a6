namespace TradingBot.Core.Trades;

/// <summary>What a line of a trade's story tells of.</summary>
/// <remarks>Stored and shown by: extend, never rename. <see cref="TradeEvents"/> has the sentence of each line.</remarks>
public static class TradeEventKinds
{
    public const string SignalReceived = "signalReceived";
    public const string Decided = "decided";

    public const string EntrySent = "entrySent";
    public const string EntryAccepted = "entryAccepted";
    public const string EntryUnknown = "entryUnknown";
    public const string EntryDeferred = "entryDeferred";
    public const string EntryMoved = "entryMoved";
    public const string EntryFilled = "entryFilled";
    public const string EntryCancelled = "entryCancelled";

    public const string AddApproved = "addApproved";
    public const string Added = "added";
    public const string AddFailed = "addFailed";

    public const string OrderRejected = "orderRejected";
    public const string OrderCancelled = "orderCancelled";

    public const string StopSent = "stopSent";
    public const string StopAccepted = "stopAccepted";
    public const string StopRefused = "stopRefused";
    public const string StopUnknown = "stopUnknown";
    public const string StopConfirmed = "stopConfirmed";
    public const string StopMoved = "stopMoved";
    public const string StopRequested = "stopRequested";
    public const string StopTightened = "stopTightened";
    public const string StopLoosened = "stopLoosened";
    public const string StopMissing = "stopMissing";
    public const string StopIncomplete = "stopIncomplete";
    public const string StopCompleted = "stopCompleted";
    public const string StopTooLarge = "stopTooLarge";
    public const string StopRestored = "stopRestored";

    public const string TargetSent = "targetSent";
    public const string TargetRefused = "targetRefused";
    public const string TargetMoved = "targetMoved";
    public const string TargetMissing = "targetMissing";
    public const string TargetReached = "targetReached";
    public const string TargetsChanged = "targetsChanged";

    public const string Funding = "funding";

    public const string PositionMissing = "positionMissing";
    public const string PositionFound = "positionFound";
    public const string DeliveryAwaited = "deliveryAwaited";

    public const string CloseRequested = "closeRequested";
    public const string ReduceRequested = "reduceRequested";
    public const string Reduced = "reduced";
    public const string ReduceFailed = "reduceFailed";
    public const string ExitSent = "exitSent";
    public const string ExitRejected = "exitRejected";
    public const string ExitWaits = "exitWaits";
    public const string ExitFilled = "exitFilled";

    public const string Settled = "settled";
    public const string Failed = "failed";

    /// <summary>Every kind, in the order of a trade's life.</summary>
    public static IReadOnlyList<TradeEventKind> All { get; } =
    [
        new(SignalReceived, "Alert received", "TradingView's alert arrived; with it the story begins.", Station: "Alert"),
        new(Decided, "Decided", "The entry was approved within every limit; quantity, stop and risk are fixed.", Station: "Decided"),
        new(EntrySent, "Entry sent", "The entry order went to the exchange, for the first time or again under the same id.", Station: "Sent"),
        new(EntryAccepted, "Entry accepted", "The exchange has the entry order: it said so, or a look-up found it.", Station: "Accepted"),
        new(
            EntryUnknown,
            "Entry unknown",
            "The entry order got no clear answer: it is looked up before anything is sent again.",
            EventTone.Bad),
        new(
            EntryDeferred,
            "Entry deferred",
            "The exchange was too busy for the entry: it is tried again while the alert is young enough.",
            EventTone.Bad),
        new(EntryMoved, "Entry moved", "The limit entry that waits goes to another price: it follows the market, or its time is over."),
        new(EntryFilled, "Entry filled", "An execution of the entry order was booked.", EventTone.Good, "Filled"),
        new(
            EntryCancelled,
            "Entry taken back",
            "What is left of the entry is cancelled: its time is over, nothing may open now, or the trade is being closed."),
        new(AddApproved, "Adding approved", "An alert adds to the position, within every limit; quantity, risk and the new stop are fixed."),
        new(Added, "Added", "What was approved to be added is filled; one stop guards the whole position.", EventTone.Good),
        new(AddFailed, "Not added", "What was approved to be added was not filled; the position stays as it is.", EventTone.Bad),
        new(OrderRejected, "Order rejected", "The exchange accepted an order of the trade and rejected it later.", EventTone.Bad),
        new(OrderCancelled, "Order cancelled", "An order of the trade was cancelled, by the bot or at the exchange."),
        new(
            StopSent,
            "Stop sent",
            "A stop-loss went to the exchange; the first one of futures travels with the entry and has no line of its own."),
        new(StopAccepted, "Stop accepted", "The exchange took the stop-loss; it counts once it is seen there."),
        new(StopRefused, "Stop refused", "The exchange refused the stop-loss; it is tried again where that can help.", EventTone.Bad),
        new(StopUnknown, "Stop unanswered", "The stop-loss got no clear answer: the exchange is asked what stands.", EventTone.Bad),
        new(StopConfirmed, "Stop confirmed", "The stop-loss was seen at the exchange for the first time.", EventTone.Good, "Protected"),
        new(StopMoved, "Stop moved", "The stop-loss at the exchange has another price than before, which is kept."),
        new(StopRequested, "Stop move requested", "A person asked for the stop-loss to stand nearer; the bot moves it."),
        new(
            StopTightened,
            "Stop tightened",
            "The stop-loss was moved nearer, and seen there: by the rules of the strategy (to break-even, behind the price, to a target), or by "
                + "hand here.",
            EventTone.Good),
        new(
            StopLoosened,
            "Stop loosened",
            "The stop-loss at the exchange is looser than it is to stand: it is put back, and the position closed if that fails for long.",
            EventTone.Bad),
        new(
            StopMissing,
            "Stop missing",
            "The position has no stop at the exchange: it is set, and the position is closed if that does not succeed in time.",
            EventTone.Bad),
        new(
            StopIncomplete,
            "Stop incomplete",
            "Coins of a spot trade were just bought, and the stop-loss stands for those of before: one more is set for them, and the "
                + "position is closed if that does not succeed in time."),
        new(
            StopCompleted,
            "Stop complete",
            "The stop-loss covers all coins that are held, those that were bought last as well.",
            EventTone.Good),
        new(
            StopTooLarge,
            "Stop too large",
            "The stop-loss of a spot trade is for more coins than are there, which the exchange would not sell: it is set anew.",
            EventTone.Bad),
        new(StopRestored, "Stop restored", "A stop-loss that was missing or too loose stands again at the exchange.", EventTone.Good),
        new(TargetSent, "Target sent", "The order of a target that closes a part went to the exchange."),
        new(TargetRefused, "Target refused", "The exchange refused the order of a target; it is tried again, after a pause.", EventTone.Bad),
        new(TargetMoved, "Target moved", "The order of a target has another price at the exchange than before, which is kept."),
        new(
            TargetMissing,
            "Target missing",
            "The order of a target is gone, and the bot did not cancel it: it is put back.",
            EventTone.Bad),
        new(TargetReached, "Target reached", "A target was reached, and its part of the position is closed or being closed.", EventTone.Good),
        new(TargetsChanged, "Targets changed", "A person put other targets in the place of those that were not reached; the bot carries it out."),
        new(Funding, "Funding", "Funding was paid or received for the position; it belongs to the trade's result."),
        new(
            PositionMissing,
            "Position missing",
            "The exchange shows less of the position, or of the entry, than the ledger: what became of it is looked for.",
            EventTone.Bad),
        new(DeliveryAwaited, "Delivery awaited", "The option has expired, and the exchange does not tell its delivery price yet."),
        new(PositionFound, "Position found", "The exchange shows the whole position, or the entry, again.", EventTone.Good),
        new(
            CloseRequested,
            "Close requested",
            "The position is to be closed: by an alert, a person, a halt, the time stop, the target, or because it cannot be protected."),
        new(ReduceRequested, "Part requested", "A part of the position is to be closed, by an alert or a person; the rest keeps its stop."),
        new(Reduced, "Part closed", "The part that was asked for is closed; the rest stays open with its stop.", EventTone.Good),
        new(
            ReduceFailed,
            "Part given up",
            "The part that was asked for could not be closed, or not all of it; the rest stays open.",
            EventTone.Bad),
        new(ExitSent, "Exit sent", "An exit order went to the exchange."),
        new(ExitRejected, "Exit rejected", "The exchange refused an exit order; the next one is smaller or another one, after a pause.", EventTone.Bad),
        new(
            ExitWaits,
            "Exit waits",
            "The exchange takes no calls while the position is to be closed; it is closed as soon as it does.",
            EventTone.Bad),
        new(ExitFilled, "Exit filled", "An execution that closes the position was booked: of an exit, stop or target order."),
        new(Settled, "Settled", "The position is closed; profit and fees are final, but for funding that the exchange lists late.", EventTone.Good),
        new(Failed, "Failed", "The trade ended without a position: nothing of the entry was filled.", EventTone.Bad),
    ];
}
