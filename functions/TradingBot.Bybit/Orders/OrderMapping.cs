using TradingBot.Bybit.Positions;
using TradingBot.Bybit.Wire;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;

namespace TradingBot.Bybit.Orders;

internal static class OrderMapping
{
    public static ExchangeOrder ToOrder(this WireOrder row, Category category) => new()
    {
        Category = category,
        Symbol = WireValue.Symbol(row.Symbol),
        ExchangeOrderId = WireValue.Required(row.OrderId, "orderId"),
        LinkId = WireValue.Word(row.OrderLinkId),
        Side = WireValue.Side(row.Side),
        Leg = PositionIndex.ToLeg(row.PositionIdx),
        Status = StatusOf(row.OrderStatus, row.CumExecQty ?? 0m),
        Quantity = WireValue.Required(row.Qty, "qty"),
        FilledQuantity = WireValue.Required(row.CumExecQty, "cumExecQty"),
        AveragePrice = WireValue.Positive(row.AvgPrice),
        // On a market order Bybit shows its own slippage bound here, which is not a price of ours.
        LimitPrice = row.OrderType is "Limit" ? WireValue.Positive(row.Price) : null,
        TriggerPrice = WireValue.Positive(row.TriggerPrice),
        StopOrderType = WireValue.Word(row.StopOrderType),
        RejectReason = OrderReasons.Of(row.RejectReason, row.CancelType),
        CreatedAt = WireValue.Time(row.CreatedTime, "createdTime"),
        UpdatedAt = WireValue.Time(row.UpdatedTime ?? row.CreatedTime, "updatedTime"),
    };

    internal static OrderStatus StatusOf(string? text, decimal filled) => text switch
    {
        "New" or "Untriggered" or "Triggered" or "Created" or "Active" => filled > 0m ? OrderStatus.PartiallyFilled : OrderStatus.Open,
        "PartiallyFilled" => OrderStatus.PartiallyFilled,
        "Filled" => OrderStatus.Filled,
        "Cancelled" or "PartiallyFilledCanceled" or "Deactivated" => OrderStatus.Cancelled,
        // A rejection with fills is an order that ended; its fills must be booked.
        "Rejected" => filled > 0m ? OrderStatus.Cancelled : OrderStatus.Rejected,
        _ => OrderStatus.Unknown,
    };
}
