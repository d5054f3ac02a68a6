using TradingBot.PaperExchange.Protocol;

namespace TradingBot.PaperExchange.Intake;

/// <summary>A create request with its values read but not yet judged.</summary>
internal sealed record OrderRequest
{
    public required Category Category { get; init; }
    public required string Symbol { get; init; }
    public required Side Side { get; init; }
    public required OrderType Type { get; init; }

    /// <summary>Base coin (inverse: dollars); quote coin when <see cref="IsByAmount"/>.</summary>
    public required decimal Qty { get; init; }

    /// <summary>Limit price in the quote coin; null at market.</summary>
    public decimal? Price { get; init; }
    public string? MarketUnit { get; init; }
    public TimeInForce TimeInForce { get; init; }
    public string LinkId { get; init; } = "";
    public int PositionIdx { get; init; }
    public bool ReduceOnly { get; init; }
    public bool CloseOnTrigger { get; init; }

    /// <summary>In the quote coin.</summary>
    public decimal? TriggerPrice { get; init; }
    public int TriggerDirection { get; init; }
    public TriggerBy? TriggerBy { get; init; }
    public OrderFilter Filter { get; init; }

    /// <summary>Trigger price in the quote coin.</summary>
    public decimal? TakeProfit { get; init; }

    /// <summary>Trigger price in the quote coin.</summary>
    public decimal? StopLoss { get; init; }
    public TriggerBy TpTriggerBy { get; init; }
    public TriggerBy SlTriggerBy { get; init; }
    public TpslMode? TpslMode { get; init; }
    public OrderType? TpOrderType { get; init; }
    public OrderType? SlOrderType { get; init; }

    /// <summary>In the quote coin; null when the exit goes out at market.</summary>
    public decimal? TpLimitPrice { get; init; }

    /// <summary>In the quote coin; null when the exit goes out at market.</summary>
    public decimal? SlLimitPrice { get; init; }
    public string? SlippageType { get; init; }

    /// <summary>Ticks or percent, as <see cref="SlippageType"/> says.</summary>
    public decimal? Slippage { get; init; }

    /// <summary>Options: the price as a volatility, a fraction; it wins over the price.</summary>
    public decimal? OrderIv { get; init; }

    /// <summary>Spot market buys spend an amount of quote coin unless told otherwise.</summary>
    public bool IsByAmount => Category == Category.Spot && Type == OrderType.Market && Side == Side.Buy && MarketUnit != "baseCoin";

    public bool HasExits => TakeProfit is not null || StopLoss is not null;

    public bool IsCloseAll => Qty == 0 && ReduceOnly && CloseOnTrigger && Category != Category.Spot;

    /// <summary>
    /// True when the order may only make a position smaller: because it says so, because it is a closing order, or by its side in hedge
    /// mode.
    /// </summary>
    public bool Reduces => ReduceOnly || CloseOnTrigger || PositionModes.Closes(PositionIdx, Side);

    public static OrderRequest Read(Fields fields)
    {
        var category = fields.Category();
        var spot = category == Category.Spot;
        return new OrderRequest
        {
            Category = category,
            Symbol = fields.Required("symbol"),
            Side = Needed(fields, "side", fields.OneOf<Side>("side", spot ? new(170117, "Invalid side.") : new(10001, "Side invalid"))),
            Type = Needed(
                fields, "orderType",
                fields.OneOf<OrderType>("orderType", spot ? new(170116, "Invalid orderType.") : new(10001, "OrderType invalid"))),
            Qty = fields.Number("qty") ?? Missing(fields),
            Price = fields.Price("price"),
            MarketUnit = fields.Text("marketUnit"),
            TimeInForce = fields.OneOf<TimeInForce>(
                "timeInForce", spot ? new(170115, "Invalid timeInForce.") : new(10001, "TimeInForce invalid")) ?? TimeInForce.GTC,
            LinkId = fields.Text("orderLinkId") ?? "",
            PositionIdx = fields.Whole("positionIdx") ?? 0,
            // Spot has no position: clients that send these flags on every closing order are not refused for it.
            ReduceOnly = fields.Flag("reduceOnly") && !spot,
            CloseOnTrigger = fields.Flag("closeOnTrigger") && !spot,
            TriggerPrice = fields.Price("triggerPrice"),
            TriggerDirection = fields.Whole("triggerDirection") ?? 0,
            TriggerBy = fields.OneOf<TriggerBy>("triggerBy"),
            Filter = FilterOf(fields) ?? OrderFilter.Order,
            TakeProfit = fields.Price("takeProfit"),
            StopLoss = fields.Price("stopLoss"),
            TpTriggerBy = fields.OneOf<TriggerBy>("tpTriggerBy") ?? Protocol.TriggerBy.LastPrice,
            SlTriggerBy = fields.OneOf<TriggerBy>("slTriggerBy") ?? Protocol.TriggerBy.LastPrice,
            TpslMode = fields.OneOf<TpslMode>("tpslMode"),
            TpOrderType = fields.OneOf<OrderType>("tpOrderType"),
            SlOrderType = fields.OneOf<OrderType>("slOrderType"),
            TpLimitPrice = fields.Price("tpLimitPrice"),
            SlLimitPrice = fields.Price("slLimitPrice"),
            SlippageType = fields.Text("slippageToleranceType"),
            Slippage = fields.Number("slippageTolerance"),
            OrderIv = category == Category.Option ? fields.Price("orderIv") : null,
        };
    }

    public static OrderFilter? FilterOf(Fields fields)
    {
        switch (fields.Text("orderFilter"))
        {
            case null:
                return null;
            case "Order":
                return OrderFilter.Order;
            case "tpslOrder":
                return OrderFilter.TpslOrder;
            case "StopOrder":
                return OrderFilter.StopOrder;
            case "BidirectionalTpslOrder":
                return OrderFilter.BidirectionalTpslOrder;
            default:
                fields.Fail(new Refusal(170201, "Invalid orderFilter parameter."));
                return null;
        }
    }

    private static T Needed<T>(Fields fields, string name, T? value)
        where T : struct
    {
        if (value is null)
            fields.Fail(Refusals.Parameter(name));
        return value.GetValueOrDefault();
    }

    private static decimal Missing(Fields fields)
    {
        fields.Fail(Refusals.QtyInvalid);
        return 0;
    }
}
