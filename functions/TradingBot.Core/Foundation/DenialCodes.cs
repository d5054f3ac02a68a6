namespace TradingBot.Core.Foundation;

/// <summary>
/// The stable codes of <see cref="Denial"/>. They are stored and grouped by: extend, never rename. <see cref="DenialKinds"/> says what each
/// means.
/// </summary>
public static class DenialCodes
{
    public const string StrategyPaused = "strategy.paused";
    public const string StrategyExitOnly = "strategy.exitOnly";
    public const string StrategyCooldown = "strategy.cooldown";
    public const string StrategyUnknown = "strategy.unknown";
    public const string Pyramiding = "strategy.pyramiding";
    public const string AddByLimit = "strategy.addByLimit";
    public const string TradingHalted = "trading.halted";

    public const string AlreadyFlat = "signal.alreadyFlat";
    public const string AlreadyInPosition = "signal.alreadyInPosition";
    public const string NoChange = "signal.noChange";
    public const string NothingToReduce = "signal.nothingToReduce";
    public const string NothingToAddTo = "signal.nothingToAddTo";
    public const string NothingToReverse = "signal.nothingToReverse";
    public const string OtherSideHeld = "signal.otherSideHeld";
    public const string OppositeIgnored = "signal.oppositeIgnored";
    public const string Contradiction = "signal.contradiction";
    public const string DirectionNotAllowed = "signal.directionNotAllowed";
    public const string NothingToClose = "signal.nothingToClose";
    public const string StillClosing = "signal.stillClosing";
    public const string Superseded = "signal.superseded";
    public const string ReduceWithoutShare = "signal.reduceWithoutShare";
    public const string ReduceTooSmall = "signal.reduceTooSmall";
    public const string ReduceBusy = "signal.reduceBusy";
    public const string AddBusy = "signal.addBusy";
    public const string SignalFailed = "signal.failed";
    public const string DryRun = "signal.dryRun";
    public const string Stale = "signal.stale";
    public const string ClockSkew = "signal.clockSkew";
    public const string Drift = "signal.drift";

    public const string SymbolBusy = "risk.symbolBusy";
    public const string BarsMissing = "risk.barsMissing";
    public const string MaxOpenTrades = "risk.maxOpenTrades";
    public const string MaxGrossNotional = "risk.maxGrossNotional";
    public const string MaxNotionalToEquity = "risk.maxNotionalToEquity";
    public const string MaxHeat = "risk.maxHeat";
    public const string MaxLeverage = "risk.maxLeverage";
    public const string MaxEntriesPerMinute = "risk.maxEntriesPerMinute";
    public const string AboveMaximum = "risk.aboveMaximum";
    public const string StopTooSmall = "risk.stopTooSmall";
    public const string TargetTooSmall = "risk.targetTooSmall";

    public const string StopBehindLiquidation = "risk.stopBehindLiquidation";

    public const string InstrumentNotTradable = "instrument.notTradable";
    public const string InstrumentUnknown = "instrument.unknown";

    public const string OptionNotFound = "option.notFound";
    public const string OptionExpires = "option.expires";

    public const string SizeBelowMinimum = "size.belowMinimum";
    public const string SizeInsufficientBalance = "size.insufficientBalance";
    public const string SizeNeedsContracts = "size.needsContracts";

    public const string StopMissing = "stop.missing";
    public const string StopWrongSide = "stop.wrongSide";
    public const string StopWiderThanStrategy = "stop.widerThanStrategy";
    public const string TargetWrongSide = "target.wrongSide";

    public const string ClosedBeforeEntry = "trade.closedBeforeEntry";
    public const string TradeCancelled = "trade.cancelled";
    public const string EntryNotPlaced = "entry.notPlaced";
    public const string EntryExpired = "entry.expired";
    public const string EntrySlippage = "entry.slippage";
    public const string RiskChanged = "entry.riskChanged";
    public const string ForeignPosition = "exchange.foreignPosition";
    public const string ForeignOrder = "exchange.foreignOrder";
    public const string ExchangeRefused = "exchange.refused";
    public const string ExchangeRejected = "exchange.rejected";
    public const string ExchangeNotFilled = "exchange.notFilled";

    public const string WebhookUnauthorized = "webhook.unauthorized";
    public const string WebhookTooManyRequests = "webhook.tooManyRequests";
    public const string WebhookAddressNotAllowed = "webhook.addressNotAllowed";
    public const string WebhookTooLong = "webhook.tooLong";
    public const string WebhookMalformed = "webhook.malformed";
    public const string WebhookInvalid = "webhook.invalid";
    public const string WebhookNotUnderstood = "webhook.notUnderstood";
}
