namespace TradingBot.PaperExchange;

/// <summary>Whether an open order may be changed as asked.</summary>
internal static class AmendChecks
{
    public static Refusal? Check(Ledger ledger, Order order, Amendment change)
    {
        var instrument = order.Instrument;
        var spot = order.Category == Category.Spot;
        if (change.IsEmpty || !change.Changes(order))
            return new(10001, "order not modified");
        if (change.Qty is { } qty)
        {
            if (qty <= order.CumQty)
                return spot ? new(170313, "Modified quantity is below the filled quantity.") : new(110064, "amended qty is not above the filled qty");
            if (qty < instrument.MinQty)
                return new(10001, "The number of contracts exceeds minimum limit allowed");
            if (qty > instrument.MaxLimitQty)
                return new(10001, "The number of contracts exceeds maximum limit allowed");
            if (qty % instrument.QtyStep != 0)
                return spot ? new(170137, "Order quantity has too many decimals.") : Refusals.QtyInvalid;
        }

        if (change.Price is not null && order.Type == OrderType.Market)
            return Refusals.Parameter("price");
        if (change.TriggerPrice is not null && order.Status != OrderStatus.Untriggered)
            return Refusals.Parameter("triggerPrice");
        return OrderChecks.Price(instrument, "price", change.Price)
            ?? OrderChecks.Price(instrument, "triggerPrice", change.TriggerPrice)
            ?? OrderChecks.Price(instrument, "takeProfit", change.TakeProfit)
            ?? OrderChecks.Price(instrument, "stopLoss", change.StopLoss)
            ?? Protective(ledger, order, change)
            ?? Funds(ledger, order, change);
    }

    private static Refusal? Protective(Ledger ledger, Order order, Amendment change)
    {
        if (!order.IsProtective || change.TriggerPrice is not { } trigger)
            return null;
        var held = order.Side == Side.Sell ? Side.Buy : Side.Sell;
        var price = ledger.PriceFor(order.TriggerBy, order.Category, order.Symbol);
        return order.StopKind is StopKind.TakeProfit or StopKind.PartialTakeProfit
            ? OrderChecks.ExitSides(held, trigger, null, price)
            : OrderChecks.ExitSides(held, null, trigger, price);
    }

    private static Refusal? Funds(Ledger ledger, Order order, Amendment change)
    {
        if (order.ReduceOnly || (change.Qty is null && change.Price is null))
            return null;
        var price = change.Price ?? order.Price;
        var qty = (change.Qty ?? order.Qty) - order.CumQty;
        if (order.Category != Category.Spot)
        {
            var position = ledger.PositionOf(order.Category, order.Symbol, order.PositionIdx);
            var extra = Margin.Cost(ledger, position, order.Side, qty, price)
                - Margin.Cost(ledger, position, order.Side, order.LeavesQty, order.Price);
            return Margin.Covers(ledger, order.Instrument, extra) ? null : Refusals.Balance(order.Category);
        }

        var buys = order.Side == Side.Buy;
        var more = buys ? qty * (price ?? 0) - order.LeavesQty * (order.Price ?? 0) : qty - order.LeavesQty;
        return more > Wallet.FreeForSpot(ledger, buys ? order.Instrument.QuoteCoin : order.Instrument.BaseCoin)
            ? Refusals.Balance(order.Category)
            : null;
    }
}
