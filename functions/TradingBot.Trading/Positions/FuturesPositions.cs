using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;
using TradingBot.Trading.Exchange;

namespace TradingBot.Trading.Positions;

/// <summary>
/// Futures: the exchange keeps the position, its stop and its target for the whole; exits, and targets for parts, are reduce-only orders
/// and cannot open anything.
/// </summary>
public sealed class FuturesPositions(
    IExchange exchange, ITradeLedger ledger, TargetOrders targets, TimeProvider time) : IPositionKeeping
{
    public async Task<PositionState> ReadAsync(TradeRecord trade, EntryOrders entry, CancellationToken token)
    {
        var positions = await ListAsync(trade, token);
        var position = positions.FirstOrDefault(candidate => candidate.Direction == trade.Direction);
        var standing = position?.Quantity ?? 0;
        // What our own exits tell as closed is no more ours, whatever the books still say: the rest may be somebody else's.
        var closed = await ClosedUnbookedAsync(trade, token);
        var booked = Math.Max(0, trade.OpenQuantity - closed);
        var own = Math.Min(standing, booked + await FilledUnbookedAsync(trade, entry, standing, token));
        var foreign = own == 0 && trade.FilledQuantity == 0 && positions is [var other, ..] ? other : null;
        // What a target has just closed is listed within moments, and nobody looks for it.
        var known = trade is { CloseRequestedAt: null, Reduction: null } ? booked : trade.OpenQuantity;
        return new PositionState(own, own > 0 ? position?.StopLoss : null, Math.Max(0, known - standing), standing > own, foreign)
        {
            TakeProfit = own > 0 ? position?.TakeProfit : null,
            MarkPrice = position?.MarkPrice,
        };
    }

    // The name of an option that has expired may mean nothing to the exchange any more.
    private async Task<IReadOnlyList<ExchangePosition>> ListAsync(TradeRecord trade, CancellationToken token)
    {
        var isExpired = OptionContract.Find(trade.Symbol) is { } contract && time.GetUtcNow() >= contract.ExpiresAt;
        var listed = await exchange.GetPositionsAsync(trade.Category, isExpired ? null : trade.Symbol, token).RequireAsync();
        return isExpired ? [.. listed.Where(position => position.Symbol == trade.Symbol)] : listed;
    }

    // Filled at the exchange and not yet in the books: it has to be guarded. What stands beyond that may be a person's, opened while the
    // entry was on its way or waits: read after the position, the order tells which it is.
    private async Task<decimal> FilledUnbookedAsync(TradeRecord trade, EntryOrders entry, decimal standing, CancellationToken token)
    {
        if (standing <= trade.OpenQuantity)
            return 0;
        if (entry.FilledQuantity > trade.FilledQuantity)
            return entry.FilledQuantity - trade.FilledQuantity;
        // Of an entry that waits, what is filled is booked; the order of an addition may have been filled since it was sent.
        var newest = entry.All[^1];
        if (newest.Status.IsFinal() || (trade.FilledQuantity > 0 && newest == entry.First))
            return 0;
        var order = await exchange.FindOrderAsync(trade.Category, trade.Symbol, newest.LinkId, token).RequireAsync();
        return order is null ? 0 : Math.Max(0, entry.FilledQuantity - newest.FilledQuantity + order.FilledQuantity - trade.FilledQuantity);
    }

    private async Task<decimal> ClosedUnbookedAsync(TradeRecord trade, CancellationToken token) =>
        trade is { CloseRequestedAt: not null } or { Reduction: not null } or { HasTargetLadder: true } or { TargetsAskedAt: not null }
            ? SpotPositions.UnbookedSale(await ledger.ListOrdersAsync(trade.Id, token), await ledger.ListFillsAsync(trade.Id, token))
            : 0;

    public bool IsFlat(TradeRecord trade, PositionState holding) => trade.OpenQuantity <= 0;

    public async Task<SubmitOutcome> PlaceStopAsync(TradeRecord trade, PositionState holding, decimal stop, CancellationToken token)
    {
        // Where a stop stands it was moved, and nothing says that the target was; where none stands, the target may be gone with it.
        var target = holding.StopLoss is null ? trade.WholeTarget : null;
        await ledger.AddLineAsync(trade.Id, TradeEvents.StopAsked(stop), time.GetUtcNow(), token);
        var outcome = await exchange.SetTradingStopAsync(
            new TradingStop(trade.Category, trade.Symbol, stop, target) { Direction = trade.Direction }, token);
        await ledger.AddLineAsync(trade.Id, TradeEvents.StopAnswered(outcome), time.GetUtcNow(), token);
        return outcome;
    }

    public Task<bool> ReleaseAsync(TradeRecord trade, PositionState holding, CancellationToken token) =>
        targets.ReleaseAsync(trade, holding, token);

    public Task<bool> IsTargetReachedAsync(TradeRecord trade, CancellationToken token) => Task.FromResult(false);

    public Task<bool> IsStopPassedAsync(TradeRecord trade, PositionState holding, CancellationToken token) => Task.FromResult(false);

    public Task<decimal?> FindExitPriceAsync(TradeRecord trade, PositionState holding, int vainTries, CancellationToken token) =>
        Task.FromResult<decimal?>(null);

    public Task<bool> IsWantedAsync(TradeRecord trade, PositionState holding, int vainTries, CancellationToken token) =>
        Task.FromResult(false);

    public OrderIntent ExitIntent(TradeRecord trade, ExitOrder exit) => new()
    {
        LinkId = OrderLinkId.For(trade.Id, OrderRole.Exit, exit.Attempt),
        Category = trade.Category,
        Symbol = trade.Symbol,
        Side = trade.Direction.ExitSide(),
        Type = OrderType.Market,
        Quantity = exit.Quantity,
        ReduceOnly = true,
        ClosesAll = exit.ClosesAll,
    };
}
