using TradingBot.Core.Exchange;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;

namespace TradingBot.Trading.Exchange;

internal static class ExchangeOrders
{
    /// <summary>What the exchange knows of the order, as news for our books.</summary>
    public static OrderUpdate UpdateOf(this ExchangeOrder found, OrderLinkId link) =>
        new(link, found.Status, found.ExchangeOrderId, found.FilledQuantity, found.AveragePrice, found.RejectReason, found.TriggerPrice);

    /// <summary>What the answer to a sent order means for our books.</summary>
    public static OrderUpdate UpdateOf(this SubmitOutcome outcome, OrderLinkId link) => outcome switch
    {
        SubmitOutcome.Accepted accepted => new OrderUpdate(link, OrderStatus.Open, accepted.ExchangeOrderId),
        SubmitOutcome.Rejected rejected => new OrderUpdate(link, OrderStatus.Rejected, Reason: rejected.Error.Message),
        SubmitOutcome.Unknown unknown => new OrderUpdate(link, OrderStatus.Unknown, Reason: unknown.Error.Message),
        _ => throw new InvalidOperationException($"Unknown submit outcome {outcome}."),
    };
}
