using TradingBot.Core.Foundation;

namespace TradingBot.Core.Signals;

/// <summary>
/// Which of two alerts of one strategy and symbol came first. Alerts carry no sequence number: the moment they fired decides, or the moment
/// they arrived where they do not tell it; nothing fires after it has arrived, so a time in the future counts as the arrival. Of two that
/// fired in the same second, the one that cannot follow the other came first (TradingView sends a close and an entry of one bar as two
/// alerts in either order); where each can follow the other, or neither, arrival decides.
/// </summary>
public static class SignalSequence
{
    /// <summary>How long an alert that is not carried out holds up those that came after it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Memory = TimeSpan.FromDays(1);

    /// <summary>How far back alerts are looked at for one that arrived at this moment: older ones overtake nothing any more.</summary>
    public static DateTimeOffset Horizon(DateTimeOffset receivedAt) => receivedAt - Memory;

    /// <summary>When the alert counts as fired; never after its arrival.</summary>
    public static DateTimeOffset MomentOf(DateTimeOffset? firedAt, DateTimeOffset receivedAt) =>
        firedAt < receivedAt ? firedAt.Value : receivedAt;

    /// <summary>
    /// Whether nothing that is not carried out comes before the alert. What was begun goes first. Where the states of alerts of one second
    /// chain in a circle, the one that arrived first begins.
    /// </summary>
    /// <param name="record">An alert that asks for its turn.</param>
    /// <param name="ahead">The others that may come before it: <see cref="ISignalJournal.ListAheadAsync"/>.</param>
    public static bool HasTurn(SignalRecord record, IReadOnlyList<SignalRecord> ahead)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(ahead);
        List<SignalRecord> all = [record, .. ahead];
        bool IsFree(SignalRecord one) => all.TrueForAll(other => other.Id == one.Id || !IsBefore(other, one));
        return IsFree(record) || (!ahead.Any(IsFree) && ahead.All(other => HasArrivedBefore(record, other)));
    }

    private static bool IsBefore(SignalRecord one, SignalRecord other)
    {
        var hasBegun = one.Status == SignalStatus.Accepted;
        if (hasBegun != (other.Status == SignalStatus.Accepted))
            return hasBegun;
        if (one.Signal is not { } signal || other.Signal is not { } another)
            return HasArrivedBefore(one, other);
        if (IsSameSecond(one, signal, other, another) && signal.Position is not null && another.Position is not null)
            return CameBefore(one, signal, other, another);
        var (moment, last) = (MomentOf(signal.FiredAt, one.ReceivedAt), MomentOf(another.FiredAt, other.ReceivedAt));
        return moment == last ? HasArrivedBefore(one, other) : moment < last;
    }

    private static bool HasArrivedBefore(SignalRecord one, SignalRecord other) =>
        (one.ReceivedAt, one.Id.Value).CompareTo((other.ReceivedAt, other.Id.Value)) < 0;

    // A time to come tells nothing of the order: it counts as the arrival.
    private static bool IsSameSecond(SignalRecord one, Signal signal, SignalRecord other, Signal another) =>
        signal.FiredAt is { } fired && fired == another.FiredAt && fired <= one.ReceivedAt && fired <= other.ReceivedAt;

    /// <summary>The refusal of an alert that a later one has overtaken; null when it has not.</summary>
    /// <param name="lastApplied">
    /// The last alert of the same strategy and symbol that was acted upon. For an exit: the one that opened what is to be closed, since no
    /// other one can make an exit of it wrong.
    /// </param>
    public static Denial? FindSuperseding(SignalRecord record, SignalRecord? lastApplied)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (record.Signal is not { } signal || lastApplied is not { Signal: { } last } || lastApplied.Id == record.Id)
            return null;
        var cameBefore = IsSameSecond(record, signal, lastApplied, last)
            ? CameBefore(record, signal, lastApplied, last)
            : CameBefore(When(signal.FiredAt, record.ReceivedAt), When(last.FiredAt, lastApplied.ReceivedAt))
                ?? record.ReceivedAt < lastApplied.ReceivedAt;
        return cameBefore
            ? new Denial(
                DenialCodes.Superseded,
                "A later alert of this strategy was already acted upon.",
                new Dictionary<string, string> { ["laterSignal"] = lastApplied.Id.ToString() })
            : null;
    }

    // TradingView tells when an alert fired in whole seconds: against an alert that tells nothing, that is a stretch and no moment.
    private static (DateTimeOffset From, DateTimeOffset To) When(DateTimeOffset? firedAt, DateTimeOffset receivedAt)
    {
        var moment = MomentOf(firedAt, receivedAt);
        if (moment == receivedAt || moment.Ticks % TimeSpan.TicksPerSecond != 0)
            return (moment, moment);
        return (moment, moment.AddTicks(TimeSpan.TicksPerSecond - 1));
    }

    // Null when either may have come first.
    private static bool? CameBefore((DateTimeOffset From, DateTimeOffset To) own, (DateTimeOffset From, DateTimeOffset To) other)
    {
        if (own.To < other.From)
            return true;
        return other.To < own.From ? false : null;
    }

    private static bool CameBefore(SignalRecord record, Signal signal, SignalRecord lastApplied, Signal last)
    {
        if (signal.Position is not { } own || last.Position is not { } other)
            return record.ReceivedAt < lastApplied.ReceivedAt;
        var mayBeBefore = other != own && SimulatedMove.MayBeginAt(last, own);
        var mayBeAfter = other != own && SimulatedMove.MayBeginAt(signal, other);
        if (mayBeBefore != mayBeAfter)
            return mayBeBefore;

        // Either may have come first. Where both say so themselves, flat is the safer end.
        var areTold = signal.PrevPosition is not null && last.PrevPosition is not null;
        return mayBeBefore && areTold && (own == TargetPosition.Flat || other == TargetPosition.Flat)
            ? other == TargetPosition.Flat
            : record.ReceivedAt < lastApplied.ReceivedAt;
    }
}
