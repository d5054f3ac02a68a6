using TradingBot.Core.Foundation;
using TradingBot.Core.Orders;
using TradingBot.Core.Signals;
using TradingBot.Core.Trades;
using TradingBot.Trading.Positions;

namespace TradingBot.Trading.Entries;

/// <summary>
/// Decides an alert that adds to what its strategy holds: once the position stands as the books say, and is nobody else's as well, by the
/// same rules as an entry. One addition at a time; the trade's own run carries it out.
/// </summary>
public sealed class AdditionDecider(
    EntryDecider entries, ISignalJournal signals, ITradeLedger ledger, PositionKeepings keepings, TimeProvider time)
{
    private static readonly Denial ByLimit = new(
        DenialCodes.AddByLimit, "What is added to a position is a market order, and the alert or its strategy asks for a limit order.");

    private static readonly Denial Waiting = new(
        DenialCodes.AddBusy, "The entry still waits to be filled, so there is no whole position to add to.");

    private static readonly Denial Busy = new(
        DenialCodes.AddBusy,
        "All or a part of the position was being opened or closed, or books and exchange disagreed, until the alert was too old to add to it.");

    internal async Task<SignalDecision> DecideAsync(AskedSignal asked, TradeRecord trade, CancellationToken token)
    {
        var (record, signal, strategy) = (asked.Record, asked.Signal, asked.Strategy);
        if (trade.Additions >= strategy.Pyramiding)
            return await DenyAsync(asked, TooMany(trade, strategy.Pyramiding), token);
        if ((signal.OrderType ?? strategy.OrderType) != OrderType.Market)
            return await DenyAsync(asked, ByLimit, token);
        var orders = await ledger.ListOrdersAsync(trade.Id, token);
        if (EntryOrders.Find(trade, orders) is not { } entry)
            return await WaitAsync(asked, token);
        if (!entry.First.Status.IsFinal() && trade.OrderType == OrderType.Limit)
            return await DenyAsync(asked, Waiting, token);
        if (!entry.HaveEnded || trade.FilledQuantity < entry.FilledQuantity || trade.OpenQuantity <= 0
            || trade is not { Status: TradeStatus.Open, CloseRequestedAt: null, PositionMissingSince: null }
            || trade is not { Reduction: null, Addition: null })
            return await WaitAsync(asked, token);
        var holding = await keepings.Of(trade).ReadAsync(trade, entry, token);
        if (holding.IsShared)
            return await DenyAsync(asked, Shared(trade), token);
        return holding is { Quantity: > 0, Missing: 0 }
            ? await entries.AddAsync(record, signal, strategy, trade, token)
            : await WaitAsync(asked, token);
    }

    private async Task<SignalDecision> WaitAsync(AskedSignal asked, CancellationToken token)
    {
        var age = time.GetUtcNow() - SignalSequence.MomentOf(asked.Signal.FiredAt, asked.Record.ReceivedAt);
        return age > TimeSpan.FromSeconds(asked.Signal.MaxLagOf(asked.Strategy))
            ? await DenyAsync(asked, Busy, token)
            : new SignalDecision.Waits();
    }

    private Task<SignalDecision> DenyAsync(AskedSignal asked, Denial reason, CancellationToken token) =>
        signals.EndUnchangedAsync(asked, SignalStatus.Denied, reason, time, token);

    private static Denial TooMany(TradeRecord trade, int most) => new(
        DenialCodes.Pyramiding,
        most == 0
            ? "The strategy already holds this position and does not add to it (pyramiding is 0)."
            : $"The position was added to {trade.Additions} times; the strategy does so {most} times (pyramiding).",
        new Dictionary<string, string>
        {
            ["additions"] = DecimalText.Write(trade.Additions),
            ["pyramiding"] = DecimalText.Write(most),
        });

    private static Denial Shared(TradeRecord trade) => new(
        DenialCodes.ForeignPosition,
        $"At the exchange stands more of {trade.Symbol} than the trade holds: somebody else has a part in the position, and nothing is added.",
        new Dictionary<string, string> { ["held"] = DecimalText.Write(trade.OpenQuantity) });
}
