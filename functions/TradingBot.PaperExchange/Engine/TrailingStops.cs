using TradingBot.PaperExchange.Orders;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.State;

namespace TradingBot.PaperExchange.Engine;

/// <summary>
/// A trailing stop waits for its activation, follows the best price at a fixed distance, and fires when the price comes back.
/// </summary>
internal static class TrailingStops
{
    /// <summary>Follows the price; gives the order back when it fires.</summary>
    public static Order? Advance(ExchangeState state, Order order, decimal last)
    {
        var distance = order.TrailingDistance ?? throw new InvalidOperationException($"Trailing stop {order.Id} has no distance.");
        var up = order.Side == Side.Sell;
        if (order.TrailingExtreme is null && order.ActivePrice is { } activation && (up ? last < activation : last > activation))
            return null;
        var best = order.TrailingExtreme is not { } extreme ? last : up ? Math.Max(extreme, last) : Math.Min(extreme, last);
        var trigger = up ? best - distance : best + distance;
        if (best != order.TrailingExtreme)
            state.Put(order with { TrailingExtreme = best, TriggerPrice = trigger, UpdatedAt = state.Now });
        var fires = up ? last <= trigger : last >= trigger;
        return fires ? state.Get(order.Id) : null;
    }
}
