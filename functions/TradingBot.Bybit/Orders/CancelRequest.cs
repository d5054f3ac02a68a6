using TradingBot.Bybit.Wire;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;

namespace TradingBot.Bybit.Orders;

internal static class CancelRequest
{
    public static WireCancelOrder From(OrderCancellation wish) => new()
    {
        Category = WireText.Of(wish.Category),
        Symbol = wish.Symbol.Value,
        OrderLinkId = wish.LinkId.Value,
        OrderFilter = wish.Category == Category.Spot && wish.IsStopOrder ? "tpslOrder" : null,
    };
}
