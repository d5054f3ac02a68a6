using TradingBot.PaperExchange.Intake;
using TradingBot.PaperExchange.Markets;
using TradingBot.PaperExchange.Orders;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.State;

namespace TradingBot.PaperExchange.Engine;

/// <summary>
/// Carries out an acknowledged amendment; an order that has ended, or was filled beyond the new quantity, stays as it is.
/// </summary>
internal static class Amendments
{
    public static void Apply(ExchangeState state, Matcher matcher, Order order, Amendment change)
    {
        if (!order.IsOpen || (change.Qty is { } total && total <= order.CumQty))
            return;
        var amended = change.After(order) with { UpdatedAt = state.Now };
        if (amended is { Category: not Category.Spot, TriggerPrice: null, Price: { } price })
            amended = amended with { Price = order.Instrument.WithinBand(order.Side, price, state.Last(order.Category, order.Symbol)) };
        state.Put(amended);
        var position = state.PositionOf(order.Category, order.Symbol, order.PositionIdx);
        if (order.StopKind == StopKind.TakeProfit)
            state.Positions.Put(position with { TakeProfit = amended.TriggerPrice });
        else if (order.StopKind == StopKind.StopLoss)
            state.Positions.Put(position with { StopLoss = amended.TriggerPrice });
        if (amended.IsResting && change.Price is not null)
            matcher.Work(amended);
        matcher.OnPrice(order.Category, order.Symbol);
    }
}
