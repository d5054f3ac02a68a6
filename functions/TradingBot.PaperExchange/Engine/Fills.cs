using TradingBot.PaperExchange.Accounting;
using TradingBot.PaperExchange.Markets;
using TradingBot.PaperExchange.Orders;
using TradingBot.PaperExchange.Positions;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.State;

namespace TradingBot.PaperExchange.Engine;

/// <summary>Books a fill: execution, order, position or coins, wallet, closed profit and loss. Money stays exact.</summary>
internal sealed class Fills(ExchangeState state, Protection protection)
{
    private readonly TradeBook _book = new(state);

    /// <param name="atMost">What the market offers at the price; absent: whatever the order wants.</param>
    public void Fill(Order order, decimal price, bool isMaker, decimal atMost = decimal.MaxValue)
    {
        if (order.Category == Category.Spot)
            FillSpot(order, price, isMaker, atMost);
        else
            FillContract(order, price, isMaker, atMost);
        if (order.FirstFillPercent is not null && state.Get(order.Id) is { IsOpen: true } rest)
            AfterFirst(rest, price, isMaker);
    }

    /// <summary>Closes a position at the price that uses up its margin, while the market trades at another.</summary>
    public void TakeOver(Order order, decimal bustPrice, decimal marketPrice) =>
        FillContract(order, bustPrice, isMaker: false, decimal.MaxValue, marketPrice);

    public void End(Order order, OrderStatus status, string cancelType = "UNKNOWN", string rejectReason = "EC_NoError") =>
        state.Put(order.Ended(status, cancelType, rejectReason, state.Now));

    /// <summary>What becomes of the rest when a fault cut the first fill short.</summary>
    private void AfterFirst(Order rest, decimal price, bool isMaker)
    {
        if (rest.RestFills)
            Fill(rest, price, isMaker);
        else if (rest.TimeInForce is TimeInForce.IOC)
            EndRest(rest);
    }

    /// <summary>Ends an order of which nothing more can be filled at once.</summary>
    public void EndRest(Order order) => End(
        order,
        order is { Category: Category.Spot, CumQty: > 0 } ? OrderStatus.PartiallyFilledCanceled : OrderStatus.Cancelled,
        rejectReason: "EC_NoImmediateQtyToFill");

    /// <summary>The whole, or the share that a fault allows, but never less than one step.</summary>
    private static decimal FirstShare(Order order, decimal qty) => order.FirstFillPercent is { } percent
        ? Math.Min(qty, Math.Max(order.Instrument.QtyStep, order.Instrument.FloorToStep(qty * percent / 100)))
        : qty;

    private void FillContract(Order order, decimal price, bool isMaker, decimal atMost, decimal? marketPrice = null)
    {
        var instrument = order.Instrument;
        var before = state.PositionOf(order.Category, order.Symbol, order.PositionIdx);
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
            && order.CumQty == 0
            && !Margin.Covers(state, instrument, Margin.Cost(state, before, order.Side, qty, price)))
        {
            End(order, OrderStatus.Rejected, rejectReason: "EC_Others");
            return;
        }

        var whole = qty;
        qty = Math.Min(FirstShare(order, qty), atMost);
        var rate = isMaker ? instrument.MakerFee : instrument.TakerFee;
        var change = PositionMath.Apply(before, order.Side, qty, price, rate, state.Index(order.Category, order.Symbol), state.Now);
        var execution = _book.Execute(
            order, new Trade(qty, price, change.Value, change.Fee, rate, instrument.SettleCoin, isMaker, change.ClosedQty));
        var after = change.Position with { Seq = before.Seq == 0 ? state.NextSequence() : before.Seq };
        state.Positions.Put(after);
        var insured = marketPrice is { } market
            ? change.Gross - instrument.Contract.Profit(before.Sign, change.EntryShare, instrument.Contract.Value(qty, market))
            : 0;
        _book.Settle(
            execution, execution.FeeCoin, instrument.Contract.CashFlow(order.Side, change), execution.Fee, after.Sign * after.Size,
            insured);
        if (change.ClosedQty > 0 && order.Category == Category.Option)
            ClosedOptions.Note(state, before, change);
        else if (change.ClosedQty > 0)
            _book.Close(order, change, before.Leverage);
        if (order.ReduceOnly && qty == whole && state.Get(order.Id) is { IsOpen: true } rest)
            End(rest, OrderStatus.Cancelled, "CancelByReduceOnly");
        protection.Follow(before.Side, after);
        if (qty > change.ClosedQty)
            protection.Attach(order, qty - change.ClosedQty);
    }

    private void FillSpot(Order order, decimal price, bool isMaker, decimal atMost)
    {
        var instrument = order.Instrument;
        var wanted = order.QuoteQty is { } amount ? instrument.FloorToStep((amount - order.CumValue) / price) : order.LeavesQty;
        var qty = Math.Min(FirstShare(order, wanted), atMost);
        var buys = order.Side == Side.Buy;
        var needed = buys ? qty * price : qty;
        if (qty == 0 || needed > state.BalanceOf(buys ? instrument.QuoteCoin : instrument.BaseCoin).Amount)
        {
            End(order, order.CumQty > 0 ? OrderStatus.PartiallyFilledCanceled : OrderStatus.Cancelled, rejectReason: "EC_Others");
            return;
        }

        var rate = isMaker ? instrument.MakerFee : instrument.TakerFee;
        var fee = (buys ? qty : qty * price) * rate;
        var execution = _book.Execute(
            order, new Trade(qty, price, qty * price, fee, rate, buys ? instrument.BaseCoin : instrument.QuoteCoin, isMaker, 0));
        var sign = buys ? 1 : -1;
        _book.Settle(execution, instrument.BaseCoin, sign * qty, buys ? fee : 0, 0);
        _book.Settle(execution, instrument.QuoteCoin, -sign * qty * price, buys ? 0 : fee, 0);
        protection.AttachSpot(state.Get(order.Id));
    }
}
