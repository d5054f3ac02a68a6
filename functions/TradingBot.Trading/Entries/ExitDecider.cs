using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Orders;
using TradingBot.Core.Signals;
using TradingBot.Core.Trades;
using TradingBot.Trading.Positions;

namespace TradingBot.Trading.Entries;

/// <summary>
/// Decides what an alert takes away: which open trades it closes, and which waiting entries it cancels. The answer is null where something
/// else stands by now, or another process has carried the alert out: it has to be decided again.
/// </summary>
public sealed partial class ExitDecider(ISignalJournal signals, ITradeLedger ledger, PartialExitRequest parts, TimeProvider time)
{
    private static readonly Denial DryExit = new(DenialCodes.DryRun, "Dry run: would have closed or cancelled; nothing was sent.");

    /// <summary>No order that a cancel could take back.</summary>
    internal static readonly Denial NothingToCancel = new(
        DenialCodes.NothingToClose, "No order of this strategy waits to be filled, so there is nothing to cancel.");

    // A market order is filled or gone at once, so only limit entries wait. What is filled of one stays, also what crosses the cancel.
    internal async Task<SignalDecision?> CancelAsync(AskedSignal asked, IReadOnlyList<TradeRecord> open, CancellationToken token)
    {
        var record = asked.Record;
        if (asked.Signal.DryRun)
            return await signals.EndAsync(record.Id, SignalStatus.Completed, DryExit, time, token);
        var others = await signals.ListNeighborsAsync(record, token);
        var waiting = new List<TradeId>();
        foreach (var trade in open.Where(static trade => trade.OrderType == OrderType.Limit))
        {
            if (await FindOvertakingAsync(record, trade, others, isReversal: false, token) is null
                && !await ledger.HasEntryEndedAsync(trade.Id, token))
                waiting.Add(trade.Id);
        }

        if (waiting.Count == 0)
            return await signals.EndAsync(record.Id, SignalStatus.Completed, NothingToCancel, time, token);
        var now = time.GetUtcNow();
        if (!await AcceptAsync(record, waiting, open, thenOpen: false, token))
            return null;
        foreach (var trade in waiting)
            await ledger.NoteTakenBackAsync(trade, TakeBackReason.Signal, TradeEvents.EntryTakenBack(TakeBackReason.Signal), now, token);
        return new SignalDecision.Closes(waiting, ThenOpen: false);
    }

    /// <param name="open">Every open trade of the strategy and symbol.</param>
    /// <param name="closed">Those of them that the alert closes.</param>
    internal async Task<SignalDecision?> CloseAsync(
        AskedSignal asked, IReadOnlyList<TradeRecord> open, IReadOnlyList<TradeRecord> closed, bool isReversal, CancellationToken token)
    {
        var (record, signal) = (asked.Record, asked.Signal);
        // Only the alert itself can say that it is not meant: a strategy that was made dry since still has its trade.
        if (signal.DryRun)
            return await signals.EndAsync(record.Id, SignalStatus.Completed, DryExit, time, token);
        var others = await signals.ListNeighborsAsync(record, token);
        Denial? overtaken = null;
        var meant = new List<TradeId>();
        foreach (var trade in closed)
        {
            // What only closes is not lost to a part that was closed after it. What would open the other side against that part is, as a
            // whole: its entry would not be carried out.
            var later = await FindOvertakingAsync(record, trade, others, isReversal, token)
                ?? (isReversal && asked.MayOpen
                    ? SignalSequence.FindSupersedingPart(record, trade.Id, trade.Stance, others)
                    : null);
            if (later is not null)
                overtaken = later;
            else
                meant.Add(trade.Id);
        }

        return overtaken is not null && meant.Count == 0
            ? await DenyAsync(record, signal, overtaken, open, token)
            : await CloseAsync(record, meant, open, thenOpen: isReversal, token);
    }

    private async Task<SignalDecision?> CloseAsync(
        SignalRecord record, IReadOnlyList<TradeId> closes, IReadOnlyList<TradeRecord> open, bool thenOpen, CancellationToken token)
    {
        if (!await AcceptAsync(record, closes, open, thenOpen, token))
            return null;
        foreach (var trade in closes)
        {
            var line = TradeEvents.CloseRequestedBySignal(record.Id);
            await ledger.RequestCloseAsync(trade, CloseReason.Signal, line, time.GetUtcNow(), token);
        }

        return new SignalDecision.Closes(closes, ThenOpen: thenOpen);
    }

    private async Task<Denial?> FindOvertakingAsync(
        SignalRecord record, TradeRecord trade, IReadOnlyList<SignalRecord> others, bool isReversal, CancellationToken token) =>
        await signals.FindAsync(trade.SignalId, token) is { } opener
            ? SignalSequence.FindSupersedingOpener(record, opener, others, isReversal)
            : null;

    private Task<bool> AcceptAsync(
        SignalRecord record, IReadOnlyList<TradeId> closes, IReadOnlyList<TradeRecord> open, bool thenOpen, CancellationToken token) =>
        ledger.AcceptClosingAsync(
            record.Id, closes, [.. open.Select(static trade => trade.Id)], keepsDryRun: thenOpen, time.GetUtcNow(), token);

    private async Task<SignalDecision> DenyAsync(
        SignalRecord record, Signal signal, Denial reason, IReadOnlyList<TradeRecord> open, CancellationToken token)
    {
        // An exit that names the side it ends, and that side is not held, is the other half of the alert that opened what is.
        if (signal.PrevPosition is { } before && !open.Any(trade => before == TargetPositions.Of(trade.Stance)))
            return await signals.EndAsync(record.Id, SignalStatus.Denied, reason, time, token);
        var exit = new RefusedExit(signal.SymbolText, IsCertain: true, [.. open.Select(static trade => trade.Holding)]);
        return await signals.DenyExitAsync(record.Id, reason, exit, time.GetUtcNow(), token)
            ? new SignalDecision.Ended()
            : new SignalDecision.Waits();
    }
}
