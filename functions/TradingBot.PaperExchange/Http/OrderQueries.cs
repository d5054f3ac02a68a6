using TradingBot.PaperExchange.Instruments;
using TradingBot.PaperExchange.Intake;
using TradingBot.PaperExchange.Orders;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.State;

namespace TradingBot.PaperExchange.Http;

/// <summary>Reading orders and fills back.</summary>
internal static class OrderQueries
{
    private const int ClosedKept = 500;

    public static Answer Realtime(Call call)
    {
        var fields = call.Fields;
        var category = fields.Category();
        var key = new OrderKey(fields.Text("orderId"), fields.Text("orderLinkId"));
        var scope = OrderScope.Read(fields, required: key.IsEmpty && category == Category.Linear);
        var filter = OrderRequest.FilterOf(fields);
        var closed = fields.Whole("openOnly") == 1;
        if (fields.Fault is { } fault)
            return fault;
        return call.Read(state =>
        {
            IEnumerable<Order> orders;
            if (!key.IsEmpty)
                orders = new[] { OrderLookup.Find(state, category, key) }.OfType<Order>();
            else if (closed)
                orders = state.Orders.NewestFirst.Where(order => order.Category == category && !order.IsOpen).Take(ClosedKept);
            else
                orders = state.OpenOrders.Reverse().Where(order => order.Category == category);
            orders = orders.Where(order => IsVisible(state, order)
                && (!key.IsEmpty || scope.Holds(order.Instrument))
                && (filter is null || OrderJson.FilterOf(order) == filter));
            return Paging.Page(orders, fields, 20, 50, OrderJson.Write, category);
        });
    }

    public static Answer History(Call call)
    {
        var fields = call.Fields;
        var category = fields.Category();
        var key = new OrderKey(fields.Text("orderId"), fields.Text("orderLinkId"));
        var scope = OrderScope.Read(fields, required: false);
        var filter = OrderRequest.FilterOf(fields);
        var status = fields.OneOf<OrderStatus>("orderStatus");
        var range = TimeRange.Read(fields, call.Now);
        if (fields.Fault is { } fault)
            return fault;
        return call.Read(state =>
        {
            var orders = key.IsEmpty
                ? state.Orders.NewestFirst.Where(order => scope.Holds(order.Instrument) && range.Holds(order.CreatedAt))
                : new[] { OrderLookup.Find(state, category, key) }.OfType<Order>();
            orders = orders
                .Where(order => order.Category == category && !order.IsOpen && IsVisible(state, order))
                .Where(order => status is null || order.Status == status)
                .Where(order => filter is null || OrderJson.FilterOf(order) == filter);
            return Paging.Page(orders, fields, 20, 50, OrderJson.Write, category);
        });
    }

    public static Answer Executions(Call call)
    {
        var fields = call.Fields;
        var category = fields.Category();
        var key = new OrderKey(fields.Text("orderId"), fields.Text("orderLinkId"));
        var scope = OrderScope.Read(fields, required: false);
        // Executions of options are those of Bitcoin where the request says nothing else.
        if (category == Category.Option && scope is { Symbol: null, BaseCoin: null, SettleCoin: null })
            scope = scope with { BaseCoin = "BTC" };
        var execType = fields.Text("execType");
        var range = TimeRange.Read(fields, call.Now);
        if (fields.Fault is { } fault)
            return fault;
        return call.Read(state =>
        {
            var rows = state.Executions.NewestFirst.Where(row => row.Category == category);
            rows = key.IsEmpty
                ? rows.Where(row => scope.Holds(InstrumentCatalog.Get(row.Category, row.Symbol)) && range.Holds(row.At))
                : rows.Where(row => key.OrderId is { } id ? row.OrderId == id : row.OrderLinkId == key.LinkId);
            if (execType is not null)
                rows = rows.Where(row => row.ExecType == execType);
            return Paging.Page(rows, fields, 50, 100, ExecutionJson.Write, category);
        });
    }

    private static bool IsVisible(ExchangeState state, Order order) =>
        order.Status != OrderStatus.Created && (order.VisibleFrom is not { } time || state.Now >= time);
}
