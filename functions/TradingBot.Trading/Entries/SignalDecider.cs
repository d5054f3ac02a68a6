using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;
using TradingBot.Core.Trades;
using TradingBot.Trading.Exchange;

namespace TradingBot.Trading.Entries;

/// <summary>
/// Decides what a stored signal leads to, against the trades that are really open. Asking again gives the same answer. What closes an open
/// trade is judged by that trade alone; every other rule (state of the strategy, dry run, order of the alerts) is for what opens one.
/// </summary>
public sealed class SignalDecider(
    ISignalJournal signals, IStrategyStore strategies, ITradeLedger ledger, EntryDecider entries, AdditionDecider additions,
    ExitDecider exits, TimeProvider time)
{
    // Alerts sent together arrive in any order, each this far from the next one at most. However many join, none waits for longer than
    // the second.
    private static readonly TimeSpan ArriveTogether = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan LongestGathering = TimeSpan.FromSeconds(1);

    private static readonly Denial NothingLeft = new(DenialCodes.AlreadyFlat, "There is no position left to close.");

    private static readonly Denial Paused = new(DenialCodes.StrategyPaused, "The strategy is paused: it opens nothing.");

    private static readonly Denial OpenedMeanwhile = new(
        DenialCodes.Superseded, "Another alert opened a position while this one was closing the old one.");

    private static readonly Denial NoShare = new(
        DenialCodes.ReduceWithoutShare, "The alert closes a part of the position and does not say how much.");

    private static readonly Denial UnreadShare = new(
        DenialCodes.ReduceWithoutShare,
        "The alert closes a part of the position, and its \"reduce\" does not say how much: it takes either percent, above 0 and up to 100, or "
            + "size, above 0.");

    /// <param name="closed">The trades this signal closed first, when it is decided a second time.</param>
    /// <exception cref="ExchangeUnavailableException">An entry needs prices and balances the exchange did not give.</exception>
    public Task<SignalDecision> DecideAsync(SignalId id, IReadOnlyList<TradeId> closed, CancellationToken token) =>
        DecideAsync(id, closed, givenUp: null, token);

    /// <summary>
    /// Decides a signal that could not be decided in time: what it closes is closed all the same, and if it was to open something, it
    /// fails.
    /// </summary>
    /// <param name="failure">Why it could not be decided in time, as a sentence.</param>
    public Task<SignalDecision> DecideLateAsync(SignalId id, string failure, CancellationToken token) =>
        DecideAsync(id, closed: [], new Denial(DenialCodes.SignalFailed, failure), token);

    private async Task<SignalDecision> DecideAsync(
        SignalId id, IReadOnlyList<TradeId> closed, Denial? givenUp, CancellationToken token)
    {
        var record = await signals.FindAsync(id, token) ?? throw new InvalidOperationException($"There is no signal {id}.");
        if (record.TradeId is { } trade)
            return new SignalDecision.Opens(trade, Approved: null);
        if (record.Status is not (SignalStatus.Received or SignalStatus.Accepted) || record.Signal is not { } signal)
            return new SignalDecision.Ended();
        // Before the trades: an alert that is carried out between the two readings is seen here or there.
        var (notCarriedOut, stored) = (
            signals.ListAheadAsync(record, time.GetUtcNow(), token), strategies.FindAsync(StrategyKey.Parse(record.Strategy), token));
        await Task.WhenAll(notCarriedOut, stored);
        if (await stored is not { Strategy: var strategy })
        {
            var unknown = new Denial(DenialCodes.StrategyUnknown, $"There is no strategy '{record.Strategy}' any more.");
            return await signals.EndAsync(id, SignalStatus.Denied, unknown, time, token);
        }

        // What leaves flat in any case needs no turn: what it closes is there or not, and an entry that came before and is still undecided
        // sees it. An exit of one side closes what stands or leaves it, and a cancel finds an order that waits or none, as the alerts
        // before them decide.
        var age = time.GetUtcNow() - SignalSequence.MomentOf(signal.FiredAt, record.ReceivedAt);
        var takesTurn = age <= TimeSpan.FromSeconds(strategy.MaxLagSeconds) && !signal.LeavesFlat(strategy);
        var ahead = takesTurn ? await notCarriedOut : [];
        var open = Own(await ledger.ListUnfinishedAsync(token), record, signal);
        if (ahead.Count > 0 && !SignalSequence.HasTurn(record, ahead, await signals.ListNeighborsAsync(record, token)))
            return new SignalDecision.Waits();

        // Who asks does not know what was closed when its first answer was lost on the way.
        if (closed.Count == 0 && record.Closes.Count > 0 && !open.Exists(trade => record.Closes.Contains(trade.Id)))
            return await CloseAgainAsync(record, signal, strategy, token);

        // What stands now was opened by another alert while this one waited for its closing: the newer decision stands.
        if (closed.Count > 0 && open.Count > 0)
            return await signals.EndAsync(id, SignalStatus.Denied, EntryDecider.After(closed, OpenedMeanwhile), time, token);
        var held = await HeldAsync(open, closed, token);
        var meant = new MeantTrades(signal, strategy, open);
        var intention = meant.Intention ?? SignalInterpreter.Interpret(signal, strategy, held);
        if (takesTurn && (IsClosing(record, open)
            || (IsBeginningMissing(signal, intention, open, held) && await AreGatheringAsync(record, token))))
            return new SignalDecision.Waits();
        var asked = new AskedSignal(
            record, signal, strategy, closed, takesTurn ? [.. ahead.Select(static other => other.Id)] : null, givenUp);
        var decision = intention switch
        {
            Intention.CancelOrders when open.Count > 0 => await exits.CancelAsync(asked, open, token),
            Intention.Reduce { Portion: { } portion } when open.Count > 0 => await exits.ReduceAsync(asked, open, meant, portion, token),
            Intention.Close or Intention.Reverse when open.Count > 0 =>
                await exits.CloseAsync(asked, open, meant.Closed, isReversal: intention is Intention.Reverse && meant.IsAll, token),
            _ => await StayOrOpenAsync(asked, intention, open, token),
        };
        return decision ?? await DecideAsync(id, closed, givenUp, token);
    }

    private async Task<SignalDecision?> StayOrOpenAsync(
        AskedSignal asked, Intention intention, List<TradeRecord> open, CancellationToken token)
    {
        var (record, signal, strategy, closed, _, givenUp) = asked;
        // Asked after the trades were read: one that a later alert opened a moment ago is never taken without seeing that alert. What
        // leaves flat is not skipped for it: an entry that came before and is still undecided has to see it.
        if (!signal.LeavesFlat(strategy)
            && SignalSequence.FindSuperseding(record, await signals.ListNeighborsAsync(record, token)) is { } later)
            return await signals.EndAsync(record.Id, SignalStatus.Denied, later, time, token);
        switch (intention)
        {
            case Intention.Open or Intention.Reverse or Intention.Add when givenUp is not null:
                return await signals.EndAsync(record.Id, SignalStatus.Failed, givenUp, time, token);
            case Intention.Open or Intention.Reverse or Intention.Add when WhyNotOpened(signal, strategy) is { } refusal:
                return await signals.EndAsync(record.Id, SignalStatus.Denied, EntryDecider.After(closed, refusal), time, token);
            case Intention.Open opening:
                return await entries.DecideAsync(record, signal, strategy, opening.Direction, closed, token);
            case Intention.Reverse reversal:
                return await entries.DecideAsync(record, signal, strategy, reversal.Direction, closed, token);
            case Intention.CancelOrders:
                return await EndFlatAsync(asked, SignalStatus.Completed, ExitDecider.NothingToCancel, token);
            case Intention.Close:
                return await EndFlatAsync(asked, SignalStatus.Completed, NothingLeft, token);
            case Intention.Add:
                return await additions.DecideAsync(
                    asked, open.Find(trade => trade.Category == strategy.Category) ?? open[0], token);
            case Intention.Reduce:
                return await EndUnchangedAsync(asked, SignalStatus.Denied, signal.TellsReduction ? UnreadShare : NoShare, token);
            case Intention.Nothing nothing:
                var status = nothing.Why.Code is DenialCodes.DirectionNotAllowed or DenialCodes.Contradiction
                    ? SignalStatus.Denied
                    : SignalStatus.Completed;
                return open.Count == 0
                    ? await EndFlatAsync(asked, status, nothing.Why, token)
                    : await EndUnchangedAsync(asked, status, nothing.Why, token);
            case var other:
                throw new InvalidOperationException($"Unknown intention {other}.");
        }
    }

    // What is held is just being closed, and not for this alert, so the alert is not there yet.
    private static bool IsClosing(SignalRecord record, List<TradeRecord> open) =>
        open.Exists(trade => trade.CloseRequestedAt is not null && !record.Closes.Contains(trade.Id));

    // What is held is not what the alert begins with. What only takes away from it waits for nothing.
    private static bool IsBeginningMissing(Signal signal, Intention intention, List<TradeRecord> open, Direction? held) => intention switch
    {
        Intention.Nothing { Why.Code: DenialCodes.NothingToReverse } => true,
        Intention.Close or Intention.CancelOrders when open.Count > 0 => false,
        _ => signal.PrevPosition is { } before && before != TargetPositions.Of(held)
            && !open.Exists(trade => before == TargetPositions.Of(trade.Stance)),
    };

    // The alert that brings about what is missing may only be a moment behind: this one, or the last that joined it.
    private async Task<bool> AreGatheringAsync(SignalRecord record, CancellationToken token)
    {
        var now = time.GetUtcNow();
        if (now - record.ReceivedAt >= LongestGathering)
            return false;
        var others = await signals.ListNeighborsAsync(record, token);
        return now - others.Select(static other => other.ReceivedAt).Append(record.ReceivedAt).Max() < ArriveTogether;
    }

    private static Denial? WhyNotOpened(Signal signal, Strategy strategy) =>
        signal.EntryRefusal ?? (strategy.State == StrategyState.Paused ? Paused : null);

    // A reversal looks at what it closed: without that, nothing would be left to reverse.
    private async Task<Direction?> HeldAsync(List<TradeRecord> open, IReadOnlyList<TradeId> closed, CancellationToken token)
    {
        if (open.Count > 0)
            return open[0].Stance;
        return closed.Count == 0 ? null : (await ledger.FindAsync(closed[0], token))?.Stance;
    }

    private async Task<SignalDecision> CloseAgainAsync(SignalRecord record, Signal signal, Strategy strategy, CancellationToken token)
    {
        var intention = SignalInterpreter.Interpret(signal, strategy, await HeldAsync(open: [], record.Closes, token));
        return new SignalDecision.Closes(record.Closes, ThenOpen: intention is Intention.Reverse);
    }

    private Task<SignalDecision> EndUnchangedAsync(AskedSignal asked, SignalStatus status, Denial reason, CancellationToken token) =>
        signals.EndUnchangedAsync(asked, status, reason, time, token);

    // An earlier alert may be opening there right now: then there is something to close after all.
    private async Task<SignalDecision?> EndFlatAsync(AskedSignal asked, SignalStatus status, Denial reason, CancellationToken token) =>
        await ledger.EndFlatAsync(asked.Record, status, reason, asked.Known, time.GetUtcNow(), token) ? new SignalDecision.Ended() : null;

    // The strategy may have moved to another category since: its trade is its own all the same.
    private static List<TradeRecord> Own(IReadOnlyList<TradeRecord> unfinished, SignalRecord record, Signal signal) =>
        [.. unfinished.Where(trade => trade.Strategy == record.Strategy && trade.SignalSymbol == signal.Symbol)];
}
