namespace TradingBot.Core.Foundation;

/// <summary>Why an alert or an entry was not acted upon.</summary>
/// <remarks>The rows of <see cref="DenialCodes"/>. The sentence with the numbers stands where the denial is made.</remarks>
public static class DenialKinds
{
    public static IReadOnlyList<DenialKind> All { get; } =
    [
        new(
            DenialCodes.StrategyPaused,
            "The strategy is paused: it opens nothing. Exits pass.",
            "Set the strategy to active when it is to open positions again."),
        new(
            DenialCodes.StrategyExitOnly,
            "The strategy only takes exits.",
            "Set the strategy to active when it is to open positions again."),
        new(
            DenialCodes.StrategyCooldown,
            "The last entry is too recent for the strategy.",
            "Nothing to do; shorten the cool-down in the strategy if it is too long."),
        new(
            DenialCodes.StrategyUnknown,
            "The strategy was deleted while the alert waited.",
            "Delete the alert at TradingView, or create the strategy again."),
        new(
            DenialCodes.Pyramiding,
            "The strategy already holds the position, and does not add to it, or not any more.",
            "Set pyramiding of the strategy to how often it may add; or set it to 0 at TradingView so that it sends no such alerts."),
        new(
            DenialCodes.AddByLimit,
            "The alert adds to the position by a limit order, and additions are market orders.",
            "Send orderType market with alerts that add."),
        new(DenialCodes.TradingHalted, "Trading is halted.", "Answer the reason of the halt on the dashboard, then resume."),
        new(DenialCodes.AlreadyFlat, "There is no position to close.", "Nothing to do."),
        new(DenialCodes.AlreadyInPosition, "The position already stands where the alert wants it.", "Nothing to do."),
        new(DenialCodes.NoChange, "The alert repeats a state and orders nothing.", "Nothing to do."),
        new(DenialCodes.NothingToReduce, "There is no position to reduce.", "Nothing to do."),
        new(DenialCodes.NothingToAddTo, "There is no position to add to.", "Nothing to do: adding opens nothing."),
        new(DenialCodes.NothingToReverse, "There is no position to reverse.", "Nothing to do."),
        new(
            DenialCodes.OtherSideHeld,
            "The alert is for one side alone, and the position is on the other.",
            "Nothing to do; send close where either side is to be closed."),
        new(
            DenialCodes.OppositeIgnored,
            "The alert would open the other side of what is held, which the strategy ignores.",
            "Nothing to do; set oppositeAlert of the strategy to closeOnly or reverse if such alerts are to count."),
        new(
            DenialCodes.Contradiction,
            "The alert contradicts itself.",
            "Send position, prevPosition and action as TradingView fills them in, or fewer of them."),
        new(
            DenialCodes.DirectionNotAllowed,
            "The strategy is not allowed to be on that side.",
            "Allow the direction in the strategy if it is to trade both."),
        new(DenialCodes.NothingToClose, "No order of the strategy waits to be filled, so there is nothing to cancel.", "Nothing to do."),
        new(
            DenialCodes.StillClosing,
            "What the alert asked to close has not closed in time and is still closing.",
            "Look at the trade: its story tells what the exchange answers. Close it there by hand if it does not end."),
        new(DenialCodes.Superseded, "A later alert of the strategy was acted upon first.", "Nothing to do: the newer decision stands."),
        new(
            DenialCodes.ReduceWithoutShare,
            "The alert closes a part of the position and does not say how much.",
            "Send the sizes, {{strategy.market_position_size}} and {{strategy.prev_market_position_size}}, or reduce with percent or size. "
                + "The position keeps its stop and target."),
        new(
            DenialCodes.ReduceTooSmall,
            "The part of the position that the alert closes is less than the exchange's smallest order.",
            "Nothing to do: the position keeps its stop and target. Trade a larger size if parts of it are to be closed."),
        new(
            DenialCodes.ReduceBusy,
            "The part could not be reckoned in time: all or another part was being closed, more was being added, the exchange did not tell "
                + "how much stands, or books and exchange disagreed.",
            "Look at the trade. Close the part by hand, or send the alert again, if it is still wanted."),
        new(
            DenialCodes.AddBusy,
            "All or a part of the position was being closed or opened until the alert was too old to add to it.",
            "Nothing to do: the position stays as it is."),
        new(
            DenialCodes.SignalFailed,
            "The alert could not be acted upon.",
            "Look at the signal and at the exchange; send the alert again if it is still wanted."),
        new(
            DenialCodes.DryRun,
            "It was a dry run; nothing was sent.",
            "Switch the dry run off in the strategy or the alert when it is to trade."),
        new(
            DenialCodes.Stale,
            "The alert is too old for an entry.",
            "Look at what delayed it; lengthen the strategy's longest lag if it is too short."),
        new(DenialCodes.ClockSkew, "The alert says that it fired in the future.", "Check the clock of this machine."),
        new(
            DenialCodes.Drift,
            "The market has moved too far from the price of the alert.",
            "Nothing to do; widen the strategy's longest drift if it is too narrow."),
        new(
            DenialCodes.BarsMissing,
            "The exchange has too few bars for an average true range that size, stop, a target or trailing is reckoned from, or none that moved.",
            "Use fewer or shorter bars, or another measure: percent, price or r."),
        new(
            DenialCodes.SymbolBusy,
            "The symbol already has an unfinished trade.",
            "Nothing to do; trade the symbol with one strategy only."),
        new(DenialCodes.MaxOpenTrades, "The limit of open trades is reached.", "Raise the risk limit, or let a trade end."),
        new(
            DenialCodes.MaxGrossNotional,
            "The limit of open notional would be passed.",
            "Raise the risk limit, or size the strategy smaller."),
        new(
            DenialCodes.MaxNotionalToEquity,
            "The limit of open notional to equity would be passed.",
            "Raise the risk limit, or size the strategy smaller."),
        new(DenialCodes.MaxHeat, "The limit of open risk would be passed.", "Raise the risk limit, or size the strategy smaller."),
        new(
            DenialCodes.MaxLeverage,
            "The leverage is unknown or above its limit.",
            "Set a leverage in the strategy that the limit and the exchange allow."),
        new(
            DenialCodes.MaxEntriesPerMinute,
            "The limit of entries a minute is reached.",
            "Nothing to do; look at the strategy if it was not meant to enter that often."),
        new(
            DenialCodes.AboveMaximum,
            "One order may not be as large as the size.",
            "Size the strategy smaller; a limit order may be larger than a market order."),
        new(
            DenialCodes.StopTooSmall,
            "The stop would be an order smaller than the exchange takes.",
            "Size the strategy larger, or bring the stop nearer."),
        new(
            DenialCodes.TargetTooSmall,
            "The target would be an order smaller than the exchange takes.",
            "Size the strategy larger, or bring the target nearer."),
        new(
            DenialCodes.StopBehindLiquidation,
            "The exchange would liquidate the position before its stop is reached.",
            "Size the strategy smaller, lower its leverage, or bring the stop nearer."),
        new(
            DenialCodes.InstrumentNotTradable,
            "The instrument cannot be traded now.",
            "Look at the exchange; the symbol may be halted or delisted."),
        new(DenialCodes.InstrumentUnknown, "The exchange lists no such instrument.", "Correct the symbol or the category."),
        new(
            DenialCodes.OptionNotFound,
            "The exchange has no option such as the strategy asks for.",
            "Widen the days, the spread or the open interest in the strategy, or choose another strike."),
        new(
            DenialCodes.OptionExpires,
            "The option expires too soon: it would have to be closed at once.",
            "Name a later contract, or close nearer to the expiry in the strategy."),
        new(DenialCodes.SizeBelowMinimum, "The size comes to less than the exchange trades.", "Size the strategy larger."),
        new(DenialCodes.SizeInsufficientBalance, "The free balance does not cover the entry.", "Pay in, or size the strategy smaller."),
        new(
            DenialCodes.SizeNeedsContracts,
            "The strategy follows the contracts of the alert, and it names none.",
            "Put the contracts into the alert's message."),
        new(DenialCodes.StopMissing, "The entry has no stop.", "Give the strategy a stop, or send one with the alert."),
        new(DenialCodes.StopWrongSide, "The stop is on the wrong side of the price.", "Correct the stop of the alert or the strategy."),
        new(
            DenialCodes.StopWiderThanStrategy,
            "The stop of the alert is further away than that of the strategy.",
            "Correct the stop of the alert, or widen that of the strategy."),
        new(
            DenialCodes.TargetWrongSide,
            "The target is on the wrong side of the price.",
            "Correct the target of the alert or the strategy."),
        new(
            DenialCodes.ClosedBeforeEntry,
            "The trade was asked to close before its entry was sent.",
            "Nothing to do: nothing was opened."),
        new(DenialCodes.TradeCancelled, "The entry was cancelled before it was filled.", "Nothing to do: nothing was opened."),
        new(
            DenialCodes.EntryNotPlaced,
            "The entry never reached the exchange.",
            "Nothing was opened; look at the connection to the exchange."),
        new(
            DenialCodes.EntryExpired,
            "The limit entry was not filled in its time.",
            "Nothing to do: nothing was opened. Lengthen entryValidMinutes in the strategy if it should wait longer."),
        new(
            DenialCodes.EntrySlippage,
            "The market was beyond the worst price that the strategy pays.",
            "Nothing to do: nothing was opened. Raise maxSlippagePercent in the strategy if it should pay more."),
        new(
            DenialCodes.RiskChanged,
            "The market moved before the entry was sent: its risk is not the approved one any more.",
            "Nothing to do: nothing was opened. Look at what delayed the entry."),
        new(
            DenialCodes.ForeignPosition,
            "The account holds a position in the symbol that is not the bot's.",
            "Close it, or trade the symbol on an account of its own."),
        new(
            DenialCodes.ForeignOrder,
            "The account has an order in the symbol that is not the bot's.",
            "Cancel it, or trade the symbol on an account of its own."),
        new(
            DenialCodes.ExchangeRefused,
            "The exchange refuses to tell the bot what an entry has to know.",
            "Look at the words of the exchange: correct the API key, its permissions or whatever else they name. Nothing was opened."),
        new(DenialCodes.ExchangeRejected, "The exchange refused the order.", "Look at the words of the exchange; nothing was opened."),
        new(DenialCodes.ExchangeNotFilled, "The entry ended without a fill.", "Nothing to do: nothing was opened."),
        new(
            DenialCodes.WebhookUnauthorized,
            "The strategy is unknown or the token is wrong.",
            "Copy the webhook address of the strategy into the alert again."),
        new(
            DenialCodes.WebhookTooManyRequests,
            "There were too many alerts of the strategy within a minute that were no exits.",
            "Look at the alert: it should fire once a bar."),
        new(
            DenialCodes.WebhookAddressNotAllowed,
            "The alert came from an address that may not call.",
            "Add the address to Webhook:AllowedIps if it is TradingView's; otherwise change the strategy's token: somebody has it."),
        new(
            DenialCodes.WebhookTooLong,
            "The alert is longer than the bot takes.",
            "Shorten the message of the alert: the strategy's own has all that is needed."),
        new(DenialCodes.WebhookMalformed, "The alert cannot be read.", "Copy the message of the strategy into the alert again."),
        new(DenialCodes.WebhookInvalid, "The alert has faulty fields.", "Correct the fields that the message names."),
        new(DenialCodes.WebhookNotUnderstood, "The alert is not understood.", "Copy the message of the strategy into the alert again."),
    ];

    /// <exception cref="KeyNotFoundException">The catalogue has no such code.</exception>
    public static DenialKind Of(string code) =>
        All.FirstOrDefault(kind => kind.Word == code) ?? throw new KeyNotFoundException($"There is no denial code '{code}'.");
}
