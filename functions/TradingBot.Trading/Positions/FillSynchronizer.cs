using TradingBot.Core.Exchange;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;
using TradingBot.Trading.Exchange;

namespace TradingBot.Trading.Positions;

/// <summary>
/// Brings a trade's orders, fills and funding up to what the exchange says. Fills and funding come from executions only; each is booked
/// once.
/// </summary>
public sealed class FillSynchronizer(IExchange exchange, ITradeLedger ledger, TimeProvider time)
{
    // An order that rests for weeks may go with the account's history.
    private static readonly TimeSpan TargetGoneAfter = TimeSpan.FromSeconds(7);

    /// <exception cref="ExchangeUnavailableException">The exchange gave no answer.</exception>
    public async Task<TradeRecord> RunAsync(TradeRecord trade, CancellationToken token)
    {
        var orders = await ledger.ListOrdersAsync(trade.Id, token);
        IReadOnlyList<OrderRecord> live = [.. orders.Where(static order => !order.Status.IsFinal())];
        // Of several one list tells most: what it does not show is looked up alone, since it may have ended.
        var listed = live.Count > 2 ? await exchange.GetOpenOrdersAsync(trade.Category, trade.Symbol, token).RequireAsync() : [];
        var isChanged = false;
        foreach (var order in live)
        {
            var shown = listed.FirstOrDefault(candidate => candidate.LinkId == order.LinkId.Value);
            isChanged |= await RefreshAsync(trade, order, shown, token);
        }

        // What is missing of the position is reckoned from what the orders tell by now.
        await BookAsync(trade, isChanged ? await ledger.ListOrdersAsync(trade.Id, token) : orders, token);
        return await ledger.GetAsync(trade.Id, token);
    }

    private async Task<bool> RefreshAsync(TradeRecord trade, OrderRecord order, ExchangeOrder? listed, CancellationToken token)
    {
        var found = listed ?? await exchange.FindOrderAsync(trade.Category, trade.Symbol, order.LinkId, token).RequireAsync();
        var isTarget = order.Role == OrderRole.TakeProfit;
        // It may be late in all lists; one that was filled is found among the executions.
        if (found is null)
            return isTarget && !UnansweredOrder.IsUnseen(order) && time.GetUtcNow() - order.UpdatedAt > TargetGoneAfter
                && await ledger.ForgetIfGoneAsync(exchange, trade, order, time, token);

        // The trigger of a stop order may have been moved at the exchange, the price of a limit entry, and a target's order altogether.
        // What is shown as the price of a market order is the exchange's own bound.
        var isLimitEntry = order is { Role: OrderRole.Entry, Type: OrderType.Limit };
        var isMoved = (found.TriggerPrice is { } trigger && trigger != order.TriggerPrice)
            || (isLimitEntry && found.LimitPrice is { } limit && limit != order.LimitPrice)
            || (isTarget && (found.LimitPrice ?? order.LimitPrice, found.Quantity) != (order.LimitPrice, order.Quantity));
        if (found.Status == order.Status && found.FilledQuantity == order.FilledQuantity && !isMoved)
            return false;
        var line = found.Status switch
        {
            OrderStatus.Rejected => TradeEvents.OrderRejected(order, found.RejectReason),
            OrderStatus.Cancelled => TradeEvents.OrderCancelled(order, found.RejectReason),
            _ when order.LinkId.TargetOf(trade.Id) is { } target && found.Quantity != order.Quantity =>
                TradeEvents.TargetResized(trade, target, order.Quantity, found.Quantity),
            _ => null,
        };
        var update = found.UpdateOf(order.LinkId);
        if (isLimitEntry)
            update = update with { LimitPrice = found.LimitPrice };
        if (isTarget)
        {
            // Who cancelled it is known better than what the exchange says of it.
            var reason = order.Reason == TargetOrders.TakenBack ? null : found.RejectReason;
            update = update with { LimitPrice = found.LimitPrice, Quantity = found.Quantity, Reason = reason };
        }

        await ledger.UpdateOrderAsync(trade.Id, update, line, time.GetUtcNow(), token);
        return true;
    }

    private async Task BookAsync(TradeRecord trade, IReadOnlyList<OrderRecord> orders, CancellationToken token)
    {
        var executions = await exchange.GetExecutionsAsync(trade.Category, trade.Symbol, trade.ExecutionsFrom(), token).RequireAsync();
        var roles = orders.ToDictionary(static order => order.LinkId.Value, static order => order.Role);
        var entered = executions.FirstOrDefault(execution => execution.LinkId is { } link && roles.TryGetValue(link, out var role)
            && role == OrderRole.Entry);
        if ((trade.OpenedAt ?? entered?.At) is not { } enteredAt)
            return;
        var fills = new List<Fill>();
        foreach (var execution in executions)
        {
            if (RoleOf(execution, trade, roles, enteredAt) is { } role)
                fills.Add(FillOf(execution, role));
        }

        if (fills.Exists(fill => !IsOurs(fill, roles)))
            fills = await ApportionAsync(trade, orders, executions, fills, roles, token);
        if (fills.Count > 0)
            await ledger.BookFillsAsync(trade.Id, fills, time.GetUtcNow(), token);
        // After the fills: they say what of the position was the trade's.
        await ledger.BookFundingAsync(trade, executions, time.GetUtcNow(), token);
    }

    private static bool IsOurs(Fill fill, Dictionary<string, OrderRole> roles) => fill.OrderLinkId is { } link && roles.ContainsKey(link);

    // The exchange's own orders, and a person's, close a position in which somebody else may hold a part.
    private async Task<List<Fill>> ApportionAsync(
        TradeRecord trade, IReadOnlyList<OrderRecord> orders, IReadOnlyList<ExchangeExecution> executions, List<Fill> fills,
        Dictionary<string, OrderRole> roles, CancellationToken token)
    {
        var known = await ledger.ListFillsAsync(trade.Id, token);
        var booked = known.Select(static fill => fill.ExecId).ToHashSet();
        var fresh = fills.Where(fill => !booked.Contains(fill.ExecId)).ToList();
        var own = fresh.Where(fill => IsOurs(fill, roles)).ToList();
        var entered = trade.FilledQuantity + own.Where(static fill => fill.Role == OrderRole.Entry).Sum(static fill => fill.Quantity);
        if (own.Count == fresh.Count)
            return own;
        var filled = EntryOrders.Of(trade, orders).FilledQuantity;
        var isWhole = entered >= filled;
        var exited = trade.ExitedQuantity + own.Where(static fill => fill.Role != OrderRole.Entry).Sum(static fill => fill.Quantity);
        var positions = await exchange.GetPositionsAsync(trade.Category, trade.Symbol, token).RequireAsync();
        var standing = positions.FirstOrDefault(position => position.Direction == trade.Direction)?.Quantity ?? 0;
        // What our own orders tell as closed is missing there for that, though their fills are not listed yet.
        var unlisted = SpotPositions.UnbookedSale(orders, [.. known, .. own]);
        if (PartsOf(trade, executions, known, roles, standing + unlisted - Math.Max(0, filled - entered)) is { } parts)
        {
            // While fills of the entry are on their way, more of ours may be missing than is known: a part would be booked for good.
            var ours = fresh.Except(own).Select(fill => (Fill: fill, Part: parts.GetValueOrDefault(fill.ExecId)))
                .TakeWhile(each => isWhole || each.Part == 0 || each.Part == each.Fill.Quantity);
            return [.. own, .. ours.Where(static each => each.Part > 0).Select(static each => each.Fill.PartOf(each.Part))];
        }

        // Some are not listed yet. What they took of ours is what is missing of it at the exchange, and the newest of them took it: an
        // older one that left ours standing closed the other part.
        var missing = entered - exited - standing - unlisted;
        foreach (var fill in fresh.Except(own).OrderByDescending(static fill => fill.At))
        {
            var taken = Math.Min(fill.Quantity, missing);
            if (taken <= 0 || (taken < fill.Quantity && !isWhole))
                break;
            own.Add(fill.PartOf(taken));
            missing -= taken;
        }

        return own;
    }

    private static IReadOnlyDictionary<string, decimal>? PartsOf(
        TradeRecord trade, IReadOnlyList<ExchangeExecution> executions, IReadOnlyList<Fill> known, Dictionary<string, OrderRole> roles,
        decimal standing)
    {
        var booked = known.ToDictionary(
            static fill => fill.ExecId, static fill => fill.Role == OrderRole.Entry ? fill.Quantity : -fill.Quantity);
        var moves = executions.Select(execution => MoveOf(execution, trade, booked, roles)).OfType<PositionMove>().ToList();
        return ClosedByOthers.PartsOf(moves, trade.OpenQuantity - moves.Sum(move => booked.GetValueOrDefault(move.ExecId)), standing);
    }

    // On the entry's side what it opened, on the other what it closed: the rest of either belongs to a position of the other direction.
    private static PositionMove? MoveOf(
        ExchangeExecution execution, TradeRecord trade, Dictionary<string, decimal> booked, Dictionary<string, OrderRole> roles)
    {
        var forced = ForcedBy(execution);
        if (forced is null && execution.ExecType != "Trade")
            return null;
        var opens = execution.Side != trade.Direction.ExitSide();
        var closed = forced is not null && execution.ClosedQuantity == 0 ? execution.Quantity : execution.ClosedQuantity;
        if (execution.LinkId is { } link && roles.TryGetValue(link, out var role))
        {
            var quantity = role == OrderRole.Entry ? execution.Quantity : -FillOf(execution, role).Quantity;
            return new PositionMove(execution.ExecId, quantity, quantity);
        }

        var moved = opens ? execution.Quantity - closed : -closed;
        return moved == 0
            ? null
            : new PositionMove(execution.ExecId, moved, booked.TryGetValue(execution.ExecId, out var part) ? part : opens ? 0 : null);
    }

    // Ours by link id; else whatever reduced the position after it was entered: the exchange's own stop and target orders, a person, or the
    // exchange itself.
    private static OrderRole? RoleOf(
        ExchangeExecution execution, TradeRecord trade, Dictionary<string, OrderRole> roles, DateTimeOffset enteredAt)
    {
        var forced = ForcedBy(execution);
        if (forced is null && execution.ExecType != "Trade")
            return null;
        if (execution.LinkId is { } link && roles.TryGetValue(link, out var role))
            return role;
        // What the exchange does by itself closes a position by its nature, also where it does not say how much of it.
        var closes = execution.ClosedQuantity > 0 || forced is not null;
        var isExit = execution.Side == trade.Direction.ExitSide() && execution.At >= enteredAt && closes;
        if (!isExit || trade.Category == Core.Markets.Category.Spot)
            return null;
        return execution.StopOrderType switch
        {
            "StopLoss" or "PartialStopLoss" or "TrailingStop" => OrderRole.Stop,
            "TakeProfit" or "PartialTakeProfit" => OrderRole.TakeProfit,
            _ => OrderRole.Exit,
        };
    }

    // V5, enums, execType. Funding (booked apart), session settlement and the like move money and no position.
    private static ForcedExit? ForcedBy(ExchangeExecution execution) => execution.ExecType switch
    {
        // Booked by OptionDelivery.
        "Delivery" when execution.Category == Core.Markets.Category.Option => null,
        "BustTrade" => ForcedExit.Liquidation,
        "AdlTrade" => ForcedExit.AutoDeleveraging,
        "Delivery" or "Settle" => ForcedExit.Settlement,
        "MovePosition" or "BlockTrade" => ForcedExit.Transfer,
        _ => null,
    };

    internal static Fill FillOf(ExchangeExecution execution, OrderRole role)
    {
        var fill = new Fill
        {
            ExecId = execution.ExecId,
            OrderLinkId = execution.LinkId,
            ExchangeOrderId = execution.ExchangeOrderId,
            Role = role,
            Side = execution.Side,
            Price = execution.Price,
            Quantity = execution.Quantity,
            Value = execution.Value,
            Fee = execution.Fee,
            FeeCurrency = execution.FeeCurrency,
            IsMaker = execution.IsMaker,
            At = execution.At,
            Forced = ForcedBy(execution),
        };
        // A foreign order may turn the position round; only the part that closed something can have closed ours.
        return role != OrderRole.Entry && execution.ClosedQuantity > 0 && execution.ClosedQuantity < execution.Quantity
            ? fill.PartOf(execution.ClosedQuantity)
            : fill;
    }
}
