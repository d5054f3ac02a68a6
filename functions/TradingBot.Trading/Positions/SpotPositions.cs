using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;
using TradingBot.Trading.Exchange;

namespace TradingBot.Trading.Positions;

/// <summary>
/// Spot: there is no position at the exchange, only coins. The stop is a trigger order of ours that locks the coins; the target is watched
/// by us, because two orders would each need the same coins.
/// </summary>
public sealed class SpotPositions(IExchange exchange, ITradeLedger ledger, TimeProvider time) : IPositionKeeping
{
    // No order is accepted later than the exchange's receive window of five seconds after it was sent.
    private static readonly TimeSpan StopInvisibleFor = TimeSpan.FromSeconds(6);

    public async Task<PositionState> ReadAsync(TradeRecord trade, CancellationToken token)
    {
        var instrument = await InstrumentAsync(trade, token);
        var pnl = ProfitAndLoss.Of(trade.Category, trade.Direction, trade.SettleCoin, await ledger.ListFillsAsync(trade.Id, token));
        // Fees of a spot buy are taken in the coin itself, so less can be sold than was bought.
        var quantity = Math.Floor(pnl.SellableQuantity / instrument.QuantityStep) * instrument.QuantityStep;
        if (IsDust(quantity))
            return new PositionState(0, null);
        // An entry may be filled in parts, and each part has its stop; a rest too small for an order cannot be guarded, nor sold.
        var stops = await LiveStopsAsync(trade, token);
        var bare = quantity - Guarded(stops);
        return new PositionState(quantity, bare < quantity && IsDust(bare) ? stops[^1].TriggerPrice : null);

        bool IsDust(decimal part) =>
            part < instrument.MinQuantity || part * (trade.EntryPrice ?? trade.ReferencePrice) < instrument.MinNotional;
    }

    public bool IsFlat(TradeRecord trade, PositionState holding) => holding.Quantity <= 0;

    public async Task<SubmitOutcome> PlaceStopAsync(TradeRecord trade, PositionState holding, CancellationToken token)
    {
        var live = await LiveStopsAsync(trade, token);
        if (live.FirstOrDefault(IsUnseen) is { } pending)
            return await SettlePendingAsync(trade, pending, token);

        var attempts = (await ledger.ListOrdersAsync(trade.Id, token)).Count(static order => order.Role == OrderRole.Stop);
        var intent = new OrderIntent
        {
            LinkId = OrderLinkId.For(trade.Id, OrderRole.Stop, attempts),
            Category = trade.Category,
            Symbol = trade.Symbol,
            Side = trade.Direction.ExitSide(),
            Type = OrderType.Market,
            Quantity = holding.Quantity - Guarded(live),
            TriggerPrice = trade.StopLoss ?? throw new InvalidOperationException($"Trade {trade.Id} has no stop to place."),
        };
        var now = time.GetUtcNow();
        var (order, isNew) = await ledger.IntendOrderAsync(trade.Id, OrderRole.Stop, intent, TradeEvents.StopSent(intent), now, token);
        if (!isNew)
            return await SettlePendingAsync(trade, order, token);
        var outcome = await exchange.PlaceOrderAsync(intent, token);
        await ledger.UpdateOrderAsync(trade.Id, ExitExecutor.UpdateOf(intent.LinkId, outcome), line: null, time.GetUtcNow(), token);
        return outcome;
    }

    public async Task<bool> ReleaseAsync(TradeRecord trade, CancellationToken token)
    {
        var live = await LiveStopsAsync(trade, token);
        foreach (var stop in live)
        {
            await exchange.CancelOrderAsync(trade.Category, trade.Symbol, stop.LinkId, isStopOrder: true, token);
            if (IsUnseen(stop))
                await SettlePendingAsync(trade, stop, token);
        }

        return live.Count == 0;
    }

    public async Task<bool> IsTargetReachedAsync(TradeRecord trade, CancellationToken token)
    {
        if (trade.Targets.Count == 0)
            return false;
        var ticker = await exchange.GetTickerAsync(trade.Category, trade.Symbol, token).RequireAsync();
        return (ticker.LastPrice - trade.Targets[0].Price) * trade.Direction.Sign() >= 0;
    }

    public OrderIntent ExitIntent(TradeRecord trade, PositionState holding, int attempt) => new()
    {
        LinkId = OrderLinkId.For(trade.Id, OrderRole.Exit, attempt),
        Category = trade.Category,
        Symbol = trade.Symbol,
        Side = trade.Direction.ExitSide(),
        Type = OrderType.Market,
        Quantity = holding.Quantity,
    };

    // The stop may have been sent and its answer lost: until a look-up tells, it is neither there nor not there.
    private async Task<SubmitOutcome> SettlePendingAsync(TradeRecord trade, OrderRecord pending, CancellationToken token)
    {
        if (await exchange.FindOrderAsync(trade.Category, trade.Symbol, pending.LinkId, token).RequireAsync() is not null)
            return new SubmitOutcome.Accepted(pending.ExchangeOrderId ?? "");
        if (time.GetUtcNow() - pending.CreatedAt > StopInvisibleFor)
            await ledger.UpdateOrderAsync(
                trade.Id, new OrderUpdate(pending.LinkId, OrderStatus.NotPlaced), line: null, time.GetUtcNow(), token);
        return new SubmitOutcome.Unknown(new ExchangeError(0, "The stop order is not visible yet.", RetryGuidance.VerifyFirst));
    }

    private static bool IsUnseen(OrderRecord order) => order.Status is OrderStatus.Sent or OrderStatus.Unknown;

    private static decimal Guarded(IEnumerable<OrderRecord> stops) =>
        stops.Where(static stop => !IsUnseen(stop)).Sum(static stop => stop.Quantity - stop.FilledQuantity);

    private async Task<IReadOnlyList<OrderRecord>> LiveStopsAsync(TradeRecord trade, CancellationToken token) =>
        [.. (await ledger.ListOrdersAsync(trade.Id, token)).Where(static order => order.Role == OrderRole.Stop && !order.Status.IsFinal())];

    private async Task<Instrument> InstrumentAsync(TradeRecord trade, CancellationToken token) =>
        (await exchange.GetInstrumentsAsync(trade.Category, token).RequireAsync())
            .FirstOrDefault(candidate => candidate.Symbol == trade.Symbol)
        ?? throw new ExchangeUnavailableException(new ExchangeError(0, $"{trade.Symbol} is not listed.", RetryGuidance.RetryLater));
}
