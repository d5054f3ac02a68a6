using TradingBot.Core.Identifiers;
using TradingBot.Core.Signals;
using TradingBot.Core.Trades;

namespace TradingBot.Trading.Reconciliation;

/// <summary>
/// Finds what a crash may have left unattended: signals that were written down and never started, trades that are not finished. Whether
/// somebody attends to them after all only the runtime knows, so it is asked to start them at most once.
/// </summary>
public sealed class CrashSweep(ISignalJournal signals, ITradeLedger ledger, TimeProvider time)
{
    /// <summary>Younger signals are being started right now by whoever wrote them.</summary>
    public static readonly TimeSpan SignalGrace = TimeSpan.FromSeconds(5);

    /// <summary>A younger trade's run is being started by the signal that opened it.</summary>
    public static readonly TimeSpan TradeGrace = TimeSpan.FromSeconds(15);

    /// <summary>Signals without an orchestration, received more than <see cref="SignalGrace"/> ago.</summary>
    public Task<IReadOnlyList<SignalId>> ListSignalsAsync(CancellationToken token) =>
        signals.ListUnstartedAsync(time.GetUtcNow() - SignalGrace, token);

    /// <summary>Notes that the signal has an orchestration now.</summary>
    public Task NoteStartedAsync(SignalId signal, CancellationToken token) => signals.MarkStartedAsync(signal, time.GetUtcNow(), token);

    /// <summary>Unfinished trades that were opened more than <see cref="TradeGrace"/> ago, oldest first.</summary>
    public async Task<IReadOnlyList<TradeId>> ListTradesAsync(CancellationToken token)
    {
        var now = time.GetUtcNow();
        var unfinished = await ledger.ListUnfinishedAsync(token);
        return [.. unfinished.Where(trade => now - trade.CreatedAt > TradeGrace).Select(static trade => trade.Id)];
    }
}
