using TradingBot.Core.Exchange;
using TradingBot.Core.Foundation;
using TradingBot.Core.Orders;
using TradingBot.Core.Signals;
using TradingBot.Core.Trades;
using TradingBot.Trading.Exchange;
using TradingBot.Trading.Positions;

namespace TradingBot.Trading.Entries;

/// <summary>Parts: how much is closed of each of the trades that an alert makes smaller.</summary>
public sealed partial class ExitDecider
{
    private static readonly Denial NothingHeld = new(
        DenialCodes.NothingToReduce, "Nothing of the entry is filled, so there is nothing to reduce.");

    // Whoever comes after it waits that long for it at most once it could be carried out, and an entry may not be late for it.
    private static readonly TimeSpan WaitsFor = TimeSpan.FromSeconds(20);

    // A part is given up for time in which it could have been told: before this process began, nobody may have asked.
    private readonly DateTimeOffset _startedAt = time.GetUtcNow();

    private static readonly Denial StillBusy = new(
        DenialCodes.ReduceBusy,
        "How much it is could not be told in time: all or another part of the position was being closed, it was being added to, its entry "
            + "was still being filled, or books and exchange disagreed. No part is closed for this alert.");

    private static readonly Denial NoAnswer = new(
        DenialCodes.ReduceBusy, "The exchange did not answer in time how much it is. No part is closed for this alert.");

    // A key that was taken away and a silent exchange need something else of the trader.
    private static Denial WhyNotTold(ExchangeError error) => error.IsDefinite()
        ? new Denial(
            DenialCodes.ReduceBusy,
            $"The exchange refused to tell how much it is: {PlainText.Sentence(error.Message)} No part is closed for this alert.",
            new Dictionary<string, string> { ["exchangeCode"] = DecimalText.Write(error.Code) })
        : NoAnswer;

    // How much it is of what is held is only told once it stands: what is still being filled or closed is waited for, and not for ever.
    internal async Task<SignalDecision?> ReduceAsync(
        AskedSignal asked, IReadOnlyList<TradeRecord> open, MeantTrades meant, Portion portion, CancellationToken token)
    {
        var record = asked.Record;
        if (asked.Signal.DryRun)
            return await signals.EndAsync(record.Id, SignalStatus.Completed, DryExit, time, token);
        // Asked before, and the answer was lost.
        if (open.Any(trade => record.Closes.Contains(trade.Id) && trade.CloseRequestedAt is not null))
            return await CloseAsync(record, record.Closes, open, thenOpen: false, token);
        var others = await signals.ListNeighborsAsync(record, token);
        var (reduced, later) = await NotOvertakenAsync(record, meant.Reduced, others, token);
        var (closed, _) = await NotOvertakenAsync(record, meant.Closed, others, token);
        if (reduced.Count == 0)
        {
            return closed.Count == 0
                ? await DenyAsync(record, asked.Signal, later!, open, token)
                : await CloseAsync(record, [.. closed.Select(static trade => trade.Id)], open, thenOpen: false, token);
        }

        var age = time.GetUtcNow() - (record.ReceivedAt > _startedAt ? record.ReceivedAt : _startedAt);
        try
        {
            return reduced is [var trade] && closed.Count == 0
                ? await ReduceOneAsync(asked, trade, open, portion, WaitAsync, token)
                : await ReduceEachAsync(asked, reduced, closed, open, portion, WaitAsync, token);
        }
        catch (ExchangeUnavailableException away) when (age > SignalSequence.Patience)
        {
            return await GiveUpPartAsync(asked, closed, open, WhyNotTold(away.Error), token);
        }

        async Task<SignalDecision?> WaitAsync() =>
            age > WaitsFor && time.GetUtcNow() - await CouldBeginAsync(record, reduced, others, token) > WaitsFor
                ? await GiveUpPartAsync(asked, closed, open, StillBusy, token)
                : new SignalDecision.Waits();
    }

    // What it closes besides is closed all the same.
    private async Task<SignalDecision?> GiveUpPartAsync(
        AskedSignal asked, List<TradeRecord> closed, IReadOnlyList<TradeRecord> open, Denial why, CancellationToken token) =>
        closed.Count == 0
            ? await DenyAsync(asked.Record, asked.Signal, why, open, token)
            : await TakeAsync(asked.Record, [.. closed.Select(trade => AllOf(trade, asked.Record))], why, token);

    private async Task<SignalDecision?> TakeAsync(
        SignalRecord record, IReadOnlyList<Taking> takings, Denial? reason, CancellationToken token) =>
        await ledger.RequestTakingsAsync(record.Id, takings, reason, time.GetUtcNow(), token)
            ? new SignalDecision.Reduces([.. takings.Select(static taking => taking.Seen.Id)])
            : new SignalDecision.Waits();

    private static Taking AllOf(TradeRecord trade, SignalRecord record) =>
        new(trade, Quantity: null, TradeEvents.CloseRequestedBySignal(record.Id));

    private async Task<SignalDecision?> ReduceOneAsync(
        AskedSignal asked, TradeRecord trade, IReadOnlyList<TradeRecord> open, Portion portion, Func<Task<SignalDecision?>> wait,
        CancellationToken token)
    {
        var record = asked.Record;
        var answer = await parts.AskAsync(
            trade, portion, record.Id, targets: [], part => TradeEvents.ReduceRequestedBySignal(record.Id, part), token);
        return answer switch
        {
            PartialExitAnswer.Asked => new SignalDecision.Reduces([trade.Id]),
            PartialExitAnswer.Whole => await CloseAsync(record, [trade.Id], open, thenOpen: false, token),
            PartialExitAnswer.TooSmall small => await signals.EndUnchangedAsync(asked, SignalStatus.Denied, small.Why, time, token),
            PartialExitAnswer.NothingHeld => await signals.EndUnchangedAsync(asked, SignalStatus.Completed, NothingHeld, time, token),
            _ => await wait(),
        };
    }

    // The same share of each is taken, so that together it is as much as was asked for. All of it is asked for in one step: what is told of
    // one trade only would be asked for twice, or not at all, of the others after a crash.
    private async Task<SignalDecision?> ReduceEachAsync(
        AskedSignal asked, List<TradeRecord> reduced, List<TradeRecord> closed, IReadOnlyList<TradeRecord> open,
        Portion portion, Func<Task<SignalDecision?>> wait, CancellationToken token)
    {
        var record = asked.Record;
        var held = reduced.Sum(static trade => trade.OpenQuantity);
        var share = held > 0 ? portion.OfTogether(held) : portion;
        List<Taking> takings = [.. closed.Select(trade => AllOf(trade, record))];
        Denial? tooSmall = null;
        foreach (var trade in reduced)
        {
            switch (await parts.ReckonAsync(trade, share, token))
            {
                case PartialExitAnswer.Due { Quantity: var part }:
                    takings.Add(new Taking(trade, part, TradeEvents.ReduceRequestedBySignal(record.Id, part)));
                    break;
                case PartialExitAnswer.Whole:
                    takings.Add(AllOf(trade, record));
                    break;
                case PartialExitAnswer.TooSmall { Why: var why }:
                    tooSmall = why;
                    break;
                case PartialExitAnswer.NothingHeld:
                    break;
                default:
                    return await wait();
            }
        }

        if (takings.Count == 0)
        {
            return await signals.EndUnchangedAsync(
                asked, tooSmall is null ? SignalStatus.Completed : SignalStatus.Denied, tooSmall ?? NothingHeld, time, token);
        }

        // Where all of each is closed, the alert ends with that, as a close does.
        if (tooSmall is null && takings.TrueForAll(static taking => taking.Quantity is null))
            return await CloseAsync(record, [.. takings.Select(static taking => taking.Seen.Id)], open, thenOpen: false, token);
        return await TakeAsync(record, takings, tooSmall, token);
    }

    private async Task<(List<TradeRecord> Trades, Denial? Later)> NotOvertakenAsync(
        SignalRecord record, IReadOnlyList<TradeRecord> trades, IReadOnlyList<SignalRecord> others, CancellationToken token)
    {
        var (meant, later) = (new List<TradeRecord>(), (Denial?)null);
        foreach (var trade in trades)
        {
            if (await FindOvertakingAsync(record, trade, others, isReversal: false, token) is { } overtaking)
                later = overtaking;
            else
                meant.Add(trade);
        }

        return (meant, later);
    }

    // Before what came before it was decided, had opened what it is for, and had closed its part of that, it could not be carried out.
    private async Task<DateTimeOffset> CouldBeginAsync(
        SignalRecord record, List<TradeRecord> trades, IReadOnlyList<SignalRecord> others, CancellationToken token)
    {
        var moments = others.Select(static other => other.DecidedAt).OfType<DateTimeOffset>().Append(record.ReceivedAt).ToList();
        foreach (var trade in trades)
        {
            moments.Add(trade.OpenedAt ?? trade.CreatedAt);
            moments.AddRange(trade.Reduction is { } reduction
                ? [reduction.RequestedAt]
                : (await ledger.ListOrdersAsync(trade.Id, token)).Where(static order => order.Role == OrderRole.Exit)
                    .Select(static order => order.UpdatedAt));
        }

        return moments.Max();
    }
}
