using TradingBot.Core.Exchange;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Strategies;
using TradingBot.Core.Trades;
using TradingBot.Trading.Exchange;

namespace TradingBot.Trading.Positions;

/// <summary>
/// Takes back what is left of an entry once it is to open nothing more. The decision is written down first and never revoked, so whoever
/// looks after a crash goes on with it; the cancel is asked for at every look until the order has ended. A fill that crosses it is booked
/// and guarded like any other.
/// </summary>
public sealed class WaitingEntry(IExchange exchange, ITradeLedger ledger, IStrategyStore strategies, TimeProvider time)
{
    // The exchange's own lists may be late by seconds; after this, an order that they do not show and that cannot be cancelled is gone.
    private static readonly TimeSpan GoneAfter = TimeSpan.FromSeconds(30);

    /// <summary>The trade with the reason, when there is one now or was one before.</summary>
    /// <param name="trade">As just read from the ledger.</param>
    /// <param name="entry">Its entry order, which has not ended.</param>
    /// <param name="foreign">A position in its symbol that is not the trade's; null when there is none.</param>
    /// <param name="isHalted">Whether trading is halted.</param>
    /// <exception cref="ExchangeUnavailableException">The exchange gave no answer.</exception>
    public async Task<TradeRecord> TakeBackIfDueAsync(
        TradeRecord trade, OrderRecord entry, ExchangePosition? foreign, bool isHalted, CancellationToken token)
    {
        var now = time.GetUtcNow();
        if (trade.TakenBackAt is null)
        {
            if (EntryTakeBack.WhyDue(trade, await FindStrategyAsync(trade, token), foreign, isHalted, now) is not { } due)
                return trade;
            var (reason, at) = await ledger.NoteTakenBackAsync(trade.Id, due, TradeEvents.EntryTakenBack(due, foreign), now, token);
            trade = trade with { TakenBack = reason, TakenBackAt = at };
        }

        var outcome = await CancelAsync(trade, entry, token);
        if (now - trade.TakenBackAt > GoneAfter && outcome is SubmitOutcome.Rejected { Error.Class: not RetryGuidance.RetryLater })
            await ledger.ForgetIfGoneAsync(exchange, trade, entry, time, token);
        return trade;
    }

    /// <summary>
    /// Moves an entry that waits to where it is due, or to where it was due before and does not stand yet. The move is written down first,
    /// and asking for the same price twice changes nothing, so whoever looks after a crash goes on with it.
    /// </summary>
    /// <param name="trade">As just read from the ledger; not being closed.</param>
    /// <param name="entry">Its entry order, as just looked up; it has not ended.</param>
    /// <exception cref="ExchangeUnavailableException">The exchange gave no answer.</exception>
    public async Task<TradeRecord> MoveIfDueAsync(TradeRecord trade, OrderRecord entry, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(trade);
        ArgumentNullException.ThrowIfNull(entry);
        if (trade is not { OrderType: OrderType.Limit, TakenBackAt: null, CloseRequestedAt: null, Terms.WorstPrice: { } worst }
            || entry is not { Status: OrderStatus.Open or OrderStatus.PartiallyFilled, LimitPrice: { } standing })
            return trade;
        if (await FindDueAsync(trade, standing, token) is { } due)
        {
            if (!await ledger.MoveEntryAsync(trade.Id, due, TradeEvents.EntryMoved(due, worst), token))
                return await ledger.GetAsync(trade.Id, token);
            trade = trade with { EntryMoved = due };
        }

        if (trade.EntryMoved is { } move && (move.Price - standing) * trade.Direction.Sign() > 0)
        {
            var moved = new OrderAmendment
            {
                Category = trade.Category,
                Symbol = trade.Symbol,
                LinkId = entry.LinkId,
                LimitPrice = move.Price,
            };
            // An order that has ended meanwhile is no news: the next look finds its fills.
            if (await exchange.AmendOrderAsync(moved, token) is SubmitOutcome.Rejected { Error: var error }
                && await exchange.FindOrderAsync(trade.Category, trade.Symbol, entry.LinkId, token).RequireAsync() is { } found
                && !found.Status.IsFinal())
                await ledger.AddLineAsync(trade.Id, TradeEvents.EntryNotMoved(entry, error), time.GetUtcNow(), token);
        }

        return trade;
    }

    private async Task<EntryMove?> FindDueAsync(TradeRecord trade, decimal standing, CancellationToken token)
    {
        var now = time.GetUtcNow();
        // The exchange is asked only when the answer may matter.
        if (trade.EntryRestsUntil <= now)
            return EntryMovePolicy.FindDue(trade, standing, quote: null, tick: 1, now);
        if (!(EntryMovePolicy.NextChaseAt(trade) <= now))
            return null;
        if (await exchange.FindInstrumentAsync(trade.Category, trade.Symbol, token).RequireAsync() is not { } market)
            return null;
        var ticker = await exchange.GetTickerAsync(trade.Category, trade.Symbol, token).RequireAsync();
        // At the best bid of a thin book nobody sells: of an option the entry follows the middle.
        var best = trade.Direction == Direction.Long ? ticker.BidPrice : ticker.AskPrice;
        var quote = trade.Category == Category.Option ? ticker.MiddlePrice : best;
        return EntryMovePolicy.FindDue(trade, standing, quote is > 0 ? quote : null, market.TickSize, now);
    }

    /// <summary>Cancels the rest of an entry; whatever it did meanwhile is found by the next look.</summary>
    public Task<SubmitOutcome> CancelAsync(TradeRecord trade, OrderRecord entry, CancellationToken token) =>
        exchange.CancelOrderAsync(trade.Category, trade.Symbol, entry.LinkId, isStopOrder: false, token);

    // Only what waits depends on how its strategy is set now.
    private async Task<Strategy?> FindStrategyAsync(TradeRecord trade, CancellationToken token) =>
        trade.OrderType == OrderType.Limit && await strategies.FindAsync(StrategyKey.Parse(trade.Strategy), token) is { } stored
            ? stored.Strategy
            : null;
}
