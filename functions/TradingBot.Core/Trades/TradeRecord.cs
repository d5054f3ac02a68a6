using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;

namespace TradingBot.Core.Trades;

/// <summary>One trade from approval to settlement, as our ledger knows it.</summary>
public sealed record TradeRecord
{
    public required TradeId Id { get; init; }

    public required SignalId SignalId { get; init; }

    public required string Strategy { get; init; }

    public required Category Category { get; init; }

    public required Symbol Symbol { get; init; }

    /// <summary>By which the alerts of its strategy call it: of an option that was chosen for an alert, the underlying.</summary>
    public Symbol SignalSymbol { get => field.Value is null ? Symbol : field; init; }

    /// <summary>The coin of the profit figures.</summary>
    public required string SettleCoin { get; init; }

    public required Direction Direction { get; init; }

    /// <summary>Where the trade stands in the eyes of its alerts: short of the underlying for a put that was bought for one.</summary>
    public Direction Stance => StanceOf(Symbol, SignalSymbol, Direction);

    public required TradeStatus Status { get; init; }

    public required OrderType OrderType { get; init; }

    /// <summary>Planned quantity, with what was added and what is being added.</summary>
    public required decimal Quantity { get; init; }

    public decimal? LimitPrice { get; init; }

    public required decimal ReferencePrice { get; init; }

    /// <summary>How far its entry may go from there.</summary>
    public EntryTerms Terms { get; init; } = EntryTerms.None;

    /// <summary>Where the limit entry was last moved to; null while it is at its own price.</summary>
    public EntryMove? EntryMoved { get; init; }

    /// <summary>The stop as last seen at the exchange; until one was seen, the planned one.</summary>
    public decimal? StopLoss { get; init; }

    /// <summary>The stop that was approved: nothing moves it.</summary>
    public decimal? PlannedStopLoss { get; init; }

    /// <summary>How the stop moves from there.</summary>
    public StopMoves StopMoves { get; init; } = StopMoves.None;

    /// <summary>Where the rules or a person here have moved the stop to, seen at the exchange; null while it stands as planned.</summary>
    public decimal? MovedStopLoss { get; init; }

    /// <summary>Where it is being moved to; null when the exchange has all of it.</summary>
    public AskedStop? AskedStop { get; init; }

    /// <summary>The best price for this side that was seen since the entry; null until one was, and where none is watched.</summary>
    public BestPrice? BestPrice { get; init; }

    /// <summary>The loosest stop that may stand: as planned, or where it has been moved to.</summary>
    public decimal? LoosestStopLoss => MovedStopLoss ?? PlannedStopLoss;

    /// <summary>Where the stop is to stand.</summary>
    public decimal? WantedStopLoss => AskedStop?.Price ?? LoosestStopLoss;

    /// <summary>A stop that a person moves looser than planned stays there; else it is put back.</summary>
    public bool KeepsMovedStops { get; init; }

    /// <summary>
    /// In the order in which they were planned, nearest first; a person may have moved some since. Those that a person has set stand behind
    /// the reached ones.
    /// </summary>
    public required IReadOnlyList<PlannedTarget> Targets { get; init; }

    /// <summary>How often a person has changed them here.</summary>
    public int TargetsVersion { get; init; }

    /// <summary>
    /// Since when the exchange may still hold the targets of before a change; null when it was seen to hold none of them.
    /// </summary>
    public DateTimeOffset? TargetsAskedAt { get; init; }

    /// <summary>
    /// The price of the one target for the whole position, kept with it; null when there is none, or when targets are orders of their own.
    /// </summary>
    public decimal? WholeTarget => Category != Category.Option && Targets is [{ ClosePercent: 100 } only] ? only.Price : null;

    /// <summary>True when targets are orders of their own: where they close parts of the position, and of options always.</summary>
    public bool HasTargetLadder => Targets.Count > 0 && WholeTarget is null;

    /// <summary>The nearest target that was not reached; null when there is none.</summary>
    public PlannedTarget? NextTarget => Targets.Where(static target => !target.IsReached).MinBy(target => target.Price * Direction.Sign());

    public decimal? Leverage { get; init; }

    public required decimal Notional { get; init; }

    /// <summary>Loss of the planned quantity at the planned stop, fees of both sides included, in quote coin (inverse: USD).</summary>
    public required decimal Risk { get; init; }

    /// <summary>What was approved to be lost of the entry and of each addition at its own stop; null while none was approved.</summary>
    public decimal? RiskWithAdditions { get; init; }

    /// <summary>
    /// What was approved to be lost, fees of both sides included, in quote coin (inverse: USD): of the entry at the planned stop, and of
    /// each addition at the stop that came with it.
    /// </summary>
    public decimal RiskTaken => RiskWithAdditions ?? Risk;

    /// <summary>What is being added; null when nothing is, and once the trade has ended.</summary>
    public Addition? Addition { get; init; }

    /// <summary>How often it was added to.</summary>
    public int Additions { get; init; }

    /// <summary>How many additions were approved, those of which nothing was filled included.</summary>
    public int AdditionsApproved { get; init; }

    public int? TimeStopMinutes { get; init; }

    /// <summary>At this moment an option is closed, whatever it is worth; null: it may be held to its delivery.</summary>
    public DateTimeOffset? CloseBy { get; init; }

    /// <summary>After this moment an entry that never reached the exchange is given up instead of sent late.</summary>
    public required DateTimeOffset EntryValidUntil { get; init; }

    /// <summary>At this moment what a limit entry has not filled is taken back; null for a market entry.</summary>
    public DateTimeOffset? EntryRestsUntil { get; init; }

    /// <summary>Why what is left of the entry is cancelled; null until that was decided. Nothing takes it back.</summary>
    public TakeBackReason? TakenBack { get; init; }

    /// <summary>When that was decided.</summary>
    public DateTimeOffset? TakenBackAt { get; init; }

    public required decimal FilledQuantity { get; init; }

    public required decimal ExitedQuantity { get; init; }

    public decimal? EntryPrice { get; init; }

    public decimal? ExitPrice { get; init; }

    /// <summary>Net of fees and funding, in settle coin; null until something was closed.</summary>
    public decimal? RealizedPnl { get; init; }

    public required decimal Fees { get; init; }

    /// <summary>Funding paid so far for the trade's part of its position, in settle coin; negative when more was received.</summary>
    public decimal Funding { get; init; }

    public DateTimeOffset? StopConfirmedAt { get; init; }

    /// <summary>Since when the open position has no stop at the exchange; null while it has one.</summary>
    public DateTimeOffset? StopMissingSince { get; init; }

    /// <summary>For how long that was seen, pauses in which nobody looked left out; null while it has one.</summary>
    public TimeSpan? StopSeenMissingFor { get; init; }

    /// <summary>Since when the exchange shows less than our books do; null while it shows all.</summary>
    public DateTimeOffset? PositionMissingSince { get; init; }

    /// <summary>From when on that was seen without a pause; null while it shows all.</summary>
    public DateTimeOffset? PositionWatchedFrom { get; init; }

    /// <summary>The part that is to be closed; null when none is, and once the trade has ended.</summary>
    public Reduction? Reduction { get; init; }

    public DateTimeOffset? CloseRequestedAt { get; init; }

    public CloseReason? CloseReason { get; init; }

    public Denial? Reason { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Exchange time of the first fill.</summary>
    public DateTimeOffset? OpenedAt { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>
    /// The last noted moment at which books and exchange agreed; every execution until then is booked. Null when none was noted.
    /// </summary>
    public DateTimeOffset? ExecutionsReadAt { get; init; }

    /// <summary>What of the entry may still be filled, or is filled and not in the books yet; in the unit of the quantity.</summary>
    public decimal EntryWaiting { get; init; }

    /// <summary>
    /// Loss at the stop that stands, of what is open and what of the entry still waits, fees of both sides included, in quote coin
    /// (inverse: USD).
    /// </summary>
    public decimal OpenRisk => new StandingRisk(
        Category, Direction, Quantity, OpenQuantity + EntryWaiting, ReferencePrice, PlannedStopLoss, StopLoss, Risk).Amount;

    /// <summary>What was approved to be lost of what is filled, which R is measured in; before the first fill, of the plan.</summary>
    public decimal FilledRisk => FilledQuantity == 0 || FilledQuantity == Quantity ? RiskTaken : RiskTaken * FilledQuantity / Quantity;

    public decimal OpenQuantity => FilledQuantity - ExitedQuantity;

    /// <summary>What is held, in words: "BTCUSDT long".</summary>
    public string Holding => $"{Symbol} {EnumNames.Write(Direction)}{(FilledQuantity > 0 ? "" : ", not filled yet")}";

    /// <summary>True when what is open by our books does not stand at the exchange.</summary>
    public bool IsLost => PositionMissingSince is not null && OpenQuantity > 0;

    /// <summary>True when a stop at that price may lose more than the loosest that may stand.</summary>
    public bool IsTooLoose(decimal stop) => LoosestStopLoss is { } loosest && IsLooser(stop, loosest);

    /// <summary>True when such a stop is to stand: a looser one only where moved stops are kept. Null is none.</summary>
    public bool IsGuardedBy(decimal? stop) => stop is { } price && (!IsTooLoose(price) || (KeepsMovedStops && !IsResetByEntry(price)));

    /// <summary>
    /// True when a stop was not moved looser by a person: an entry order carries the planned stop, and each of its fills sets that for the
    /// whole futures position (Bybit V5, order/create).
    /// </summary>
    public bool IsResetByEntry(decimal stop) =>
        Category != Category.Spot && OrderType == OrderType.Limit && MovedStopLoss is not null && stop == PlannedStopLoss;

    /// <summary>True when a stop may lose more than another one.</summary>
    public bool IsLooser(decimal stop, decimal than) => (than - stop) * Direction.Sign() > 0;

    public bool IsUnfinished => Status.IsUnfinished();

    /// <inheritdoc cref="Stance"/>
    public static Direction StanceOf(Symbol symbol, Symbol signalSymbol, Direction direction) =>
        signalSymbol != symbol && OptionContract.Find(symbol) is { Kind: OptionKind.Put } ? direction.Opposite() : direction;
}

/// <summary>A stop that is wanted and was not seen at the exchange yet.</summary>
/// <param name="Price">Where it is to stand.</param>
/// <param name="Cause">Why.</param>
/// <param name="Since">Since when the exchange does not hold what is wanted.</param>
/// <param name="TriedAt">When the exchange was last asked for it; null when it was not yet.</param>
public sealed record AskedStop(decimal Price, StopMoveCause Cause, DateTimeOffset Since, DateTimeOffset? TriedAt = null);

/// <summary>The best price for a side.</summary>
/// <param name="Price">The highest for a long, the lowest for a short.</param>
/// <param name="Until">Up to when prices were looked at.</param>
public sealed record BestPrice(decimal Price, DateTimeOffset Until);
