using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Notifications;
using TradingBot.Core.Orders;
using TradingBot.Core.Risk;
using TradingBot.Core.Signals;

namespace TradingBot.Core.Trades;

/// <summary>The trades, their orders, fills, funding and stories. Every method is one transaction.</summary>
public interface ITradeLedger
{
    /// <summary>
    /// Ends a signal that found nothing of its strategy in the symbol, under the lock of <see cref="IEntryAdmission"/>, so that no earlier
    /// alert opens there unseen. False when a trade has been opened meanwhile, or another alert has arrived as for
    /// <see cref="ISignalJournal.EndUnchangedAsync"/>: the signal is then as it was, and must be decided again.
    /// </summary>
    /// <param name="known">As for <see cref="ISignalJournal.EndUnchangedAsync"/>.</param>
    Task<bool> EndFlatAsync(
        SignalRecord signal, SignalStatus status, Denial reason, IReadOnlyList<SignalId>? known, DateTimeOffset now,
        CancellationToken token);

    /// <summary>
    /// Accepts a signal that closes these trades, under the lock of <see cref="IEntryAdmission"/>, so that no earlier alert opens there
    /// unseen. False when its strategy holds more in the symbol than was seen, and when the signal has ended or has opened a trade: nothing
    /// is written then, and it must be decided again.
    /// </summary>
    /// <param name="id">The signal.</param>
    /// <param name="closes">What it closes.</param>
    /// <param name="seen">Every unfinished trade of its strategy and symbol that it was decided against.</param>
    /// <param name="keepsDryRun">Whether a dry run noted at its arrival still holds: of what it opens afterwards.</param>
    Task<bool> AcceptClosingAsync(
        SignalId id, IReadOnlyList<TradeId> closes, IReadOnlyList<TradeId> seen, bool keepsDryRun, DateTimeOffset now,
        CancellationToken token);

    /// <summary>Notes that every execution of the trade until this moment is booked.</summary>
    Task NoteExecutionsReadAsync(TradeId id, DateTimeOffset until, CancellationToken token);

    Task<TradeRecord?> FindAsync(TradeId id, CancellationToken token);

    Task<TradeStory?> ReadStoryAsync(TradeId id, CancellationToken token);

    Task<LedgerPage<TradeRecord>> ListAsync(TradeFilter filter, PageRequest page, CancellationToken token);

    /// <summary>Every trade from pending to closing, oldest first.</summary>
    Task<IReadOnlyList<TradeRecord>> ListUnfinishedAsync(CancellationToken token);

    Task<IReadOnlyList<OrderRecord>> ListOrdersAsync(TradeId id, CancellationToken token);

    Task<IReadOnlyList<Fill>> ListFillsAsync(TradeId id, CancellationToken token);

    /// <summary>
    /// Writes the order down as sent, before it is sent: from then on only a look-up tells. An order of that link id already written is
    /// given back unchanged with false.
    /// </summary>
    /// <exception cref="InvalidOperationException">The trade has ended: nothing may be sent for it.</exception>
    Task<(OrderRecord Order, bool IsNew)> IntendOrderAsync(
        TradeId id, OrderRole role, OrderIntent intent, NewTradeEvent line, DateTimeOffset now, CancellationToken token);

    /// <summary>As <see cref="IntendOrderAsync"/>, for what is being added to the trade.</summary>
    /// <param name="addition">What is being added.</param>
    /// <exception cref="InvalidOperationException">The addition, or the trade, has ended: nothing may be sent for it.</exception>
    Task<(OrderRecord Order, bool IsNew)> IntendAdditionAsync(
        TradeId id, Addition addition, OrderIntent intent, NewTradeEvent line, DateTimeOffset now, CancellationToken token);

    /// <summary>As <see cref="IntendOrderAsync"/>, for a target of the trade.</summary>
    /// <param name="seen">The trade whose target it is, of the version that the order is for.</param>
    Task<(OrderRecord Order, bool IsNew)> IntendTargetAsync(
        TradeRecord seen, OrderIntent intent, NewTradeEvent line, DateTimeOffset now, CancellationToken token);

    Task UpdateOrderAsync(TradeId id, OrderUpdate update, NewTradeEvent? line, DateTimeOffset now, CancellationToken token);

    /// <summary>
    /// As <see cref="UpdateOrderAsync"/>, but only while the order is as it was seen, so that of two who act on the same sight one does.
    /// False when somebody else has moved it since: nothing is written then.
    /// </summary>
    Task<bool> UpdateSeenOrderAsync(OrderRecord seen, OrderUpdate update, NewTradeEvent? line, DateTimeOffset now, CancellationToken token);

    /// <summary>
    /// Adds executions not yet in the books (by category and exec id) and brings quantities, prices, profit and fees of the trade up to
    /// date. Gives back the fills that were new. What somebody else closed is told, unless nothing is left, or
    /// <paramref name="leavesDust"/>: the end of the trade tells of it then.
    /// </summary>
    /// <param name="leavesDust">Whether what they leave of the trade is too little for an order, so that it ends.</param>
    Task<IReadOnlyList<Fill>> BookFillsAsync(
        TradeId id, IReadOnlyCollection<Fill> fills, DateTimeOffset now, CancellationToken token, bool leavesDust = false);

    /// <summary>
    /// Adds the payments of funding that are not yet in the books (by category and exec id) and were made while the trade was open by its
    /// booked fills, and brings its funding and profit up to date, also when it has ended. Any other payment is left out, and may be given
    /// again once more fills are booked. Gives back the payments that were new.
    /// </summary>
    Task<IReadOnlyList<FundingPayment>> BookFundingAsync(
        TradeId id, IReadOnlyCollection<FundingPayment> payments, DateTimeOffset now, CancellationToken token);

    /// <summary>
    /// Perpetuals' trades that closed within a day, and whose executions were last noted as read no later than
    /// <paramref name="within"/> after that; oldest first.
    /// </summary>
    Task<IReadOnlyList<TradeRecord>> ListJustClosedAsync(TimeSpan within, DateTimeOffset now, CancellationToken token);

    /// <summary>
    /// Moves the trade as <see cref="TradeTransitions"/> says, and adds the line. A trade that takes no such cause stays as it is.
    /// </summary>
    Task AdvanceAsync(TradeId id, TradeCause cause, NewTradeEvent? line, DateTimeOffset now, CancellationToken token);

    /// <summary>
    /// Notes that what is left of the entry is taken back; the first reason, its moment and its line stand. Gives those back.
    /// </summary>
    Task<(TakeBackReason Reason, DateTimeOffset At)> NoteTakenBackAsync(
        TradeId id, TakeBackReason reason, NewTradeEvent line, DateTimeOffset now, CancellationToken token);

    /// <summary>
    /// Notes where a limit entry is moved to, before the exchange is asked for it. False when somebody else has moved it meanwhile, and
    /// when it is taken back or the trade is to be closed: nothing is written then.
    /// </summary>
    /// <param name="line">What is told of it; null when it is one of many.</param>
    Task<bool> MoveEntryAsync(TradeId id, EntryMove move, NewTradeEvent? line, CancellationToken token);

    /// <summary>
    /// Notes that the open position has no stop at the exchange, or only one looser than planned; the first moment stands until a stop is
    /// confirmed. Gives back from when on that counts: from now after a pause, at most <see cref="WatchedTime.MostReturns"/> times.
    /// </summary>
    /// <param name="id">The trade.</param>
    /// <param name="looser">The price that stands, which the trade's stop becomes; null when none stands.</param>
    /// <param name="pause">After so long since this was last noted, nobody watched meanwhile.</param>
    /// <param name="line">Written the first time; null where a missing stop is no news.</param>
    Task<DateTimeOffset> NoteStopMissingAsync(
        TradeId id, decimal? looser, TimeSpan pause, NewTradeEvent? line, DateTimeOffset now, CancellationToken token);

    /// <summary>
    /// Notes that the exchange shows less of the position than our books do, or with <paramref name="isMissing"/> false that it shows all
    /// again; the first moment stands until then. Gives back since when, null when nothing is missing.
    /// </summary>
    Task<MissedPosition?> NotePositionMissingAsync(
        TradeId id, bool isMissing, NewTradeEvent line, DateTimeOffset now, CancellationToken token);

    /// <summary>
    /// Notes where the stop stands, the moment it was first seen at the exchange, and that none is missing; tells it. With that the rules
    /// have moved it, where it stands as near as they asked for.
    /// </summary>
    Task ConfirmStopAsync(
        TradeId id, decimal stopLoss, NewTradeEvent? line, Notification? notice, DateTimeOffset now, CancellationToken token);

    /// <summary>
    /// Notes where the rules or a person want the stop, before the exchange is asked for it. False when it is wanted as near already, or
    /// nearer, and when the trade is to be closed: nothing is written then.
    /// </summary>
    /// <param name="line">Tells it; null where what is seen at the exchange later tells it.</param>
    Task<bool> AskStopAsync(TradeId id, StopMove move, NewTradeEvent? line, DateTimeOffset now, CancellationToken token);

    /// <summary>
    /// Notes that the exchange is asked for the wanted stop. False when somebody has asked since, or it is wanted elsewhere by now: then it
    /// is not to be asked.
    /// </summary>
    /// <param name="price">As it was read.</param>
    /// <param name="since">Since when it counts as wanted.</param>
    /// <param name="notSince">Whoever asked later than this has asked lately.</param>
    Task<bool> TryStopAsync(
        TradeId id, decimal price, DateTimeOffset since, DateTimeOffset notSince, DateTimeOffset now, CancellationToken token);

    /// <summary>
    /// Notes the best price that was seen for the trade's side; a worse one than is noted leaves that, and moves its time on.
    /// </summary>
    Task NoteBestPriceAsync(TradeId id, BestPrice best, CancellationToken token);

    /// <summary>
    /// Asks for the trade to be closed; the first reason and its line stand, asking again changes nothing. False when the trade is finished
    /// or unknown.
    /// </summary>
    Task<bool> RequestCloseAsync(TradeId id, CloseReason reason, NewTradeEvent line, DateTimeOffset now, CancellationToken token);

    /// <summary>
    /// Asks for the trade to be closed because a target of it was reached; false when it has ended, or a person has changed its targets
    /// since they were seen.
    /// </summary>
    /// <param name="seen">The trade whose target it is.</param>
    Task<bool> RequestCloseForTargetAsync(TradeRecord seen, NewTradeEvent line, DateTimeOffset now, CancellationToken token);

    /// <summary>
    /// Asks for a part of an open trade to be closed, and with an alert ends that alert in the same step, so that it is asked for once.
    /// False when the trade does not stand as it was seen, when all or another part of it is being closed, and when the alert has ended:
    /// nothing is written then.
    /// </summary>
    /// <param name="seen">The trade as the part was reckoned from it.</param>
    /// <param name="quantity">In the unit of the trade's quantity; greater than zero.</param>
    /// <param name="signal">The alert that asks; null when none does.</param>
    /// <param name="targets">The targets it is closed for, by their places from 0; none for any other reason.</param>
    Task<bool> RequestReductionAsync(
        TradeRecord seen, decimal quantity, SignalId? signal, IReadOnlyList<int> targets, NewTradeEvent line, DateTimeOffset now,
        CancellationToken token);

    /// <summary>
    /// Asks for parts of several trades to be closed, or for all of some, and ends the alert that asks for them, all in one step, so that
    /// each is asked for once and none without the others. False when one of the trades does not stand as it was seen, or is being closed,
    /// and when the alert has ended: nothing is written then.
    /// </summary>
    /// <param name="signal">The alert that asks.</param>
    /// <param name="takings">What is taken of each trade.</param>
    /// <param name="reason">Why it takes nothing of a further one; null when it takes of all.</param>
    Task<bool> RequestTakingsAsync(
        SignalId signal, IReadOnlyList<Taking> takings, Denial? reason, DateTimeOffset now, CancellationToken token);

    /// <summary>
    /// Notes that targets were reached, and tells it; false when all of them were noted before, or a person has changed the targets since
    /// they were seen: nothing is written then.
    /// </summary>
    /// <param name="seen">The trade whose targets these are.</param>
    /// <param name="targets">By their places from 0.</param>
    Task<bool> NoteTargetsReachedAsync(
        TradeRecord seen, IReadOnlyList<int> targets, NewTradeEvent line, Notification? notice, DateTimeOffset now,
        CancellationToken token);

    /// <summary>
    /// Notes that the order of a target was moved at the exchange, and tells it; false when it was noted there before, or a person has
    /// changed the targets here since they were seen.
    /// </summary>
    /// <param name="seen">The trade whose target it is.</param>
    /// <param name="target">By its place from 0.</param>
    /// <param name="price">Where it stands now.</param>
    Task<bool> NoteTargetMovedAsync(
        TradeRecord seen, int target, decimal price, NewTradeEvent line, Notification notice, DateTimeOffset now, CancellationToken token);

    /// <summary>
    /// Puts other targets in the place of those that the trade has. False when it is not open any more, when all or a part of it is being
    /// closed, and when its targets or what is open of it are not as they were seen: nothing is written then.
    /// </summary>
    /// <param name="seen">The trade as the change was reckoned from it.</param>
    /// <param name="targets">All of them, the reached ones included.</param>
    Task<bool> ChangeTargetsAsync(
        TradeRecord seen, IReadOnlyList<PlannedTarget> targets, NewTradeEvent line, DateTimeOffset now, CancellationToken token);

    /// <summary>Notes that the exchange holds none of the targets of before any more, unless they were changed since.</summary>
    /// <param name="seen">The trade as the exchange was held against it.</param>
    Task ConfirmTargetsAsync(TradeRecord seen, CancellationToken token);

    /// <summary>
    /// Notes that the exchange is asked for them now; false when it was asked later than that moment, or they were changed since.
    /// </summary>
    Task<bool> TryTargetsAsync(TradeRecord seen, DateTimeOffset notSince, DateTimeOffset now, CancellationToken token);

    /// <summary>
    /// Ends what was asked for, and tells it; false when it has been ended already. With <paramref name="isClosed"/> the targets that it
    /// was asked for are reached.
    /// </summary>
    Task<bool> EndReductionAsync(
        TradeId id, Reduction reduction, bool isClosed, NewTradeEvent line, Notification notice, DateTimeOffset now,
        CancellationToken token);

    /// <summary>
    /// Ends an addition, and tells it: what was filled of it counts among the planned figures of the trade, and nothing else. False when it
    /// has been ended already, and while its order has not: that may have been written down a moment ago.
    /// </summary>
    /// <param name="filled">What its order tells as filled, from 0.</param>
    Task<bool> EndAdditionAsync(
        TradeId id, Addition addition, decimal filled, NewTradeEvent line, Notification notice, DateTimeOffset now,
        CancellationToken token);

    /// <summary>
    /// Ends the trade: closed with its reason, which stands before the one it was asked to close for, or failed with the refusal. Ending an
    /// ended trade changes nothing and gives false.
    /// </summary>
    /// <param name="cause"><see cref="TradeCause.Settled"/> or <see cref="TradeCause.EntryFailed"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The cause ends no trade.</exception>
    Task<bool> FinishAsync(TradeId id, TradeCause cause, CloseReason? closeReason, Denial? reason,
        NewTradeEvent line, Notification notification, DateTimeOffset now, CancellationToken token);

    /// <summary>
    /// Ends a trade whose entry was never written down. False when it has been written down after all, or the trade has ended: the order
    /// must be looked at then.
    /// </summary>
    Task<bool> AbandonAsync(
        TradeId id, Denial reason, NewTradeEvent line, Notification notification, DateTimeOffset now, CancellationToken token);

    Task AddLineAsync(TradeId id, NewTradeEvent line, DateTimeOffset now, CancellationToken token);
}

/// <summary>
/// Which trades are listed; null means any. Unfinished: true for pending to closing, false for closed and failed. From and to bound the
/// creation time.
/// </summary>
public sealed record TradeFilter(
    bool? Unfinished = null, string? Strategy = null, string? Symbol = null, DateTimeOffset? From = null, DateTimeOffset? To = null);
