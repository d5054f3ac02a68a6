using TradingBot.Core.Exchange;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;

namespace TradingBot.Trading.Exchange;

internal static class ExchangeOrders
{
    /// <summary>What the exchange knows of the order, as news for our books.</summary>
    public static OrderUpdate UpdateOf(this ExchangeOrder found, OrderLinkId link) =>
        new(link, found.Status, found.ExchangeOrderId, found.FilledQuantity, found.AveragePrice, found.RejectReason);
}
