using TradingBot.PaperExchange.Accounting;
using TradingBot.PaperExchange.Instruments;
using TradingBot.PaperExchange.Markets;
using TradingBot.PaperExchange.Options;
using TradingBot.PaperExchange.Orders;
using TradingBot.PaperExchange.Positions;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.State;

namespace TradingBot.PaperExchange.Engine;

/// <summary>
/// The end of a series: open orders go, and every position is exchanged for what it is worth at the delivery price. That
/// price is the index at the first moment at or after expiry at which the exchange runs; the real one averages the last
/// half hour, which would be made up for times at which this one stood still.
/// </summary>
internal static class OptionDelivery
{
    public static void Run(ExchangeState state)
    {
        foreach (var series in state.OptionSeries.All.Where(
            series => series.DeliveryPrice is null && state.Now >= series.ExpiresAt).ToList())
        {
            var price = OptionChain.Index(state, series.Coin);
            state.OptionSeries.Put(series with { DeliveryPrice = price });
            foreach (var order in state.OpenOrders.Where(
                order => order.Category == Category.Option && series.Holds(Option(order.Instrument))))
                state.Put(order.Ended(OrderStatus.Cancelled, "CancelBySettle", "EC_NoError", state.Now));
            foreach (var position in Margin.Held(state).Where(
                row => row.Category == Category.Option && series.Holds(Option(row.Instrument))).ToList())
                Deliver(state, position, price);
        }
    }

    private static void Deliver(ExchangeState state, Position before, decimal deliveryPrice)
    {
        var option = Option(before.Instrument);
        var side = before.Side == Side.Buy ? Side.Sell : Side.Buy;
        var worth = option.Intrinsic(deliveryPrice);
        var fee = OptionFees.Delivery(before.Size, worth, deliveryPrice);
        var change = PositionMath.Apply(before, side, before.Size, worth, 0, deliveryPrice, state.Now);
        state.Positions.Put(change.Position with
        {
            CurrentRealised = change.Position.CurrentRealised - fee,
            TotalRealised = change.Position.TotalRealised - fee,
        });
        var execution = Execution(state, before, side, worth, fee);
        state.Executions.Put(execution);
        new TradeBook(state).Settle(execution, before.Instrument.SettleCoin, before.Instrument.Contract.CashFlow(side, change), fee, 0);
        ClosedOptions.Note(state, before, change with { CloseFee = 0 }, fee, deliveryPrice);
        state.Deliveries.Put(new DeliveryRow
        {
            Key = execution.Id,
            Seq = state.NextSequence(),
            At = option.ExpiresAt,
            Symbol = before.Symbol,
            Side = before.Side.GetValueOrDefault(),
            Size = before.Size,
            EntryPrice = before.AveragePrice,
            DeliveryPrice = deliveryPrice,
            Strike = option.Strike,
            Fee = fee,
            Result = change.Gross - fee,
        });
    }

    /// <summary>Shown with the option's worth as its price, so that value is the money that moved.</summary>
    private static Execution Execution(ExchangeState state, Position before, Side side, decimal worth, decimal fee) => new()
    {
        Id = state.NextGuid().ToString(),
        Seq = state.NextSequence(),
        Category = Category.Option,
        Symbol = before.Symbol,
        Side = side,
        OrderId = "",
        OrderLinkId = "",
        OrderType = OrderType.Market,
        OrderPrice = null,
        OrderQty = 0,
        LeavesQty = 0,
        Price = worth,
        Qty = before.Size,
        Value = before.Size * worth,
        Fee = fee,
        FeeRate = OptionFees.DeliveryRate,
        FeeCoin = before.Instrument.SettleCoin,
        IsMaker = false,
        ClosedSize = before.Size,
        MarkPrice = worth,
        StopKind = StopKind.None,
        CreateType = "CreateBySettle",
        At = state.Now,
        ExecType = DeliveryRow.ExecType,
    };

    private static OptionSymbol Option(Instrument instrument) =>
        instrument.Option ?? throw new InvalidOperationException($"{instrument.Symbol} is no option.");
}
