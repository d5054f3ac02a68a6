using System.Collections.Frozen;
using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;

namespace TradingBot.Core.Signals;

/// <summary>
/// Which of two alerts of one strategy and symbol came first. Alerts carry no sequence number: the moment they fired decides, or the moment
/// they arrived where they do not tell it; nothing fires after it has arrived, so a time in the future counts as the arrival. Of two that
/// fired in the same second, what each began with and left tells which came first (TradingView sends a close and an entry of one bar as two
/// alerts in either order): see <see cref="ToldOrder"/>. A time in whole seconds is a stretch of which only the second is known: where all
/// that leaves it open which of two came first, arrival decides, unless others between them tell it. The queue and the superseding ask
/// this same rule.
/// </summary>
public static class SignalSequence
{
    /// <summary>How long an alert that is not carried out holds up those that came after it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Memory = TimeSpan.FromDays(1);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    // One that said flat and found it so is not among them: it may have been decided before an entry that fired before it.
    private static readonly FrozenSet<string> Changeless = new[]
    {
        DenialCodes.NoChange, DenialCodes.AlreadyInPosition, DenialCodes.NothingToReduce, DenialCodes.NothingToAddTo,
        DenialCodes.NothingToReverse, DenialCodes.NothingToClose, DenialCodes.OtherSideHeld, DenialCodes.OppositeIgnored,
        DenialCodes.DryRun,
    }.ToFrozenSet();

    /// <summary>
    /// Since when the alerts arrived that may have come after this one, or stand between it and one that may: it fired then or a second
    /// later, the stretch of a time in whole seconds. Those that arrived a day before it overtake nothing any more.
    /// </summary>
    public static DateTimeOffset NeighborsSince(SignalRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var since = StretchOf(record.Signal?.FiredAt, record.ReceivedAt).First - Second;
        var horizon = record.ReceivedAt - Memory;
        return since > horizon ? since : horizon;
    }

    /// <summary>When the alert counts as fired; never after its arrival.</summary>
    public static DateTimeOffset MomentOf(DateTimeOffset? firedAt, DateTimeOffset receivedAt) =>
        firedAt < receivedAt ? firedAt.Value : receivedAt;

    /// <summary>
    /// Whether nothing that is not carried out comes before the alert. What was begun goes first. What the alerts tell of their order
    /// binds, also by way of others; among those that nothing told holds back, the one that arrived first goes first. Where the states of
    /// alerts of one second chain in a circle, the one of them that arrived first begins it.
    /// </summary>
    /// <param name="record">An alert that asks for its turn.</param>
    /// <param name="ahead">The others that may come before it: <see cref="ISignalJournal.ListAheadAsync"/>.</param>
    /// <param name="neighbors">Others that tell of the order: <see cref="ISignalJournal.ListNeighborsAsync"/>.</param>
    public static bool HasTurn(SignalRecord record, IReadOnlyList<SignalRecord> ahead, IEnumerable<SignalRecord> neighbors)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(ahead);
        List<SignalRecord> all = [record, .. ahead];
        var told = new ToldOrder(all.Concat(neighbors).DistinctBy(static other => other.Id));
        return MayBegin(record, all, told) && !ahead.Any(other => HasArrivedBefore(other, record) && MayBegin(other, all, told));
    }

    private static bool MayBegin(SignalRecord record, List<SignalRecord> all, ToldOrder told)
    {
        // Whoever comes before it has to come after it as well, by way of others, and to have arrived later.
        if (all.Any(other => IsBefore(other, record, told) && HasArrivedBefore(other, record)))
            return false;
        var before = ChainFrom(record, all, (one, next) => IsBefore(next, one, told));
        return before.All(other => other == record || HasArrivedBefore(record, other))
            && before.IsSubsetOf(ChainFrom(record, all, (one, next) => IsBefore(one, next, told)));
    }

    // The record and whoever is reached from it, step by step.
    private static HashSet<SignalRecord> ChainFrom(
        SignalRecord record, List<SignalRecord> all, Func<SignalRecord, SignalRecord, bool> leadsTo)
    {
        var reached = new HashSet<SignalRecord>(ReferenceEqualityComparer.Instance) { record };
        var next = new Queue<SignalRecord>([record]);
        while (next.TryDequeue(out var one))
        {
            foreach (var other in all.Where(other => !reached.Contains(other) && leadsTo(one, other)))
            {
                reached.Add(other);
                next.Enqueue(other);
            }
        }

        return reached;
    }

    private static bool IsBefore(SignalRecord one, SignalRecord other, ToldOrder told)
    {
        var hasBegun = one.Status == SignalStatus.Accepted;
        if (hasBegun != (other.Status == SignalStatus.Accepted))
            return hasBegun;
        return told.Compare(one, other) < 0;
    }

    private static bool HasArrivedBefore(SignalRecord one, SignalRecord other) =>
        (one.ReceivedAt, one.Id.Value).CompareTo((other.ReceivedAt, other.Id.Value)) < 0;

    /// <summary>The refusal of an alert that a later one has overtaken; null when none has.</summary>
    /// <param name="record">The alert that may be out of date.</param>
    /// <param name="others">
    /// The alerts that may have come after it: <see cref="ISignalJournal.ListNeighborsAsync"/>. Only those that were acted upon overtake
    /// it; all of them tell of the order, whatever became of them. One that took a part of whichever side does not overtake an alert that
    /// has closed something: a reversal is carried out as a whole or not at all.
    /// </param>
    public static Denial? FindSuperseding(SignalRecord record, params IEnumerable<SignalRecord> others)
    {
        ArgumentNullException.ThrowIfNull(record);
        var order = new OrderAround(record, others);
        return order.Others.FirstOrDefault(
                other => WasActedUpon(other) && !IsPartBehindWhatHasClosed(other, record) && order.IsOvertakenBy(other)) is { } later
            ? SupersededBy(later)
            : null;
    }

    /// <summary>
    /// The refusal of an exit by the alert that opened what it would close, since no other one can make it wrong; null when that one did
    /// not overtake it.
    /// </summary>
    /// <param name="record">The exit.</param>
    /// <param name="opener">The alert that opened the trade.</param>
    /// <param name="others">As for <see cref="FindSuperseding"/>: they may tell which of the two came first.</param>
    /// <param name="isReversal">
    /// Whether it opens the other side as well. What only closes is not taken for overtaken because of others, those of its own second
    /// included: where the two themselves leave it open which of them came first, flat is the safer end. Nor is it overtaken by its arrival
    /// alone where another one stands between the two: it came after that one, which arrived after the opener.
    /// </param>
    public static Denial? FindSupersedingOpener(
        SignalRecord record, SignalRecord opener, IEnumerable<SignalRecord> others, bool isReversal)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(opener);
        var order = new OrderAround(record, [opener, .. others.Where(other => other.Id != opener.Id)]);
        return order.IsOvertakenBy(opener, mayOthersTellIt: isReversal)
            && (isReversal || (new OrderAround(record, [opener]).IsOvertakenBy(opener) && !order.MayHaveComeAfter(opener)))
            ? SupersededBy(opener)
            : null;
    }

    /// <summary>
    /// The refusal of a reversal by a later alert that closed a part of what it would close, or added to it: that one tells that the
    /// strategy is on that side since, so the reversal neither closes it nor opens the other side. Null when there is none. One that does
    /// not say of which side it was tells nothing of it.
    /// </summary>
    /// <param name="record">The reversal.</param>
    /// <param name="trade">What it would close.</param>
    /// <param name="side">The side of that.</param>
    /// <param name="others">As for <see cref="FindSuperseding"/>.</param>
    public static Denial? FindSupersedingPart(SignalRecord record, TradeId trade, Direction side, IEnumerable<SignalRecord> others)
    {
        ArgumentNullException.ThrowIfNull(record);
        var order = new OrderAround(record, others);
        return order.Others.FirstOrDefault(
                other => SideOfPart(other, trade) == side && order.IsOvertakenBy(other)) is { } later
            ? SupersededBy(later)
            : null;
    }

    // What it closed counts, whatever became of the rest of it. One that says flat and was skipped behind what stood has said so all the
    // same: an entry that it came after must not stand either.
    private static bool WasActedUpon(SignalRecord record) => record.Closes.Count > 0 || SaysFlatInVain(record)
        || (!record.DryRun
            && record.Status is SignalStatus.Accepted or SignalStatus.Completed
            && (record.Reason is not { Code: var code } || !Changeless.Contains(code)));

    // Whose part it was to be, or what it added to, is not told: of the side it says nothing, so the alert that has closed its own goes on
    // to open.
    private static bool IsPartBehindWhatHasClosed(SignalRecord other, SignalRecord record) => record.Closes.Count > 0
        && (other.AddsTo is null ? MoveOf(other) is SimulatedMove.SmallerOfAny : MoveOf(other) is not SimulatedMove.Larger);

    // The side that it tells of the trade which it made smaller or larger.
    private static Direction? SideOfPart(SignalRecord record, TradeId trade) => MoveOf(record) switch
    {
        SimulatedMove.Smaller smaller when record.Closes.Contains(trade) => smaller.Side,
        SimulatedMove.Larger larger when record.AddsTo == trade => larger.Side,
        _ => null,
    };

    private static SimulatedMove? MoveOf(SignalRecord record) => record.Signal is { } signal ? SimulatedMove.Of(signal) : null;

    private static bool SaysFlatInVain(SignalRecord record) =>
        record is { DryRun: false, Status: SignalStatus.Denied, Reason.Code: DenialCodes.Superseded, Signal: { } signal }
        && SimulatedMove.Of(signal) switch
        {
            SimulatedMove.ToFlat => true,
            null => signal.Action == SignalAction.Close,
            _ => false,
        };

    private static Denial SupersededBy(SignalRecord later) => new(
        DenialCodes.Superseded,
        "A later alert of this strategy was already acted upon.",
        new Dictionary<string, string> { ["laterSignal"] = later.Id.ToString() });

    // Who comes before and after one alert by what all of them tell, step by step.
    private sealed class OrderAround
    {
        private readonly SignalRecord _record;
        private readonly ToldOrder _told;
        private readonly HashSet<SignalRecord> _before;
        private readonly HashSet<SignalRecord> _after;

        public OrderAround(SignalRecord record, IEnumerable<SignalRecord> others)
        {
            List<SignalRecord> all = [record, .. others.Where(other => other.Id != record.Id)];
            (_record, Others, _told) = (record, all[1..], new ToldOrder(all));
            _before = ChainFrom(record, all, (one, next) => IsBefore(next, one));
            _after = ChainFrom(record, all, IsBefore);
        }

        public IReadOnlyList<SignalRecord> Others { get; }

        // Of two others that were acted upon and leave it open which of them came first, the one that was carried out first did. An exit
        // that found nothing waited for nobody: of it the arrival has to say so too. A reversal that has closed is judged as it was before:
        // an exit that was decided meanwhile may have come after it all the same.
        private bool IsBefore(SignalRecord one, SignalRecord next) => _told.Compare(one, next) switch
        {
            0 => one != _record && next != _record
                && one.DecidedAt < next.DecidedAt && WasActedUpon(one) && WasActedUpon(next)
                && ((HasMoved(one) && HasMoved(next)) || HasArrivedBefore(one, next)),
            var order => order < 0,
        };

        // What opened the trade that the alert has closed came before it, and with that what fired before the opener. That has to be told
        // by their moments: what only the states of a second tell is no proof against an exit.
        private bool HasFiredBeforeWhatWasClosed(SignalRecord other) => Others.Any(
            opener => opener.TradeId is { } trade && _record.Closes.Contains(trade)
                && StretchOf(other.Signal?.FiredAt, other.ReceivedAt).Last < StretchOf(opener.Signal?.FiredAt, opener.ReceivedAt).First);

        // Step by step, by what the alerts tell or, where they leave it open, by their arrival.
        public bool MayHaveComeAfter(SignalRecord other) => _told.Compare(other, _record) == 0
            && ChainFrom(other, [_record, .. Others], (one, next) => _told.Compare(one, next) switch
            {
                0 => HasArrivedBefore(one, next),
                var order => order < 0,
            }).Contains(_record);

        private static bool HasMoved(SignalRecord record) =>
            record.TradeId is not null || record.AddsTo is not null || record.Closes.Count > 0;

        // By what the two tell, by way of others, or by their arrival where all that leaves the order open.
        public bool IsOvertakenBy(SignalRecord other, bool mayOthersTellIt = true) => _told.Compare(_record, other) switch
        {
            0 when _before.Contains(other) || HasFiredBeforeWhatWasClosed(other) => false,
            0 => _record.ReceivedAt < other.ReceivedAt || (mayOthersTellIt && _after.Contains(other)),
            var order => order < 0,
        };
    }

    /// <summary>Between which moments the alert fired; both the same when its time is told exactly, or counts as the arrival.</summary>
    public static (DateTimeOffset First, DateTimeOffset Last) StretchOf(DateTimeOffset? firedAt, DateTimeOffset receivedAt)
    {
        var moment = MomentOf(firedAt, receivedAt);
        if (moment.Ticks % TimeSpan.TicksPerSecond != 0)
            return (moment, moment);
        var end = moment.AddTicks(TimeSpan.TicksPerSecond - 1);
        return (moment, end < receivedAt ? end : receivedAt);
    }
}
