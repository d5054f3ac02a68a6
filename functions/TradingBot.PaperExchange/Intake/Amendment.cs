using TradingBot.PaperExchange.Orders;
using TradingBot.PaperExchange.Protocol;

namespace TradingBot.PaperExchange.Intake;

/// <summary>The fields of an order that an amend request changes; absent fields stay. Zero removes a take-profit or stop-loss.</summary>
internal sealed record Amendment
{
    /// <summary>The new total, filled part included.</summary>
    public decimal? Qty { get; init; }

    /// <summary>Limit price in the quote coin.</summary>
    public decimal? Price { get; init; }

    /// <summary>Options: the volatility that gave the price; it wins over one.</summary>
    public decimal? OrderIv { get; init; }

    /// <summary>In the quote coin.</summary>
    public decimal? TriggerPrice { get; init; }
    public TriggerBy? TriggerBy { get; init; }

    /// <summary>Trigger price in the quote coin.</summary>
    public decimal? TakeProfit { get; init; }

    /// <summary>Trigger price in the quote coin.</summary>
    public decimal? StopLoss { get; init; }
    public TriggerBy? TpTriggerBy { get; init; }
    public TriggerBy? SlTriggerBy { get; init; }
    public TpslMode? TpslMode { get; init; }

    /// <summary>In the quote coin.</summary>
    public decimal? TpLimitPrice { get; init; }

    /// <summary>In the quote coin.</summary>
    public decimal? SlLimitPrice { get; init; }

    public static Amendment Read(Fields fields) => new()
    {
        Qty = fields.Number("qty"),
        Price = fields.Number("price"),
        OrderIv = fields.Price("orderIv"),
        TriggerPrice = fields.Number("triggerPrice"),
        TriggerBy = fields.OneOf<TriggerBy>("triggerBy"),
        TakeProfit = fields.Number("takeProfit"),
        StopLoss = fields.Number("stopLoss"),
        TpTriggerBy = fields.OneOf<TriggerBy>("tpTriggerBy"),
        SlTriggerBy = fields.OneOf<TriggerBy>("slTriggerBy"),
        TpslMode = fields.OneOf<TpslMode>("tpslMode"),
        TpLimitPrice = fields.Price("tpLimitPrice"),
        SlLimitPrice = fields.Price("slLimitPrice"),
    };

    public bool Changes(Order order) => After(order) != order;

    public Order After(Order order) => order with
    {
        Qty = Qty ?? order.Qty,
        Price = Price ?? order.Price,
        OrderIv = Price is null ? order.OrderIv : OrderIv,
        TriggerPrice = TriggerPrice ?? order.TriggerPrice,
        TriggerBy = TriggerBy ?? order.TriggerBy,
        TakeProfit = TakeProfit is { } takeProfit ? NotZero(takeProfit) : order.TakeProfit,
        StopLoss = StopLoss is { } stopLoss ? NotZero(stopLoss) : order.StopLoss,
        TpTriggerBy = TpTriggerBy ?? order.TpTriggerBy,
        SlTriggerBy = SlTriggerBy ?? order.SlTriggerBy,
        TpslMode = TpslMode
            ?? order.TpslMode
            ?? ((TakeProfit ?? StopLoss) > 0 && order.Category != Category.Spot ? Protocol.TpslMode.Full : null),
        TpLimitPrice = TpLimitPrice ?? order.TpLimitPrice,
        SlLimitPrice = SlLimitPrice ?? order.SlLimitPrice,
    };

    private static decimal? NotZero(decimal price) => price == 0 ? null : price;
}
