using TradingBot.Core.Foundation;

namespace TradingBot.Core.Signals;

/// <summary>
/// Which of two alerts of one strategy and symbol came first. Alerts carry no sequence number: the moment they fired decides, or the moment
/// they arrived where they do not tell it. Of two that fired in the same second, the one whose "after" is the other's "before" came first
/// (TradingView sends a close and an entry of one bar as two alerts in either order); else arrival decides.
/// </summary>
public static class SignalSequence
{
    private static readonly TimeSpan Memory = TimeSpan.FromDays(1);

    /// <summary>How far back alerts are looked at for one that arrived at this moment: older ones overtake nothing any more.</summary>
    public static DateTimeOffset Horizon(DateTimeOffset receivedAt) => receivedAt - Memory;

    /// <summary>The refusal of an alert that a later one has overtaken; null when it has not.</summary>
    /// <param name="lastApplied">The last alert of the same strategy and symbol that was acted upon.</param>
    public static Denial? FindSuperseding(SignalRecord record, SignalRecord? lastApplied)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (record.Signal is not { } signal || lastApplied is not { Signal: { } last } || lastApplied.Id == record.Id)
            return null;
        var (own, other) = (signal.FiredAt ?? record.ReceivedAt, last.FiredAt ?? lastApplied.ReceivedAt);
        var cameBefore = own == other && signal.FiredAt is not null ? CameBefore(record, signal, lastApplied, last) : own < other;
        return cameBefore
            ? new Denial(
                DenialCodes.Superseded,
                "A later alert of this strategy was already acted upon.",
                new Dictionary<string, string> { ["laterSignal"] = lastApplied.Id.ToString() })
            : null;
    }

    private static bool CameBefore(SignalRecord record, Signal signal, SignalRecord lastApplied, Signal last) =>
        signal.Position is null || last.Position is null
            ? record.ReceivedAt < lastApplied.ReceivedAt
            : last.PrevPosition == signal.Position && last.Position != signal.Position;
}
