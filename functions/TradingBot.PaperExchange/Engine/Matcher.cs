using TradingBot.PaperExchange.Markets;
using TradingBot.PaperExchange.Orders;
using TradingBot.PaperExchange.Prices;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.State;

namespace TradingBot.PaperExchange.Engine;

/// <summary>Decides what an accepted order and a new price do. Knows nothing of HTTP, files or time.</summary>
internal sealed class Matcher(ExchangeState state, decimal slippageBasisPoints)
{
    private const int MaxPasses = 20;
    private readonly Protection _protection = new(state);
    private Fills Fills => field ??= new Fills(state, _protection);
    private TakerExecution TakerExecution => field ??= new TakerExecution(state, Fills, slippageBasisPoints);

    public Protection Protection => _protection;

    /// <summary>Lets an acknowledged order into the market.</summary>
    public void Accept(string orderId)
    {
        if (state.Orders.Find(orderId) is not { } order
            || !(order.Status == OrderStatus.Created || (order.IsResting && order.FillsFrom is not null)))
            return;
        if (order.RejectAfterAck)
            Fills.End(order, OrderStatus.Rejected, rejectReason: "EC_Others");
        else if (order.TriggerPrice is not null)
            state.Put(order with { Status = OrderStatus.Untriggered, UpdatedAt = state.Now });
        else if (order.FillsFrom > state.Now)
            state.Put(order with { Status = OrderStatus.New, UpdatedAt = state.Now });
        else
            Work(order with { FillsFrom = null });
        OnPrice(order.Category, order.Symbol);
    }

    /// <summary>Carries out everything that the price now calls for, including what those fills set up.</summary>
    public void OnPrice(Category category, string symbol)
    {
        for (var pass = 0; pass < MaxPasses && Pass(category, symbol); pass++)
        {
        }

        new Liquidation(state, Fills, TakerExecution, this).Check();
    }

    public void Cancel(Order order, string cancelType = "CancelByUser")
    {
        if (!order.IsOpen)
            return;
        var status = (order.Category, order.Status) switch
        {
            (Category.Spot, OrderStatus.Untriggered) => OrderStatus.Deactivated,
            (Category.Spot, OrderStatus.PartiallyFilled) => OrderStatus.PartiallyFilledCanceled,
            _ => OrderStatus.Cancelled,
        };
        Fills.End(order, status, cancelType, "EC_PerCancelRequest");
        var position = state.PositionOf(order.Category, order.Symbol, order.PositionIdx);
        if (order.StopKind == StopKind.TakeProfit)
            state.Positions.Put(position with { TakeProfit = null });
        else if (order.StopKind == StopKind.StopLoss)
            state.Positions.Put(position with { StopLoss = null });
        else if (order.StopKind == StopKind.TrailingStop)
            state.Positions.Put(position with { TrailingStop = null });
    }

    public void Work(Order order)
    {
        var market = state.Market(order.Category, order.Symbol);
        if (order.Type == OrderType.Market)
        {
            TakerExecution.Take(order, market, order.WorstPrice);
            return;
        }

        var limit = order.Price ?? throw new InvalidOperationException($"Limit order {order.Id} has no price.");
        var crosses = order.Side == Side.Buy ? limit >= market.Ask : limit <= market.Bid;
        switch (order.TimeInForce)
        {
            case TimeInForce.PostOnly when crosses:
                Fills.End(order, OrderStatus.Cancelled, rejectReason: "EC_PostOnlyWillTakeLiquidity");
                break;
            case TimeInForce.IOC when !crosses:
                Fills.End(order, OrderStatus.Cancelled, rejectReason: "EC_NoImmediateQtyToFill");
                break;
            case TimeInForce.FOK when !crosses || (market.Quote is null && !BookWalk.Holds(order.Side, market, order.LeavesQty, limit)):
                Fills.End(order, OrderStatus.Cancelled, rejectReason: "EC_NoEnoughQtyToFill");
                break;
            default:
                if (crosses)
                    TakerExecution.Take(order, market, limit);
                else
                    state.Put(
                        order with { Status = order.CumQty > 0 ? OrderStatus.PartiallyFilled : OrderStatus.New, UpdatedAt = state.Now });
                break;
        }
    }

    private bool Pass(Category category, string symbol)
    {
        var moved = false;
        var market = state.Market(category, symbol);
        var last = market.Last;
        // Resting orders of a perpetual are met by its trades, those of an option by the quotes of others.
        var (offered, wanted) = market.Quote is { } quote ? (quote.Ask, quote.Bid) : (last, last);
        foreach (var seen in state.OpenOrdersOf(category, symbol))
        {
            var order = state.Get(seen.Id);
            if (order.RestedAt == last)
                continue;
            if (order.RestedAt is not null)
                state.Put(order = order with { RestedAt = null });
            if (order.Status == OrderStatus.Untriggered)
                moved |= TryTrigger(order, last);
            else if (order.IsResting
                && order.FillsFrom is null
                && order.Price is { } limit
                && (order.Side == Side.Buy ? offered <= limit : wanted >= limit))
            {
                Fills.Fill(order, limit, isMaker: true);
                moved = true;
            }
        }

        return moved;
    }

    private bool TryTrigger(Order order, decimal last)
    {
        var triggered = order.StopKind switch
        {
            StopKind.TrailingStop => TrailingStops.Advance(state, order, last),
            StopKind.BidirectionalTpslOrder => TwoSided(order, last),
            _ => Reached(order, state.PriceFor(order.TriggerBy, order.Category, order.Symbol)) ? order : null,
        };
        if (triggered is null)
            return false;
        if (triggered.SiblingId is { } sibling)
            CancelSibling(state.Get(sibling));
        if (triggered.IsProtective && triggered.TpslMode == TpslMode.Full)
        {
            foreach (var other in _protection.Orders(state.PositionOf(order.Category, order.Symbol, order.PositionIdx)).Where(IsOtherHalf))
                CancelSibling(other);
        }

        var live = triggered with { Status = OrderStatus.New, UpdatedAt = state.Now };
        state.Put(live);
        Work(live);
        return true;

        bool IsOtherHalf(Order other) =>
            (order.StopKind, other.StopKind) is (StopKind.TakeProfit, StopKind.StopLoss) or (StopKind.StopLoss, StopKind.TakeProfit);
    }

    private void CancelSibling(Order order)
    {
        if (order.IsOpen)
        {
            var type = order.StopKind is StopKind.TakeProfit or StopKind.PartialTakeProfit
                ? "CancelByOCOTpCanceledBySlTriggered"
                : "CancelByOCOSlCanceledByTpTriggered";
            Fills.End(order, OrderStatus.Cancelled, type);
        }
    }

    private static bool Reached(Order order, decimal price) =>
        order.TriggerPrice is { } trigger && (order.TriggerDirection == 1 ? price >= trigger : price <= trigger);

    private static Order? TwoSided(Order order, decimal last)
    {
        var rises = order.Side == Side.Sell ? 1 : -1;
        if (order.TakeProfit is { } takeProfit && rises * (last - takeProfit) >= 0)
            return AsLimit(order, order.TpLimitPrice);
        if (order.StopLoss is { } stopLoss && rises * (stopLoss - last) >= 0)
            return AsLimit(order, order.SlLimitPrice);
        return null;
    }

    private static Order AsLimit(Order order, decimal? limit) =>
        limit is null ? order : order with { Type = OrderType.Limit, Price = limit, TimeInForce = TimeInForce.GTC };
}
