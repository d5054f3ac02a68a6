using TradingBot.PaperExchange.Orders;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.State;

namespace TradingBot.PaperExchange.Intake;

/// <summary>Finds the order that a request means: by orderId, else by orderLinkId.</summary>
internal static class OrderLookup
{
    public static (Category Category, OrderKey Key) Target(Fields fields)
    {
        var category = fields.Category();
        var key = new OrderKey(fields.Text("orderId"), fields.Text("orderLinkId"));
        if (key.IsEmpty)
            fields.Fail(Refusals.MissingId);
        return (category, key);
    }

    public static Order? Find(ExchangeState state, Category category, OrderKey key)
    {
        var id = key.OrderId ?? state.LinkIds.Find(LinkId.KeyOf(category, key.LinkId ?? ""))?.OrderId;
        return id is not null && state.Orders.Find(id) is { } order && order.Category == category ? order : null;
    }
}
