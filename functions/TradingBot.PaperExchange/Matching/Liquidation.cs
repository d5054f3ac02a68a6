namespace TradingBot.PaperExchange;

/// <summary>Closes every position that can lose more when the account no longer covers its maintenance margin.</summary>
internal sealed class Liquidation(Ledger ledger, Fills fills, Matcher matcher)
{
    public void Check()
    {
        var held = Margin.Held(ledger).Where(position => position.Instrument.Contract.IsAtRisk(position)).ToList();
        if (held.Count == 0 || Margin.Balance(ledger) > Margin.PositionsMaintenance(ledger))
            return;
        foreach (var order in ledger.OpenOrders.Where(order => order.Category != Category.Spot))
            matcher.Cancel(order, "CancelAllBeforeLiq");
        foreach (var position in held)
        {
            var order = new Order
            {
                Id = ledger.NextGuid().ToString(),
                Seq = ledger.NextSequence(),
                Category = position.Category,
                Symbol = position.Symbol,
                PositionIdx = position.Idx,
                Side = position.Side == Side.Buy ? Side.Sell : Side.Buy,
                Type = OrderType.Market,
                TimeInForce = TimeInForce.IOC,
                Qty = position.Size,
                ReduceOnly = true,
                CreateType = "CreateByLiq",
                Status = OrderStatus.New,
                CreatedAt = ledger.Now,
                UpdatedAt = ledger.Now,
                LastPriceOnCreated = ledger.Last(position.Category, position.Symbol),
            };
            ledger.Put(order);
            fills.Fill(order, matcher.TakerPrice(order.Side, ledger.Market(order.Category, order.Symbol)), isMaker: false);
        }
    }
}
