using TradingBot.PaperExchange.Accounting;
using TradingBot.PaperExchange.Instruments;
using TradingBot.PaperExchange.Markets;
using TradingBot.PaperExchange.Orders;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.State;

namespace TradingBot.PaperExchange.Intake;

/// <summary>Whether an open order may be changed as asked.</summary>
internal static class AmendChecks
{
    public static Refusal? Check(ExchangeState state, Order order, Amendment change)
    {
        if (!change.Changes(order))
            return new(10001, "order not modified");
        var after = change.After(order);
        return Quantity(order, change.Qty)
            ?? Allowed(order, change)
            ?? Grid(order.Instrument, change)
            ?? Band(state, order, change)
            ?? Exits(state, order, after, change)
            ?? Protective(state, order, change)
            ?? Funds(state, order, change);
    }

    private static Refusal? Quantity(Order order, decimal? asked)
    {
        if (asked is not { } qty)
            return null;
        var instrument = order.Instrument;
        var spot = order.Category == Category.Spot;
        if (qty <= order.CumQty)
            return spot
                ? new(170313, "Modified quantity is below the filled quantity.")
                : new(110064, "amended qty is not above the filled qty");
        if (order.IsProtective && order.TpslMode == TpslMode.Full)
            return Refusals.Parameter("qty of a Full take-profit, stop-loss or trailing stop");
        if (qty < instrument.MinQty)
            return new(10001, "The number of contracts exceeds minimum limit allowed");
        if (qty > instrument.MaxLimitQty)
            return new(10001, "The number of contracts exceeds maximum limit allowed");
        if (qty % instrument.QtyStep != 0)
            return spot ? new(170137, "Order quantity has too many decimals.") : Refusals.QtyInvalid;
        return null;
    }

    /// <summary>Fields that the order does not have cannot be changed.</summary>
    private static Refusal? Allowed(Order order, Amendment change)
    {
        if (change.Price is not null && order.Type == OrderType.Market)
            return Refusals.Parameter("price");
        if (order.Category == Category.Option && (change.TakeProfit ?? change.StopLoss) is not null)
            return Refusals.Parameter("takeProfit and stopLoss");
        if ((change.TriggerPrice is not null || change.TriggerBy is not null)
            && (order.Status != OrderStatus.Untriggered || order.StopKind is StopKind.TrailingStop or StopKind.BidirectionalTpslOrder))
            return Refusals.Parameter("triggerPrice");
        if (order.ReduceOnly && (change.TakeProfit ?? change.StopLoss) > 0)
            return Refusals.Parameter("takeProfit and stopLoss with reduceOnly");
        if (order.Category == Category.Spot)
            return change.TpslMode is null ? null : Refusals.Parameter("tpslMode");
        return (change.TpLimitPrice ?? change.SlLimitPrice) is not null && (change.TpslMode ?? order.TpslMode) != TpslMode.Partial
            ? Refusals.Parameter("tpLimitPrice and slLimitPrice without tpslMode Partial")
            : null;
    }

    private static Refusal? Grid(Instrument instrument, Amendment change) =>
        OrderChecks.Price(instrument, "price", change.Price)
        ?? OrderChecks.Price(instrument, "triggerPrice", change.TriggerPrice)
        ?? OrderChecks.Price(instrument, "takeProfit", change.TakeProfit)
        ?? OrderChecks.Price(instrument, "stopLoss", change.StopLoss)
        ?? OrderChecks.Price(instrument, "tpLimitPrice", change.TpLimitPrice)
        ?? OrderChecks.Price(instrument, "slLimitPrice", change.SlLimitPrice);

    private static Refusal? Band(ExchangeState state, Order order, Amendment change) =>
        order is { Category: Category.Spot, TriggerPrice: null } && change.Price is { } price
            ? SpotChecks.Band(order.Instrument, order.Side, price, state.Last(order.Category, order.Symbol))
            : null;

    /// <summary>Exits of an entry lie around its price; those of a two-sided spot order around the market.</summary>
    private static Refusal? Exits(ExchangeState state, Order order, Order after, Amendment change)
    {
        if (change.TakeProfit is null && change.StopLoss is null && (change.Price is null || !after.HasExits))
            return null;
        var last = state.Last(order.Category, order.Symbol);
        if (order.StopKind == StopKind.BidirectionalTpslOrder)
            return OrderChecks.ExitSides(order.Side == Side.Sell ? Side.Buy : Side.Sell, after.TakeProfit, after.StopLoss, last);
        return OrderChecks.ExitSides(order.Side, after.TakeProfit, after.StopLoss, after.Price ?? after.TriggerPrice ?? last);
    }

    private static Refusal? Protective(ExchangeState state, Order order, Amendment change)
    {
        if (!order.IsProtective || change.TriggerPrice is not { } trigger)
            return null;
        var held = order.Side == Side.Sell ? Side.Buy : Side.Sell;
        var price = state.PriceFor(change.TriggerBy ?? order.TriggerBy, order.Category, order.Symbol);
        return order.StopKind is StopKind.TakeProfit or StopKind.PartialTakeProfit
            ? OrderChecks.ExitSides(held, trigger, null, price)
            : OrderChecks.ExitSides(held, null, trigger, price);
    }

    private static Refusal? Funds(ExchangeState state, Order order, Amendment change)
    {
        if (order.ReduceOnly || (change.Qty is null && change.Price is null))
            return null;
        var price = change.Price ?? order.Price;
        var qty = (change.Qty ?? order.Qty) - order.CumQty;
        if (order.Category != Category.Spot)
        {
            // A conditional order is measured when it triggers.
            if (order.Status == OrderStatus.Untriggered)
                return null;
            var position = state.PositionOf(order.Category, order.Symbol, order.PositionIdx);
            var extra = Margin.Cost(state, position, order.Side, qty, price)
                - Margin.Cost(state, position, order.Side, order.LeavesQty, order.Price);
            return Margin.Covers(state, order.Instrument, extra) ? null : Refusals.Balance(order.Category);
        }

        if (order.Filter == OrderFilter.StopOrder && order.Status == OrderStatus.Untriggered)
            return null;
        var buys = order.Side == Side.Buy;
        var more = buys ? qty * (price ?? 0) - order.LeavesQty * (order.Price ?? 0) : qty - order.LeavesQty;
        return more > Wallet.FreeForSpot(state, buys ? order.Instrument.QuoteCoin : order.Instrument.BaseCoin)
            ? Refusals.Balance(order.Category)
            : null;
    }
}
