using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;

namespace TradingBot.Core.Signals;

public interface ISignalJournal
{
    /// <summary>Writes the signal down once. The same dedupe key again gives the first signal back and counts the duplicate.</summary>
    Task<SignalReceipt> AcceptAsync(NewSignal signal, CancellationToken token);

    Task<SignalRecord?> FindAsync(SignalId id, CancellationToken token);

    Task<LedgerPage<SignalRecord>> ListAsync(SignalFilter filter, PageRequest page, CancellationToken token);

    /// <summary>
    /// The other alerts of the same strategy and symbol that may have come after it, or tell which of them did: they arrived since
    /// <see cref="SignalSequence.NeighborsSince"/>, whatever became of them. At most two hundred: those that were accepted or completed,
    /// and then the others, each the newest first.
    /// </summary>
    /// <param name="record">The signal on whose behalf it is asked.</param>
    Task<IReadOnlyList<SignalRecord>> ListNeighborsAsync(SignalRecord record, CancellationToken token);

    /// <summary>
    /// The other alerts of the same strategy and symbol that may hold this one up: they are not carried out (not decided yet, or closing
    /// what they were told to close). Those that fired after it are among them: a circle of orders is only seen by who sees all of it. One
    /// that approved a trade is carried out: the trade stands in the ledger. Those that arrived longer than
    /// <see cref="SignalSequence.Patience"/> ago hold nothing up.
    /// </summary>
    Task<IReadOnlyList<SignalRecord>> ListAheadAsync(SignalRecord record, DateTimeOffset now, CancellationToken token);

    /// <summary>
    /// The newest alerts, at most two hundred of each strategy that had one since the moment, whatever became of them; without the calls
    /// with a wrong token, which anybody can make.
    /// </summary>
    Task<IReadOnlyList<SignalRecord>> ListLatestAsync(DateTimeOffset since, CancellationToken token);

    /// <summary>Notes what is missing before an alert, or with null that nothing is.</summary>
    Task NoteMissedAsync(SignalId id, MissedBefore? missed, CancellationToken token);

    Task MarkStartedAsync(SignalId id, DateTimeOffset now, CancellationToken token);

    /// <summary>Received signals older than the moment whose orchestration was never started.</summary>
    Task<IReadOnlyList<SignalId>> ListUnstartedAsync(DateTimeOffset olderThan, CancellationToken token);

    /// <summary>
    /// Moves a signal on; a signal that already ended (denied, failed, completed), or opened a trade and ends with it, stays as it is and
    /// false comes back. One that is accepted is no dry run, whatever was noted when it arrived.
    /// </summary>
    Task<bool> AdvanceAsync(SignalId id, SignalStatus status, Denial? reason, DateTimeOffset now, CancellationToken token);

    /// <summary>
    /// Ends an alert that changes nothing. False also when another alert of its strategy and symbol arrived since it took its turn: that
    /// one may come before it, and bring about what it found missing. It must then be decided again.
    /// </summary>
    /// <param name="known">
    /// Which alerts were waiting when it took its turn: <see cref="ListAheadAsync"/>; null when it needed no turn, and whatever arrives
    /// makes no difference.
    /// </param>
    Task<bool> EndUnchangedAsync(
        SignalRecord record, SignalStatus status, Denial reason, IReadOnlyList<SignalId>? known, DateTimeOffset now,
        CancellationToken token);

    /// <summary>Ends an exit that is denied, which is told as that: what it was to close stays open.</summary>
    Task<bool> DenyExitAsync(SignalId id, Denial reason, RefusedExit exit, DateTimeOffset now, CancellationToken token);
}
