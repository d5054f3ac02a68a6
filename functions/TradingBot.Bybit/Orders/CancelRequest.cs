using TradingBot.Bybit.Wire;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;

namespace TradingBot.Bybit.Orders;

internal static class CancelRequest
{
    public static WireCancelOrder From(OrderCancellation cancellation) => new()
    {
        Category = WireText.Of(cancellation.Category),
        Symbol = cancellation.Symbol.Value,
        OrderLinkId = cancellation.LinkId.Value,
        OrderFilter = cancellation.Category == Category.Spot && cancellation.IsStopOrder ? "tpslOrder" : null,
    };
}
