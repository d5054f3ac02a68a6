using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Signals;

namespace TradingBot.Trading.Entries;

/// <summary>Ends a signal that another process may have decided meanwhile: asked again, it answers what that one found.</summary>
internal static class DecidedMeanwhile
{
    public static async Task<SignalDecision> EndAsync(
        this ISignalJournal signals, SignalId id, SignalStatus status, Denial reason, TimeProvider time, CancellationToken token) =>
        await signals.AdvanceAsync(id, status, reason, time.GetUtcNow(), token) ? new SignalDecision.Ended() : new SignalDecision.Waits();

    /// <summary>
    /// Ends a signal that changes nothing. An earlier alert may have arrived meanwhile, and what it brings about is something to change
    /// after all.
    /// </summary>
    public static async Task<SignalDecision> EndUnchangedAsync(
        this ISignalJournal signals, AskedSignal asked, SignalStatus status, Denial reason, TimeProvider time, CancellationToken token) =>
        await signals.EndUnchangedAsync(asked.Record, status, reason, asked.Known, time.GetUtcNow(), token)
            ? new SignalDecision.Ended()
            : new SignalDecision.Waits();
}
