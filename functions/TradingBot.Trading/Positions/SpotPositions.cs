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
public sealed class SpotPositions(
    IExchange exchange, ITradeLedger ledger, UnansweredOrder unanswered, RecentWallet wallet, TimeProvider time) : IPositionKeeping
{
    private const int MaxRefusedStops = 2;

    // The wallet shows a fill or a bound coin a moment late; the books are believed for so long after the trade's last change.
    private static readonly TimeSpan WalletIsTrueAfter = TimeSpan.FromSeconds(10);

    public async Task<PositionState> ReadAsync(TradeRecord trade, EntryOrders entry, CancellationToken token)
    {
        var fills = await ledger.ListFillsAsync(trade.Id, token);
        var pnl = ProfitAndLoss.Of(trade.Category, trade.Direction, trade.SettleCoin, fills);
        var orders = await ledger.ListOrdersAsync(trade.Id, token);
        // What an order tells as sold is sold, whatever the books still say; it is missing there until its executions come.
        var unbooked = UnbookedSale(orders, fills);
        // Fees of a spot buy are taken in the coin itself, so less can be sold than was bought.
        var booked = pnl.SellableQuantity - unbooked;
        if (booked <= 0)
            return new PositionState(0, null, unbooked);
        // Delisted, and not only missing on a list that was kept: the coins can no more be sold here than coins that are gone.
        if (await exchange.FindInstrumentAsync(trade.Category, trade.Symbol, token).RequireAsync() is not { } market)
            return new PositionState(0, null, booked + unbooked);
        booked = Rounding.Down(booked, market.QuantityStep);
        IReadOnlyList<OrderRecord> stops = [.. orders.Where(IsLiveStop)];
        var (quantity, price) = (booked, trade.EntryPrice ?? trade.ReferencePrice);
        // Once the exchange refused a sale, or coins are missing, coins and price are asked for at every look.
        var isInDoubt = trade.PositionMissingSince is not null
            || orders.Any(static order => order is { Role: not OrderRole.Entry, Status: OrderStatus.Rejected });
        var balance = isInDoubt
            ? await exchange.GetBalanceAsync(token).RequireAsync()
            : await FindSettledBalanceAsync(orders, fills, token);
        if (balance is not null)
            quantity = Math.Min(booked, Rounding.Down(SellableOf(balance, market, Guarded(stops) + Working(orders)), market.QuantityStep));
        if (isInDoubt || quantity < booked)
            price = (await exchange.GetTickerAsync(trade.Category, trade.Symbol, token).RequireAsync()).LastPrice;

        if (market.IsTooSmall(booked, trade.EntryPrice ?? trade.ReferencePrice))
            return new PositionState(0, null, unbooked);
        if (market.IsTooSmall(quantity, price))
            return new PositionState(0, null, booked + unbooked);
        // An entry may be filled in parts, and each part has its stop; a rest too small for an order cannot be guarded, nor sold. What an
        // exit under way sells needs no stop any more.
        var bound = Guarded(stops) + Working(orders);
        var bare = quantity - bound - Unseen(orders);
        var stop = bare >= 0 && bare < quantity && market.IsTooSmall(bare, price) ? Loosest(trade, stops) : null;
        var missing = market.IsTooSmall(booked - quantity, price) ? 0 : booked - quantity;
        return new PositionState(quantity, stop, missing + unbooked)
        {
            Overguarded = Math.Max(0, bound - quantity),
            Bare = stop is null && Guarded(stops) > 0 ? Math.Max(0, bare) : 0,
            HasGrown = HasGrown(orders, isGuarded: stop is not null),
        };
    }

    /// <summary>What the trade's orders tell as sold and no booked execution does yet; base coin.</summary>
    internal static decimal UnbookedSale(IReadOnlyList<OrderRecord> orders, IReadOnlyList<Fill> fills)
    {
        var booked = fills.ToLookup(static fill => fill.OrderLinkId, static fill => fill.Quantity);
        return orders.Where(static order => order.Role != OrderRole.Entry)
            .Sum(order => Math.Max(0, order.FilledQuantity - booked[order.LinkId.Value].Sum()));
    }

    public bool IsFlat(TradeRecord trade, PositionState holding) => holding is { Quantity: <= 0, Missing: <= 0 };

    public async Task<SubmitOutcome> PlaceStopAsync(TradeRecord trade, PositionState holding, decimal stop, CancellationToken token)
    {
        var orders = await ledger.ListOrdersAsync(trade.Id, token);
        IReadOnlyList<OrderRecord> live = [.. orders.Where(IsLiveStop)];
        if (live.FirstOrDefault(UnansweredOrder.IsUnseen) is { } pending)
            return await SettlePendingAsync(trade, pending, token);

        if (Guarded(live) > holding.Quantity)
            return await CancelTooLargeAsync(trade, live, token);
        // Beyond the price a stop would wait for the price to come back instead of guarding.
        var ticker = await exchange.GetTickerAsync(trade.Category, trade.Symbol, token).RequireAsync();
        if ((ticker.LastPrice - stop) * trade.Direction.Sign() <= 0)
            return new SubmitOutcome.Rejected(
                new ExchangeError(0, "The price is beyond that stop already.", RetryGuidance.Permanent));
        // Where a person's looser stop is kept, it is moved only to where a stop was asked for.
        if ((!trade.KeepsMovedStops || trade.AskedStop?.Price == stop)
            && await PutBackAllAsync(trade, [.. live.Where(order => trade.IsLooser(order.TriggerPrice ?? stop, stop))], stop, token)
                is { } moved)
            return moved;
        // What stands was read before a stop was put up for it, in the same look.
        if (Guarded(live) == holding.Quantity && live.Count > 0)
            return new SubmitOutcome.Accepted(live[^1].ExchangeOrderId ?? "");

        var attempts = orders.Count(static order => order.Role == OrderRole.Stop);
        if (attempts > OrderLinkId.MaxAttempt)
            return new SubmitOutcome.Rejected(new ExchangeError(0, "The trade has no ids for stops left.", RetryGuidance.Permanent));
        var link = OrderLinkId.For(trade.Id, OrderRole.Stop, attempts);
        var intent = StopIntent(trade, link, holding.Quantity - Guarded(live), stop);
        var now = time.GetUtcNow();
        var (order, isNew) = await ledger.IntendOrderAsync(trade.Id, OrderRole.Stop, intent, TradeEvents.StopSent(intent), now, token);
        if (!isNew)
            return await SettlePendingAsync(trade, order, token);
        var outcome = await exchange.PlaceOrderAsync(intent, token);
        var answer = TradeEvents.StopAnswered(outcome);
        await ledger.UpdateOrderAsync(trade.Id, outcome.UpdateOf(intent.LinkId), answer, time.GetUtcNow(), token);
        // After a refusal the next look asks what coins are there, and the next stop gets that size. A few are tried; then it is refused.
        var refusals = orders.Where(static order => order.Role == OrderRole.Stop).Reverse()
            .TakeWhile(static order => order.Status == OrderStatus.Rejected).Count();
        return outcome is SubmitOutcome.Rejected rejected && refusals < MaxRefusedStops
            ? new SubmitOutcome.Unknown(rejected.Error)
            : outcome;
    }

    public async Task<bool> ReleaseAsync(TradeRecord trade, PositionState holding, CancellationToken token)
    {
        IReadOnlyList<OrderRecord> live = [.. (await ledger.ListOrdersAsync(trade.Id, token)).Where(IsLiveStop)];
        foreach (var stop in live)
        {
            await exchange.CancelOrderAsync(trade.Category, trade.Symbol, stop.LinkId, isStopOrder: true, token);
            if (UnansweredOrder.IsUnseen(stop))
                await SettlePendingAsync(trade, stop, token);
            else
                await ledger.ForgetIfGoneAsync(exchange, trade, stop, time, token);
        }

        return live.Count == 0;
    }

    public async Task<bool> IsTargetReachedAsync(TradeRecord trade, CancellationToken token)
    {
        if (trade.WholeTarget is not { } target)
            return false;
        var ticker = await exchange.GetTickerAsync(trade.Category, trade.Symbol, token).RequireAsync();
        return (ticker.LastPrice - target) * trade.Direction.Sign() >= 0;
    }

    public async Task<bool> IsStopPassedAsync(TradeRecord trade, PositionState holding, CancellationToken token)
    {
        if (holding.StopLoss is not null || trade.StopLoss is not { } stop)
            return false;
        var ticker = await exchange.GetTickerAsync(trade.Category, trade.Symbol, token).RequireAsync();
        return (stop - ticker.LastPrice) * trade.Direction.Sign() >= 0;
    }

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
    };

    // The stop may have been sent and its answer lost: until a look-up tells, or the same order sent again, it is neither there nor not
    // there.
    private async Task<SubmitOutcome> SettlePendingAsync(TradeRecord trade, OrderRecord pending, CancellationToken token)
    {
        if (await exchange.FindOrderAsync(trade.Category, trade.Symbol, pending.LinkId, token).RequireAsync() is not null)
            return new SubmitOutcome.Accepted(pending.ExchangeOrderId ?? "");
        var trigger = pending.TriggerPrice ?? throw new InvalidOperationException($"Stop {pending.LinkId} has no trigger.");
        await unanswered.SendAgainAsync(trade, pending, StopIntent(trade, pending.LinkId, pending.Quantity, trigger), token);
        return new SubmitOutcome.Unknown(new ExchangeError(0, "The stop order is not visible yet.", RetryGuidance.VerifyFirst));
    }

    private static OrderIntent StopIntent(TradeRecord trade, OrderLinkId link, decimal quantity, decimal trigger) => new()
    {
        LinkId = link,
        Category = trade.Category,
        Symbol = trade.Symbol,
        Side = trade.Direction.ExitSide(),
        Type = OrderType.Market,
        Quantity = quantity,
        TriggerPrice = trigger,
    };

    // Every part of an entry, and every addition, has a stop of its own: all of them at once, since one a look would leave the others
    // where they were. The first answer that was no yes counts; null when there is none to move.
    private async Task<SubmitOutcome?> PutBackAllAsync(
        TradeRecord trade, IReadOnlyList<OrderRecord> stops, decimal planned, CancellationToken token)
    {
        SubmitOutcome? answer = null;
        foreach (var stop in stops)
        {
            var outcome = await PutBackAsync(trade, stop, planned, token);
            answer = answer is null or SubmitOutcome.Accepted ? outcome : answer;
        }

        return answer;
    }

    // The order may have been filled or cancelled at this moment: after a refusal the next look tells.
    private async Task<SubmitOutcome> PutBackAsync(TradeRecord trade, OrderRecord stop, decimal planned, CancellationToken token)
    {
        await ledger.AddLineAsync(trade.Id, TradeEvents.StopAsked(planned), time.GetUtcNow(), token);
        var amendment = new OrderAmendment
        {
            LinkId = stop.LinkId,
            Category = trade.Category,
            Symbol = trade.Symbol,
            TriggerPrice = planned,
        };
        var outcome = await exchange.AmendOrderAsync(amendment, token);
        await ledger.AddLineAsync(trade.Id, TradeEvents.StopAnswered(outcome), time.GetUtcNow(), token);
        return outcome is SubmitOutcome.Rejected rejected ? new SubmitOutcome.Unknown(rejected.Error) : outcome;
    }

    // The exchange carries out no sale of more than is there, so such a stop guards nothing. The next look sets one for what is there.
    private async Task<SubmitOutcome> CancelTooLargeAsync(TradeRecord trade, IReadOnlyList<OrderRecord> live, CancellationToken token)
    {
        var largest = live.MaxBy(static stop => stop.Quantity - stop.FilledQuantity)!;
        await exchange.CancelOrderAsync(trade.Category, trade.Symbol, largest.LinkId, isStopOrder: true, token);
        return new SubmitOutcome.Unknown(new ExchangeError(0, "A stop for more than is there is taken back.", RetryGuidance.VerifyFirst));
    }

    // Parts of an entry have a stop each; what is guarded least says how well all of it is.
    private static decimal? Loosest(TradeRecord trade, IEnumerable<OrderRecord> stops) =>
        stops.Where(static stop => !UnansweredOrder.IsUnseen(stop)).MinBy(stop => stop.TriggerPrice * trade.Direction.Sign())?.TriggerPrice;

    private static decimal Guarded(IEnumerable<OrderRecord> stops) =>
        stops.Where(static stop => !UnansweredOrder.IsUnseen(stop)).Sum(static stop => stop.Quantity - stop.FilledQuantity);

    // No stop has ended beside those that stand since the entry, or an addition, was last heard of: what they do not guard was bought.
    // Once all is guarded, what was bought has one of its own.
    private static bool HasGrown(IReadOnlyList<OrderRecord> orders, bool isGuarded)
    {
        var stops = orders.Where(static order => order is { Role: OrderRole.Stop, Status: not OrderStatus.Rejected }).ToList();
        var standing = stops.Where(static stop => IsLiveStop(stop) && !UnansweredOrder.IsUnseen(stop)).ToList();
        if (standing.Count < (isGuarded ? 2 : 1))
            return false;
        var since = orders.Where(static order => order.Role == OrderRole.Entry).Select(static order => order.UpdatedAt)
            .Append(standing.Min(static stop => stop.CreatedAt)).Max();
        return !stops.Exists(stop => stop.Status.IsFinal() && stop.UpdatedAt >= since);
    }

    // What exits under way still bind is there until they have sold it.
    private static decimal Working(IEnumerable<OrderRecord> orders) => orders
        .Where(static order => order.Role == OrderRole.Exit && !order.Status.IsFinal() && !UnansweredOrder.IsUnseen(order))
        .Sum(static order => order.Quantity - order.FilledQuantity);

    private static decimal Unseen(IEnumerable<OrderRecord> orders) => orders
        .Where(static order => order.Role == OrderRole.Exit && UnansweredOrder.IsUnseen(order))
        .Sum(static order => order.Quantity);

    private static bool IsLiveStop(OrderRecord order) => order.Role == OrderRole.Stop && !order.Status.IsFinal();

    // Coins leave by roads that no order of the trade tells of: fees and losses of other markets are paid from the same wallet. Null while
    // the trade has not come to rest.
    private async Task<AccountBalance?> FindSettledBalanceAsync(
        IReadOnlyList<OrderRecord> orders, IReadOnlyList<Fill> fills, CancellationToken token)
    {
        var changed = orders.Select(static order => order.UpdatedAt).Concat(fills.Select(static fill => fill.At)).Max();
        if (time.GetUtcNow() - changed < WalletIsTrueAfter)
            return null;
        var (balance, askedAt) = await wallet.ReadAsync(token);
        return askedAt - changed < WalletIsTrueAfter ? null : balance;
    }

    // What the wallet holds of the coin and no order of others binds. An order of ours may have ended there and still live in the books: no
    // more than is bound there is taken for bound by it. More may be bound than there is.
    private static decimal SellableOf(AccountBalance balance, Instrument market, decimal bound) =>
        balance.Coins.FirstOrDefault(candidate => candidate.Coin == market.BaseCoin) is { } coin
            ? Math.Min(coin.WalletBalance, Math.Max(0, coin.WalletBalance - coin.Locked) + Math.Min(coin.Locked, bound))
            : 0;
}
