namespace TradingBot.PaperExchange;

/// <summary>Books a fill: execution, order, position or coins, wallet, closed profit and loss. Money stays exact.</summary>
internal sealed class Fills(Ledger ledger, Protection protection)
{
    public void Fill(Order order, decimal price, bool isMaker)
    {
        if (order.Category == Category.Spot)
            FillSpot(order, price, isMaker);
        else
            FillLinear(order, price, isMaker);
        if (order.FirstFillPercent is not null && ledger.Get(order.Id) is { IsOpen: true } rest)
            AfterFirst(rest, price, isMaker);
    }

    /// <summary>What becomes of the rest when a fault cut the first fill short.</summary>
    private void AfterFirst(Order rest, decimal price, bool isMaker)
    {
        if (rest.RestFills)
            Fill(rest, price, isMaker);
        else if (rest.TimeInForce is TimeInForce.IOC)
            End(rest, rest.Category == Category.Spot ? OrderStatus.PartiallyFilledCanceled : OrderStatus.Cancelled, rejectReason: "EC_NoImmediateQtyToFill");
    }

    /// <summary>The whole, or the share that a fault allows, but never less than one step.</summary>
    private static decimal FirstShare(Order order, decimal qty) => order.FirstFillPercent is { } percent
        ? Math.Min(qty, Math.Max(order.Instrument.QtyStep, order.Instrument.FloorToStep(qty * percent / 100)))
        : qty;

    public void End(Order order, OrderStatus status, string cancelType = "UNKNOWN", string rejectReason = "EC_NoError") =>
        ledger.Put(order.Ended(status, cancelType, rejectReason, ledger.Now));

    private void FillLinear(Order order, decimal price, bool isMaker)
    {
        var before = ledger.PositionOf(order.Category, order.Symbol);
        var qty = order.LeavesQty;
        if (order.ReduceOnly)
        {
            qty = before.Side is { } held && held != order.Side ? Math.Min(qty, before.Size) : 0;
            if (qty == 0)
            {
                End(order, OrderStatus.Cancelled, "CancelByReduceOnly");
                return;
            }
        }
        else if (order.TriggerPrice is not null
            && Margin.Cost(ledger, order.Category, order.Symbol, order.Side, qty, price) > Margin.Available(ledger))
        {
            End(order, OrderStatus.Rejected, rejectReason: "EC_Others");
            return;
        }

        var whole = qty;
        qty = FirstShare(order, qty);
        var rate = isMaker ? order.Instrument.MakerFee : order.Instrument.TakerFee;
        var change = PositionMath.Apply(before, order.Side, qty, price, rate, ledger.Now);
        var execution = Book(order, qty, price, qty * price * rate, rate, order.Instrument.QuoteCoin, isMaker, change.ClosedQty);
        var after = change.Position with { Seq = before.Seq == 0 ? ledger.NextSequence() : before.Seq };
        ledger.Positions.Put(after);
        Wallet.Move(ledger, Entry(execution, execution.FeeCoin, change.Gross, execution.Fee, after.Sign * after.Size));
        if (change.ClosedQty > 0)
            BookClosed(order, change, before.Leverage);
        if (order.ReduceOnly && qty == whole && ledger.Get(order.Id) is { IsOpen: true } rest)
            End(rest, OrderStatus.Cancelled, "CancelByReduceOnly");
        protection.Follow(before.Side, after);
        if (qty > change.ClosedQty)
            protection.Attach(order, qty - change.ClosedQty);
    }

    private void FillSpot(Order order, decimal price, bool isMaker)
    {
        var instrument = order.Instrument;
        var qty = FirstShare(order, order.QuoteQty is { } amount ? instrument.FloorToStep((amount - order.CumValue) / price) : order.LeavesQty);
        var coin = order.Side == Side.Buy ? instrument.QuoteCoin : instrument.BaseCoin;
        var needed = order.Side == Side.Buy ? qty * price : qty;
        if (qty == 0 || needed > ledger.BalanceOf(coin).Amount)
        {
            End(order, OrderStatus.Cancelled, rejectReason: "EC_Others");
            return;
        }

        var rate = isMaker ? instrument.MakerFee : instrument.TakerFee;
        var buys = order.Side == Side.Buy;
        var fee = (buys ? qty : qty * price) * rate;
        var execution = Book(order, qty, price, fee, rate, buys ? instrument.BaseCoin : instrument.QuoteCoin, isMaker, 0);
        var sign = buys ? 1 : -1;
        Wallet.Move(ledger, Entry(execution, instrument.BaseCoin, sign * qty, buys ? fee : 0, 0));
        Wallet.Move(ledger, Entry(execution, instrument.QuoteCoin, -sign * qty * price, buys ? 0 : fee, 0));
        protection.AttachSpot(ledger.Get(order.Id));
    }

    private Execution Book(
        Order order, decimal qty, decimal price, decimal fee, decimal rate, string feeCoin, bool isMaker, decimal closedSize)
    {
        var value = qty * price;
        var filled = order with
        {
            CumQty = order.CumQty + qty,
            CumValue = order.CumValue + value,
            CumFee = order.CumFee + fee,
            FeeCoin = feeCoin,
            UpdatedAt = ledger.Now,
            FirstFillPercent = null,
        };
        filled = filled with { Status = order.FirstFillPercent is not null && filled.CumQty < filled.Qty ? OrderStatus.PartiallyFilled : StatusAfter(filled) };
        ledger.Put(filled);
        var execution = new Execution
        {
            Id = ExecutionId(order.Category),
            Seq = ledger.NextSequence(),
            Category = order.Category,
            Symbol = order.Symbol,
            Side = order.Side,
            OrderId = order.Id,
            OrderLinkId = order.LinkId,
            OrderType = order.Type,
            OrderPrice = order.Price,
            OrderQty = order.Qty,
            LeavesQty = filled.LeavesQty,
            Price = price,
            Qty = qty,
            Value = value,
            Fee = fee,
            FeeRate = rate,
            FeeCoin = feeCoin,
            IsMaker = isMaker,
            ClosedSize = closedSize,
            MarkPrice = ledger.Last(order.Category, order.Symbol),
            StopKind = order.StopKind,
            CreateType = order.CreateType,
            At = ledger.Now,
            ExecType = order.CreateType == "CreateByLiq" ? "BustTrade" : "Trade",
        };
        ledger.Executions.Put(execution);
        return execution;
    }

    /// <summary>A market buy by amount is complete when what is left buys nothing more; the rest is given back.</summary>
    private static OrderStatus StatusAfter(Order order)
    {
        if (order.QuoteQty is { } amount)
            return order.CumValue == amount ? OrderStatus.Filled : OrderStatus.PartiallyFilledCanceled;
        return order.CumQty >= order.Qty ? OrderStatus.Filled : OrderStatus.PartiallyFilled;
    }

    private string ExecutionId(Category category) =>
        category == Category.Spot ? OrderIds.Spot(ledger) : ledger.NextGuid().ToString();

    private LedgerEntry Entry(Execution execution, string coin, decimal cashFlow, decimal fee, decimal size) => new()
    {
        Id = $"{execution.Id}_{coin}",
        Seq = ledger.NextSequence(),
        Coin = coin,
        CashFlow = cashFlow,
        Fee = fee,
        BalanceAfter = 0,
        At = execution.At,
        Type = execution.ExecType == "BustTrade" ? "LIQUIDATION" : "TRADE",
        Category = execution.Category,
        Symbol = execution.Symbol,
        Side = execution.Side,
        OrderId = execution.OrderId,
        OrderLinkId = execution.OrderLinkId,
        TradeId = execution.Id,
        Qty = execution.Qty,
        Price = execution.Price,
        FeeRate = execution.FeeRate,
        Size = size,
    };

    private void BookClosed(Order order, PositionFill change, decimal leverage)
    {
        var row = ledger.ClosedPnls.Find(order.Id) ?? new ClosedPnl
        {
            OrderId = order.Id,
            Seq = ledger.NextSequence(),
            Category = order.Category,
            Symbol = order.Symbol,
            Side = order.Side,
            OrderType = order.Type,
            OrderPrice = order.Price,
            OrderQty = order.Qty,
            Leverage = leverage,
            ExecType = order.CreateType == "CreateByLiq" ? "BustTrade" : "Trade",
            CreatedAt = ledger.Now,
        };
        ledger.ClosedPnls.Put(row with
        {
            UpdatedAt = ledger.Now,
            ClosedSize = row.ClosedSize + change.ClosedQty,
            EntryValue = row.EntryValue + change.EntryShare,
            ExitValue = row.ExitValue + change.ExitValue,
            OpenFee = row.OpenFee + change.OpenFeeShare,
            CloseFee = row.CloseFee + change.CloseFee,
            Pnl = row.Pnl + change.Gross - change.OpenFeeShare - change.CloseFee,
            FillCount = row.FillCount + 1,
        });
    }
}
