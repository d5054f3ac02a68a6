using TradingBot.Core.Exchange;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;
using TradingBot.Trading.Exchange;

namespace TradingBot.Trading.Positions;

/// <summary>
/// Ends an entry that the exchange had taken and shows no more: neither live nor in the history, without an execution and without a
/// position. Its trade would otherwise keep its symbol and its risk for ever. An exchange that does not answer shows nothing either way,
/// so only answers count.
/// </summary>
public sealed class VanishedEntry(IExchange exchange, ITradeLedger ledger, WaitingEntry waiting, TimeProvider time)
{
    // The exchange's own lists may be late by seconds: so long after it was taken an entry may not be listed yet.
    private static readonly TimeSpan ListedWithin = TimeSpan.FromSeconds(5);

    // As long as for a position: after this, what the lists do not show is not there.
    private static readonly TimeSpan GoneAfter = TimeSpan.FromSeconds(30);

    /// <summary>The trade with since when its entry is missing at the exchange; null there while it is shown.</summary>
    /// <param name="trade">As just read from the ledger, with no fill, and no position of it standing.</param>
    /// <param name="entry">Its entry order, which has not ended.</param>
    /// <exception cref="ExchangeUnavailableException">The exchange gave no answer.</exception>
    public async Task<TradeRecord> NoteAsync(TradeRecord trade, OrderRecord entry, CancellationToken token)
    {
        if (entry is not { Status: OrderStatus.Open, FilledQuantity: 0 } || time.GetUtcNow() - entry.UpdatedAt < ListedWithin)
            return trade;
        var isMissing = await exchange.FindOrderAsync(trade.Category, trade.Symbol, entry.LinkId, token).RequireAsync() is null;
        if (!isMissing && trade.PositionMissingSince is null)
            return trade;
        var now = time.GetUtcNow();
        var line = isMissing ? TradeEvents.EntryMissing() : TradeEvents.EntryShown();
        var missed = await ledger.NotePositionMissingAsync(trade.Id, isMissing, line, now, token);
        trade = trade with { PositionMissingSince = missed?.Since, PositionWatchedFrom = missed?.WatchedFrom };
        if (!(now - missed?.Since > GoneAfter))
            return trade;
        // The last witness: what can still be cancelled was there, and a fill that crosses it is booked by the next look.
        if (await waiting.CancelAsync(trade, entry, token) is SubmitOutcome.Rejected { Error.Class: not RetryGuidance.RetryLater })
            await ledger.ForgetIfGoneAsync(exchange, trade, entry, time, token);
        return trade;
    }
}
