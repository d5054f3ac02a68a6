namespace TradingBot.PaperExchange;

/// <summary>The fields of an order that an amend request changes; absent fields stay. Zero removes a take-profit or stop-loss.</summary>
internal sealed record Amendment(decimal? Qty, decimal? Price, decimal? TriggerPrice, decimal? TakeProfit, decimal? StopLoss)
{
    public bool IsEmpty => Qty is null && Price is null && TriggerPrice is null && TakeProfit is null && StopLoss is null;

    public bool Changes(Order order) => After(order) != order;

    public void Apply(Ledger ledger, Matcher matcher, Order order)
    {
        if (!order.IsOpen || (Qty is { } total && total <= order.CumQty))
            return;
        var amended = After(order) with { UpdatedAt = ledger.Now };
        ledger.Put(amended);
        var position = ledger.PositionOf(order.Category, order.Symbol, order.PositionIdx);
        if (order.StopKind == StopKind.TakeProfit)
            ledger.Positions.Put(position with { TakeProfit = amended.TriggerPrice });
        else if (order.StopKind == StopKind.StopLoss)
            ledger.Positions.Put(position with { StopLoss = amended.TriggerPrice });
        if (amended.IsResting && Price is not null)
            matcher.Work(amended);
        matcher.OnPrice(order.Category, order.Symbol);
    }

    private Order After(Order order) => order with
    {
        Qty = Qty ?? order.Qty,
        Price = Price ?? order.Price,
        TriggerPrice = TriggerPrice ?? order.TriggerPrice,
        TakeProfit = TakeProfit is { } takeProfit ? NotZero(takeProfit) : order.TakeProfit,
        StopLoss = StopLoss is { } stopLoss ? NotZero(stopLoss) : order.StopLoss,
    };

    private static decimal? NotZero(decimal price) => price == 0 ? null : price;
}
