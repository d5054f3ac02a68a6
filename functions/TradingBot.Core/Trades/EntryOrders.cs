using TradingBot.Core.Orders;

namespace TradingBot.Core.Trades;

/// <summary>The orders that open a trade: its entry, and one for each time it was added to.</summary>
/// <param name="First">The entry.</param>
/// <param name="All">All of them, oldest first.</param>
public sealed record EntryOrders(OrderRecord First, IReadOnlyList<OrderRecord> All)
{
    /// <summary>True when none of them can be filled any further.</summary>
    public bool HaveEnded => All.All(static order => order.Status.IsFinal());

    /// <summary>What they tell as filled; base coin, inverse: USD contracts.</summary>
    public decimal FilledQuantity => All.Sum(static order => order.FilledQuantity);

    /// <param name="trade">Whose orders these are.</param>
    /// <param name="orders">All that were written down for it.</param>
    /// <returns>Null while the entry is not written down.</returns>
    public static EntryOrders? Find(TradeRecord trade, IReadOnlyList<OrderRecord> orders)
    {
        ArgumentNullException.ThrowIfNull(trade);
        var first = OrderLinkId.For(trade.Id, OrderRole.Entry);
        var all = orders.Where(static order => order.Role == OrderRole.Entry).ToList();
        return all.Find(order => order.LinkId == first) is { } entry ? new EntryOrders(entry, all) : null;
    }

    /// <inheritdoc cref="Find"/>
    /// <exception cref="InvalidOperationException">The entry is not written down.</exception>
    public static EntryOrders Of(TradeRecord trade, IReadOnlyList<OrderRecord> orders) => Find(trade, orders)
        ?? throw new InvalidOperationException($"Trade {trade.Id} has no entry order.");
}
