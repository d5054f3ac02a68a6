using System.Text.Json.Nodes;
using TradingBot.PaperExchange.Instruments;
using TradingBot.PaperExchange.Orders;
using TradingBot.PaperExchange.Positions;
using TradingBot.PaperExchange.Protocol;

namespace TradingBot.PaperExchange.Http;

/// <summary>An order as order/realtime and order/history show it.</summary>
internal static class OrderJson
{
    public static JsonObject Write(Order order)
    {
        var instrument = order.Instrument;
        var spot = order.Category == Category.Spot;
        var quantityText = order.QuoteQty is null ? instrument.QtyText(order.Qty) : Wire.Text(order.Qty);
        var average = order.CumQty == 0
            ? ""
            : Wire.Rounded(spot ? order.CumValue / order.CumQty : instrument.Contract.AveragePrice(order.CumQty, order.CumValue));
        var row = new JsonObject
        {
            ["orderId"] = order.Id,
            ["orderLinkId"] = order.LinkId,
            ["parentOrderLinkId"] = order.ParentLinkId,
            ["blockTradeId"] = "",
            ["symbol"] = order.Symbol,
            ["price"] = order.Price is { } price ? instrument.PriceText(price) : "0",
            ["qty"] = quantityText,
            ["side"] = order.Side.ToString(),
            ["isLeverage"] = spot ? "0" : "",
            ["positionIdx"] = order.PositionIdx,
            ["orderStatus"] = order.Status.ToString(),
            ["createType"] = spot ? "" : order.CreateType,
            ["cancelType"] = order.CancelType,
            ["rejectReason"] = order.RejectReason,
            ["avgPrice"] = average,
            ["leavesQty"] = order.QuoteQty is null ? instrument.QtyText(order.LeavesQty) : "0",
            ["leavesValue"] = LeavesValue(order),
            ["cumExecQty"] = instrument.QtyText(order.CumQty),
            ["cumExecValue"] = Wire.Text(order.CumValue),
            ["cumExecFee"] = Wire.Text(order.CumFee),
            ["cumFeeDetail"] = order.CumQty == 0 ? [] : new JsonObject { [order.FeeCoin] = Wire.Text(order.CumFee) },
            ["timeInForce"] = order.TimeInForce.ToString(),
            ["orderType"] = order.Type.ToString(),
            ["stopOrderType"] = StopKindText(order.StopKind),
            ["ocoTriggerBy"] = "",
            ["orderIv"] = order.OrderIv is { } iv ? Wire.Text(iv) : "",
            ["marketUnit"] = order.MarketUnit,
            ["triggerPrice"] = Optional(
                instrument, order.StopKind == StopKind.TrailingStop ? order.ActivePrice ?? order.TriggerPrice : order.TriggerPrice),
            ["takeProfit"] = Optional(instrument, order.TakeProfit),
            ["stopLoss"] = Optional(instrument, order.StopLoss),
            ["tpslMode"] = order.TpslMode?.ToString() ?? "",
            ["tpLimitPrice"] = Optional(instrument, order.TpLimitPrice),
            ["slLimitPrice"] = Optional(instrument, order.SlLimitPrice),
            ["tpTriggerBy"] = order.TakeProfit is null ? "" : order.TpTriggerBy.ToString(),
            ["slTriggerBy"] = order.StopLoss is null ? "" : order.SlTriggerBy.ToString(),
            ["triggerDirection"] = order.TriggerDirection,
            ["triggerBy"] = order.TriggerBy?.ToString() ?? "",
            ["lastPriceOnCreated"] = instrument.PriceText(order.LastPriceOnCreated),
            ["basePrice"] = spot ? instrument.PriceText(order.LastPriceOnCreated) : "",
            ["reduceOnly"] = order.ReduceOnly,
            ["closeOnTrigger"] = order.CloseOnTrigger,
            ["placeType"] = "",
            ["smpType"] = "None",
            ["smpGroup"] = 0,
            ["smpOrderId"] = "",
            ["slippageToleranceType"] = "UNKNOWN",
            ["slippageTolerance"] = "",
            ["extraFees"] = "",
            ["createdTime"] = Wire.Milliseconds(order.CreatedAt),
            ["updatedTime"] = Wire.Milliseconds(order.UpdatedAt),
        };
        return row;
    }

    public static string StopKindText(StopKind kind) => kind switch
    {
        StopKind.None => "",
        StopKind.TpslOrder => "tpslOrder",
        _ => kind.ToString(),
    };

    /// <summary>The orderFilter that a derivative order answers to: everything that waits for a trigger is a StopOrder.</summary>
    public static OrderFilter FilterOf(Order order)
    {
        if (order.Category == Category.Spot)
            return order.Filter;
        return order.StopKind == StopKind.None ? OrderFilter.Order : OrderFilter.StopOrder;
    }

    private static string LeavesValue(Order order)
    {
        if (order.Price is not { } price || order.LeavesQty == 0)
            return "0";
        return Wire.Text(
            order.Category == Category.Spot ? order.LeavesQty * price : order.Instrument.Contract.Value(order.LeavesQty, price));
    }

    private static string Optional(Instrument instrument, decimal? price) => price is { } value ? instrument.PriceText(value) : "";
}
