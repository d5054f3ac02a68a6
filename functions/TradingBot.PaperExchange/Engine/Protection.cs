using TradingBot.PaperExchange.Markets;
using TradingBot.PaperExchange.Orders;
using TradingBot.PaperExchange.Positions;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.State;

namespace TradingBot.PaperExchange.Engine;

/// <summary>
/// Take-profit, stop-loss and trailing orders of a position. Full orders follow the position's size, and all of
/// them go when it is closed or turned around.
/// </summary>
internal sealed class Protection(ExchangeState state)
{
    /// <summary>Brings the protective orders in line after the position changed.</summary>
    public void Follow(Side? sideBefore, Position position)
    {
        if (position.IsFlat || (sideBefore is not null && sideBefore != position.Side))
        {
            foreach (var order in Orders(position))
                state.Put(order.Ended(OrderStatus.Cancelled, "CancelByTpSlTsClear", "EC_NoError", state.Now));
            foreach (var order in state.OpenOrdersOf(position.Category, position.Symbol).Where(order => CannotReduce(order, position)))
                state.Put(order.Ended(OrderStatus.Cancelled, "CancelByReduceOnly", "EC_NoError", state.Now));
            state.Positions.Put(position with { TakeProfit = null, StopLoss = null, TrailingStop = null });
            return;
        }

        foreach (var order in Orders(position).Where(order => order.LeavesQty != position.Size && IsFull(order.StopKind)))
            state.Put(order with { Qty = order.CumQty + position.Size, UpdatedAt = state.Now });
    }

    /// <summary>Puts the take-profit and stop-loss of an entry order on what it just opened.</summary>
    public void Attach(Order entry, decimal openedQty)
    {
        if (entry.TakeProfit is null && entry.StopLoss is null)
            return;
        if (entry.TpslMode == TpslMode.Partial)
        {
            AddPartial(entry, openedQty, openedQty, entry.LinkId);
            return;
        }

        var position = state.PositionOf(entry.Category, entry.Symbol, entry.PositionIdx);
        if (entry.TakeProfit is { } takeProfit)
            SetFull(position, StopKind.TakeProfit, takeProfit, entry.TpTriggerBy, entry.LinkId);
        if (entry.StopLoss is { } stopLoss)
            SetFull(position, StopKind.StopLoss, stopLoss, entry.SlTriggerBy, entry.LinkId);
    }

    /// <summary>Sets, moves or (with null) removes the one Full take-profit or stop-loss of a position.</summary>
    public void SetFull(Position position, StopKind kind, decimal? trigger, TriggerBy by, string parentLinkId = "")
    {
        position = state.PositionOf(position.Category, position.Symbol, position.Idx);
        var existing = Orders(position).FirstOrDefault(order => order.StopKind == kind);
        state.Positions.Put(kind == StopKind.TakeProfit
            ? position with { TakeProfit = trigger, UpdatedAt = state.Now }
            : position with { StopLoss = trigger, UpdatedAt = state.Now });
        if (trigger is not { } price)
        {
            if (existing is not null)
                state.Put(existing.Ended(OrderStatus.Cancelled, "CancelByUser", "EC_NoError", state.Now));
            return;
        }

        state.Put(existing is null
            ? New(position, kind, position.Size, TpslMode.Full) with { TriggerPrice = price, TriggerBy = by, ParentLinkId = parentLinkId }
            : existing with { TriggerPrice = price, TriggerBy = by, UpdatedAt = state.Now });
    }

    /// <summary>
    /// Sets, changes or (with null) removes the trailing stop. It starts at once, or when the price reaches the activation.
    /// </summary>
    public void SetTrailing(Position position, decimal? distance, decimal? activation)
    {
        position = state.PositionOf(position.Category, position.Symbol, position.Idx);
        state.Positions.Put(position with { TrailingStop = distance, UpdatedAt = state.Now });
        foreach (var old in Orders(position).Where(order => order.StopKind == StopKind.TrailingStop))
            state.Put(old.Ended(OrderStatus.Cancelled, "CancelByUser", "EC_NoError", state.Now));
        if (distance is not { } trail)
            return;
        var last = state.Last(position.Category, position.Symbol);
        state.Put(New(position, StopKind.TrailingStop, position.Size, TpslMode.Full) with
        {
            TrailingDistance = trail,
            ActivePrice = activation,
            TriggerPrice = activation ?? last - position.Sign * trail,
            TrailingExtreme = activation is null ? last : null,
            TriggerBy = TriggerBy.LastPrice,
        });
    }

    /// <summary>Adds a partial pair (or one of its halves); the halves cancel one another.</summary>
    public void AddPartial(Order terms, decimal takeProfitQty, decimal stopLossQty, string parentLinkId)
    {
        var position = state.PositionOf(terms.Category, terms.Symbol, terms.PositionIdx);
        var takeProfit = terms.TakeProfit is { } tp
            ? New(position, StopKind.PartialTakeProfit, takeProfitQty, TpslMode.Partial) with
            {
                TriggerPrice = tp,
                TriggerBy = terms.TpTriggerBy,
                Type = terms.TpLimitPrice is null ? OrderType.Market : OrderType.Limit,
                Price = terms.TpLimitPrice,
                TimeInForce = terms.TpLimitPrice is null ? TimeInForce.IOC : TimeInForce.GTC,
                ParentLinkId = parentLinkId,
            }
            : null;
        var stopLoss = terms.StopLoss is { } sl
            ? New(position, StopKind.PartialStopLoss, stopLossQty, TpslMode.Partial) with
            {
                TriggerPrice = sl,
                TriggerBy = terms.SlTriggerBy,
                Type = terms.SlLimitPrice is null ? OrderType.Market : OrderType.Limit,
                Price = terms.SlLimitPrice,
                TimeInForce = terms.SlLimitPrice is null ? TimeInForce.IOC : TimeInForce.GTC,
                ParentLinkId = parentLinkId,
                SiblingId = takeProfit?.Id,
            }
            : null;
        if (takeProfit is not null)
            state.Put(takeProfit with { SiblingId = stopLoss?.Id });
        if (stopLoss is not null)
            state.Put(stopLoss);
    }

    /// <summary>A filled spot entry that carried exits becomes one two-sided order over the coins it bought or sold.</summary>
    public void AttachSpot(Order entry)
    {
        if (entry.Status != OrderStatus.Filled || (entry.TakeProfit is null && entry.StopLoss is null)
            || entry.StopKind == StopKind.BidirectionalTpslOrder)
            return;
        var bought = entry.Side == Side.Buy;
        state.Put(new Order
        {
            Id = OrderIds.Spot(state),
            Seq = state.NextSequence(),
            Category = Category.Spot,
            Symbol = entry.Symbol,
            Side = bought ? Side.Sell : Side.Buy,
            Type = OrderType.Market,
            TimeInForce = TimeInForce.IOC,
            Qty = entry.Instrument.FloorToStep(bought ? entry.CumQty - entry.CumFee : entry.CumQty),
            CreatedAt = state.Now,
            UpdatedAt = state.Now,
            Status = OrderStatus.Untriggered,
            Filter = OrderFilter.BidirectionalTpslOrder,
            StopKind = StopKind.BidirectionalTpslOrder,
            MarketUnit = "baseCoin",
            TakeProfit = entry.TakeProfit,
            StopLoss = entry.StopLoss,
            TpLimitPrice = entry.TpLimitPrice,
            SlLimitPrice = entry.SlLimitPrice,
            ParentLinkId = entry.LinkId,
            LastPriceOnCreated = state.Last(entry.Category, entry.Symbol),
        });
    }

    public IReadOnlyList<Order> Orders(Position position) =>
        [.. state.OpenOrdersOf(position.Category, position.Symbol).Where(order => order.IsProtective && order.PositionIdx == position.Idx)];

    /// <summary>True for a resting order that waited to make smaller what is gone now.</summary>
    private static bool CannotReduce(Order order, Position position) =>
        order is { ReduceOnly: true, IsResting: true } && order.PositionIdx == position.Idx && order.Side != Opposite(position.Side);

    private static Side? Opposite(Side? side) => side switch { Side.Buy => Side.Sell, Side.Sell => Side.Buy, _ => null };

    private static bool IsFull(StopKind kind) => kind is StopKind.TakeProfit or StopKind.StopLoss or StopKind.TrailingStop;

    private Order New(Position position, StopKind kind, decimal qty, TpslMode mode) => ClosingOrder.For(state, position, qty) with
    {
        Status = OrderStatus.Untriggered,
        StopKind = kind,
        TpslMode = mode,
        TriggerDirection = IsTakeProfit(kind) == (position.Side == Side.Buy) ? 1 : 2,
        CloseOnTrigger = true,
        LastPriceOnCreated = state.Last(position.Category, position.Symbol),
        CreateType = kind switch
        {
            StopKind.TakeProfit => "CreateByTakeProfit",
            StopKind.StopLoss => "CreateByStopLoss",
            StopKind.PartialTakeProfit => "CreateByPartialTakeProfit",
            StopKind.PartialStopLoss => "CreateByPartialStopLoss",
            _ => "CreateByTrailingStop",
        },
    };

    private static bool IsTakeProfit(StopKind kind) => kind is StopKind.TakeProfit or StopKind.PartialTakeProfit;
}
