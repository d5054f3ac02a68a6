using System.Text.Json.Nodes;
using TradingBot.PaperExchange.Intake;
using TradingBot.PaperExchange.Orders;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.Simulation;

namespace TradingBot.PaperExchange.Http;

/// <summary>Commands on orders. Each answers that the request was taken; what became of it is seen by asking again.</summary>
internal static class OrderRoutes
{
    public static Answer Create(Call call)
    {
        var request = OrderRequest.Read(call.Fields);
        if (call.Fields.Fault is { } fault)
            return fault;
        var (refusal, order) = call.ExchangeSimulator.Write((state, _) =>
            OrderChecks.Check(state, request) is { } refused
                ? (refused, null)
                : ((Refusal?)null, OrderIntake.Enter(state, request, call.Fault)));
        if (order is null)
            return refusal ?? throw new InvalidOperationException("An order was neither taken nor refused.");
        call.Outcomes.Enqueue(new PendingWork.Accept(call.Outcomes.NextDue, order.Id));
        return Acknowledge(order);
    }

    public static Answer Amend(Call call)
    {
        var (category, orderId) = OrderLookup.Target(call.Fields);
        var symbol = call.Fields.Required("symbol");
        var change = Amendment.Read(call.Fields);
        if (call.Fields.Fault is { } fault)
            return fault;
        var (refusal, order) = call.ExchangeSimulator.Read<(Refusal?, Order?)>(state =>
        {
            if (OrderLookup.Find(state, category, orderId) is not { IsOpen: true } found || found.Symbol != symbol)
                return (Refusals.NotFound(category, "replace"), null);
            change = OptionChecks.Priced(state, found, change);
            return (AmendChecks.Check(state, found, change), found);
        });
        if (refusal is not null || order is null)
            return refusal ?? throw new InvalidOperationException("An order was neither found nor refused.");
        call.Outcomes.Enqueue(new PendingWork.Amend(call.Outcomes.NextDue, order.Id, change));
        return Acknowledge(order);
    }

    public static Answer Cancel(Call call)
    {
        var (category, orderId) = OrderLookup.Target(call.Fields);
        var symbol = call.Fields.Required("symbol");
        var filter = OrderRequest.FilterOf(call.Fields);
        if (call.Fields.Fault is { } fault)
            return fault;
        var order = call.ExchangeSimulator.Read(state => OrderLookup.Find(state, category, orderId));
        var wrongFilter = category == Category.Spot && order is not null && order.Filter != (filter ?? OrderFilter.Order);
        if (order is not { IsOpen: true } || order.Symbol != symbol || wrongFilter)
            return Refusals.NotFound(category, "cancel");
        call.Outcomes.Enqueue(new PendingWork.Cancel(call.Outcomes.NextDue, order.Id));
        return Acknowledge(order);
    }

    public static Answer CancelAll(Call call)
    {
        var fields = call.Fields;
        var category = fields.Category();
        var filter = OrderRequest.FilterOf(fields);
        var onlyStops = fields.Text("stopOrderType") == "Stop";
        var scope = OrderScope.Read(fields, required: category is Category.Linear or Category.Inverse);
        if (fields.Fault is { } fault)
            return fault;
        var orders = call.ExchangeSimulator.Read(state => state.OpenOrders
            .Where(order => order.Category == category && scope.Holds(order.Instrument))
            .Where(order => category == Category.Spot
                ? order.Filter == (filter ?? OrderFilter.Order)
                : filter is null || (filter == OrderFilter.Order ? order.StopKind == StopKind.None : order.StopKind != StopKind.None))
            .Where(order => !onlyStops || order.StopKind == StopKind.Stop)
            .ToList());
        foreach (var order in orders)
            call.Outcomes.Enqueue(new PendingWork.Cancel(call.Outcomes.NextDue, order.Id));
        return new JsonObject
        {
            ["list"] = new JsonArray([.. orders.Select(Ids)]),
            ["success"] = "1",
        };
    }

    private static Answer Acknowledge(Order order) => Ids(order);

    private static JsonObject Ids(Order order) => new() { ["orderId"] = order.Id, ["orderLinkId"] = order.LinkId };
}
