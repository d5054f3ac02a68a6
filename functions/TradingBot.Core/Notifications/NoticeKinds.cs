namespace TradingBot.Core.Notifications;

/// <summary>What a notice to the trader is about.</summary>
/// <remarks>
/// Stored and mailed by: extend, never rename. TradeNotices, SignalNotices and Discrepancies have the words of each notice.
/// </remarks>
public static class NoticeKinds
{
    public const string TradeOpened = "tradeOpened";
    public const string TradeClosed = "tradeClosed";
    public const string TradeLostBeyondRisk = "tradeLostBeyondRisk";
    public const string TradeClosedOutside = "tradeClosedOutside";
    public const string TradeAdded = "tradeAdded";
    public const string AddFailed = "addFailed";
    public const string TradeReduced = "tradeReduced";
    public const string ReduceFailed = "reduceFailed";
    public const string TradeReducedOutside = "tradeReducedOutside";
    public const string TargetReached = "targetReached";
    public const string TargetMoved = "targetMoved";
    public const string TargetFailed = "targetFailed";
    public const string Liquidated = "liquidated";
    public const string PositionLost = "positionLost";
    public const string TradeFailed = "tradeFailed";
    public const string Unprotected = "unprotected";
    public const string StopRestored = "stopRestored";
    public const string StopLoosened = "stopLoosened";
    public const string StopMoved = "stopMoved";
    public const string StopTightened = "stopTightened";
    public const string StopMoveFailed = "stopMoveFailed";
    public const string ExitFailed = "exitFailed";
    public const string ExitWaits = "exitWaits";
    public const string StopUnwatched = "stopUnwatched";
    public const string Discrepancy = "discrepancy";
    public const string SignalFailed = "signalFailed";
    public const string AlertRefused = "alertRefused";
    public const string ExitRefused = "exitRefused";
    public const string AlertMissed = "alertMissed";
    public const string StrategySilent = "strategySilent";
    public const string EntryHeldBack = "entryHeldBack";
    public const string ExchangeOutage = "exchangeOutage";
    public const string ExchangeRefused = "exchangeRefused";
    public const string ExchangeAnswersAgain = "exchangeAnswersAgain";

    public static IReadOnlyList<NoticeKind> All { get; } =
    [
        new(
            TradeOpened,
            "Trade opened",
            Severity.Info,
            "A position was opened and its stop-loss seen at the exchange.",
            "Nothing to do: the bot follows the position until it is closed."),
        new(
            TradeClosed,
            "Trade closed",
            Severity.Info,
            "A position was closed by the bot, its stop or its target, and its profit is final.",
            "Nothing to do: the trade is settled."),
        new(
            TradeLostBeyondRisk,
            "Lost beyond the risk",
            Severity.Warning,
            "A position was closed by the bot, its stop or its target, and lost more than twice what the entry had risked.",
            "Look at the trade's fills: a gap or a thin market passed the stop. Risk less, or not at such times, if it may happen again."),
        new(
            TradeClosedOutside,
            "Closed outside the bot",
            Severity.Warning,
            "A position was closed by somebody else, or by the exchange without a liquidation.",
            "If you closed it yourself, nothing is to be done; otherwise look at the exchange who else trades on this account."),
        new(
            TradeAdded,
            "Position added to",
            Severity.Info,
            "An alert added to an open position; one stop-loss guards all of it.",
            "Nothing to do: the bot follows the position until it is closed."),
        new(
            AddFailed,
            "Not added to",
            Severity.Warning,
            "An alert was to add to an open position, and nothing was filled; the position stays as it is.",
            "Look at the trade's story for the reason. Nothing is sent later for that alert."),
        new(
            TradeReduced,
            "Part closed",
            Severity.Info,
            "A part of a position was closed, as an alert or a person asked, or because a spot target was reached.",
            "Nothing to do: the rest stays open with its stop-loss."),
        new(
            ReduceFailed,
            "Part not closed",
            Severity.Warning,
            "A part of a position that was to be closed, by an alert, a person or a spot target, is not closed, or not all of it.",
            "The position stays open and is looked after as before. Close the part by hand if it is still wanted."),
        new(
            TradeReducedOutside,
            "Reduced outside the bot",
            Severity.Warning,
            "A part of a position was closed by an order that is not the bot's; the rest is followed as before.",
            "If you closed it yourself, nothing is to be done; otherwise look at the exchange who else trades on this account."),
        new(
            TargetReached,
            "Target reached",
            Severity.Info,
            "A target was reached and its part of the position closed.",
            "Nothing to do: the rest stays open with its stop-loss and the targets that are left."),
        new(
            TargetMoved,
            "Target moved",
            Severity.Info,
            "Somebody moved the order of a target at the exchange, which is kept, or took it away, and then it is put back.",
            "Nothing to do if it was you; otherwise look at the exchange who else trades on this account."),
        new(
            TargetFailed,
            "Target not placed",
            Severity.Warning,
            "The exchange takes no order for a target, so that its part of the position is not closed there.",
            "The bot goes on trying, and the stop-loss stands. Look at the trade for the exchange's answer, and close the part by hand if it is wanted."),
        new(
            Liquidated,
            "Liquidated",
            Severity.Critical,
            "The exchange took a position over because its margin was used up.",
            "Look at the account's margin before the next alert: the leverage or the size was more than the account could carry."),
        new(
            PositionLost,
            "Position lost",
            Severity.Critical,
            "A position is gone at the exchange, wholly or in part, and no execution says how.",
            "Look at the exchange what became of it (a transfer, a settlement, a reset): the trade's profit counts only what the bot saw."),
        new(
            TradeFailed,
            "Entry not opened",
            Severity.Warning,
            "An approved entry ended without a position.",
            "No position was opened. If you wanted this trade, look at the reason before the next alert."),
        new(
            Unprotected,
            "Position unprotected",
            Severity.Critical,
            "No stop-loss could be confirmed for a position in time: it is being closed at market.",
            "Look at the exchange whether the position is closed; if not, close it there by hand."),
        new(
            StopRestored,
            "Stop restored",
            Severity.Warning,
            "A stop-loss that was missing at the exchange was set again.",
            "Nothing to do: the stop-loss stands again."),
        new(
            StopLoosened,
            "Stop loosened",
            Severity.Warning,
            "A stop-loss was moved looser than planned at the exchange: put back, or kept where the strategy keeps moved stops.",
            "Close the trade if it is to end otherwise; keepMovedStops of the strategy says whether your own stops are to stand."),
        new(
            StopMoved,
            "Stop moved",
            Severity.Info,
            "A stop-loss was moved at the exchange, no looser than planned, and is kept.",
            "Nothing to do: the bot follows your stop-loss."),
        new(
            StopTightened,
            "Stop tightened",
            Severity.Info,
            "The rules of the strategy have moved a stop-loss to break-even, or behind a target that was reached.",
            "Nothing to do: the position risks less than before."),
        new(
            StopMoveFailed,
            "Stop not moved",
            Severity.Warning,
            "A stop-loss is to stand nearer, by the rules of the strategy or by hand, and the exchange does not hold it there.",
            "The bot goes on trying, and the stop-loss stands where it was. Look at the trade for the exchange's answer."),
        new(
            ExitFailed,
            "Exit failed",
            Severity.Critical,
            "Several exit orders closed nothing, and the position is still open.",
            "Close the position at the exchange by hand now; the bot keeps trying, slowly, and notices when it is closed."),
        new(
            ExitWaits,
            "Exit waits",
            Severity.Critical,
            "What an alert asked to close has not closed in time.",
            "Look at the exchange whether the position is closed; if not, close it there by hand, or wait: the bot goes on."),
        new(
            StopUnwatched,
            "Stop not watched",
            Severity.Critical,
            "An option could not be looked at for ten seconds, and nobody but the bot keeps its stop.",
            "Look at the exchange; close the option there by hand if it must not wait. The bot goes on asking."),
        new(
            Discrepancy,
            "Exchange and ledger differ",
            Severity.Warning,
            "Exchange and ledger still differ after the books were brought up to date.",
            "Compare the dashboard with the exchange; if you traded there yourself, nothing else is to be done."),
        new(
            SignalFailed,
            "Alert failed",
            Severity.Critical,
            "An alert was written down and could not be acted upon. Others of the strategy for the same reason within ten minutes are counted "
            + "with it.",
            "Look at the dashboard and at the exchange now."),
        new(
            AlertRefused,
            "Alert refused",
            Severity.Warning,
            "An alert was refused or denied. Others of the strategy for the same reason within ten minutes are counted with it.",
            "Do what the notice says; the alert stands on the dashboard, with its numbers."),
        new(
            ExitRefused,
            "Exit refused",
            Severity.Critical,
            "An alert that asked to close, or could not be read, was refused while its strategy holds a position.",
            "Close the position on the dashboard or at the exchange if it was to end, then correct the alert."),
        new(
            AlertMissed,
            "Alert missing",
            Severity.Warning,
            "An alert begins with another position than the last one before it left: one or more between them did not arrive.",
            "Look at TradingView's log of alerts, and at what the bot holds: it follows the alerts that arrived. Nothing to do where "
                + "the alert was set up anew."),
        new(
            StrategySilent,
            "Strategy silent",
            Severity.Warning,
            "No alert of a strategy has come for longer than it says it may be silent.",
            "Look whether its alert still runs in TradingView, where alerts expire, and whether the webhook's address is reached."),
        new(
            EntryHeldBack,
            "Entry held back",
            Severity.Info,
            "An entry was not opened because of how you set the strategy, the halt, or a later alert; others within ten minutes are counted with it.",
            "Do what the notice says, if you wanted this entry."),
        new(
            ExchangeOutage,
            "Exchange outage",
            Severity.Critical,
            "The exchange cannot be reached, has banned the bot's address, or answers nothing that can be used.",
            "Look at the exchange yourself until it is over: the bot goes on asking and tells when it gets answers again."),
        new(
            ExchangeRefused,
            "Exchange refuses the bot",
            Severity.Critical,
            "The exchange answers, and refuses the bot's key, its rights, its account or its region.",
            "Put right what the notice names (at the exchange: key, rights, addresses; here: the key and Bybit:Environment); until then "
            + "the bot can do nothing."),
        new(
            ExchangeAnswersAgain,
            "Exchange answers again",
            Severity.Warning,
            "An outage or a refusal that was told is over.",
            "Look at the trades that were open meanwhile, and whether an alert of that time failed."),
    ];

    /// <exception cref="KeyNotFoundException">The catalogue has no such kind.</exception>
    public static NoticeKind Of(string kind) =>
        Find(kind) ?? throw new KeyNotFoundException($"There is no notice of kind '{kind}'.");

    /// <summary>
    /// What the trader is to do about the notice. One of a kind that is not known any more is advised on by its severity.
    /// </summary>
    public static string AdviceFor(Notification notice)
    {
        ArgumentNullException.ThrowIfNull(notice);
        return Find(notice.Kind)?.Advice ?? notice.Severity switch
        {
            Severity.Critical => "Look at the dashboard and at the exchange now.",
            Severity.Warning => "Look at the dashboard when you can.",
            _ => "Nothing to do.",
        };
    }

    private static NoticeKind? Find(string kind) => All.FirstOrDefault(row => row.Word == kind);
}
