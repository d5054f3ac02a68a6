using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;
using TradingBot.Core.Trades;
using TradingBot.Trading.Exchange;

namespace TradingBot.Trading.Entries;

/// <summary>Decides what a stored signal leads to, against the trades that are really open. Asking again gives the same answer.</summary>
public sealed class SignalDecider(
    ISignalJournal signals, IStrategyStore strategies, ITradeLedger ledger, EntryDecider entries, TimeProvider time)
{
    private static readonly Denial NothingToClose = new(
        DenialCodes.NothingToClose, "There is no position or order of this strategy to close.");

    /// <param name="closed">The trades this signal closed first, when it is decided a second time.</param>
    /// <exception cref="ExchangeUnavailableException">An entry needs prices and balances the exchange did not give.</exception>
    public async Task<SignalDecision> DecideAsync(SignalId id, IReadOnlyList<TradeId> closed, CancellationToken token)
    {
        var record = await signals.FindAsync(id, token) ?? throw new InvalidOperationException($"There is no signal {id}.");
        if (record.TradeId is { } trade)
            return new SignalDecision.Opens(trade, Approved: null);
        if (record.Status is not (SignalStatus.Received or SignalStatus.Accepted) || record.Signal is not { } signal)
            return new SignalDecision.Ended();
        var (unfinished, stored) = (ledger.ListUnfinishedAsync(token), strategies.FindAsync(StrategyKey.Parse(record.Strategy), token));
        await Task.WhenAll(unfinished, stored);
        if (await stored is not { Strategy: var strategy })
            return await EndAsync(id, SignalStatus.Denied, new Denial(DenialCodes.StrategyUnknown, $"There is no strategy '{record.Strategy}' any more."), token);
        if (strategy.State == StrategyState.Paused)
            return await EndAsync(id, SignalStatus.Denied, new Denial(DenialCodes.StrategyPaused, "The strategy is paused: its signals are stored and not acted upon."), token);
        var open = Own(await unfinished, strategy, signal);
        // In this order: a trade that a later alert opened a moment ago is never taken without seeing that alert.
        if (SignalSequence.FindSuperseding(record, await FindLastAppliedAsync(record, signal, token)) is { } later)
            return await EndAsync(id, SignalStatus.Denied, later, token);

        // What stands now was opened by another alert while this one waited for its closing: the newer decision stands.
        if (closed.Count > 0 && open.Count > 0)
            return await EndAsync(id, SignalStatus.Denied, new Denial(DenialCodes.Superseded, "Another alert opened a position while this one was closing the old one."), token);

        switch (SignalInterpreter.Interpret(signal, strategy, await HeldAsync(open, closed, token)))
        {
            case Intention.Open opening:
                return await entries.DecideAsync(record, signal, strategy, opening.Direction, token);
            case Intention.Reverse reversal when open.Count == 0:
                return await entries.DecideAsync(record, signal, strategy, reversal.Direction, token);
            case Intention.Reverse or Intention.Close or Intention.CancelOrders when EntryDecider.IsDry(record, signal, strategy):
                return await EndAsync(id, SignalStatus.Completed, new Denial(DenialCodes.DryRun, "Dry run: would have closed or cancelled; nothing was sent."), token);
            case Intention.Reverse:
                return await CloseAsync(id, open, thenOpen: true, token);
            case Intention.Close:
                return await CloseAsync(id, open, thenOpen: false, token);
            case Intention.CancelOrders when open.Count == 0:
                return await EndFlatAsync(record, strategy, SignalStatus.Completed, NothingToClose, closed, token);
            case Intention.CancelOrders:
                return await CloseAsync(id, [.. open.Where(static trade => trade.FilledQuantity == 0)], thenOpen: false, token);
            case Intention.Add:
                return await EndAsync(
                    id, SignalStatus.Denied, new Denial(DenialCodes.Pyramiding, "The strategy already holds this position and does not add to it (pyramiding is 0)."), token);
            case Intention.Reduce:
                return await EndAsync(
                    id, SignalStatus.Denied, new Denial(DenialCodes.ReduceNotSupported, "Closing part of a position by an alert is not supported; the position keeps its stop and target."), token);
            case Intention.Nothing nothing:
                var status = nothing.Why.Code is DenialCodes.DirectionNotAllowed or DenialCodes.Contradiction
                    ? SignalStatus.Denied
                    : SignalStatus.Completed;
                return open.Count == 0
                    ? await EndFlatAsync(record, strategy, status, nothing.Why, closed, token)
                    : await EndAsync(id, status, nothing.Why, token);
            case var other:
                throw new InvalidOperationException($"Unknown intention {other}.");
        }
    }

    // A reversal looks at what it closed: without that, nothing would be left to reverse.
    private async Task<Direction?> HeldAsync(IReadOnlyList<TradeRecord> open, IReadOnlyList<TradeId> closed, CancellationToken token)
    {
        if (open.Count > 0)
            return open[0].Direction;
        return closed.Count == 0 ? null : (await ledger.FindAsync(closed[0], token))?.Direction;
    }

    private async Task<SignalDecision> CloseAsync(SignalId id, IReadOnlyList<TradeRecord> trades, bool thenOpen, CancellationToken token)
    {
        if (trades.Count == 0)
            return await EndAsync(id, SignalStatus.Completed, NothingToClose, token);
        await signals.AdvanceAsync(id, SignalStatus.Accepted, reason: null, time.GetUtcNow(), token);
        foreach (var trade in trades)
        {
            var line = TradeEvents.CloseRequestedBySignal(id);
            await ledger.RequestCloseAsync(trade.Id, CloseReason.Signal, line, time.GetUtcNow(), token);
        }

        return new SignalDecision.Closes([.. trades.Select(static trade => trade.Id)], thenOpen);
    }

    // An earlier alert may be opening there right now: then there is something to close after all.
    private async Task<SignalDecision> EndFlatAsync(
        SignalRecord record, Strategy strategy, SignalStatus status, Denial reason,
        IReadOnlyList<TradeId> closed, CancellationToken token) =>
        await ledger.EndFlatAsync(record, strategy.Category, status, reason, time.GetUtcNow(), token)
            ? new SignalDecision.Ended()
            : await DecideAsync(record.Id, closed, token);

    private Task<SignalRecord?> FindLastAppliedAsync(SignalRecord record, Signal signal, CancellationToken token) =>
        signals.FindLastAppliedAsync(record.Strategy, signal.Symbol, SignalSequence.Horizon(record.ReceivedAt), token);

    private async Task<SignalDecision> EndAsync(SignalId id, SignalStatus status, Denial reason, CancellationToken token)
    {
        await signals.AdvanceAsync(id, status, reason, time.GetUtcNow(), token);
        return new SignalDecision.Ended();
    }

    private static IReadOnlyList<TradeRecord> Own(IReadOnlyList<TradeRecord> unfinished, Strategy strategy, Signal signal) =>
        [.. unfinished.Where(
            trade => trade.Strategy == strategy.Key.Value && trade.Category == strategy.Category && trade.Symbol == signal.Symbol)];
}
