using System.Text.Json.Nodes;
using TradingBot.PaperExchange.Protocol;

namespace TradingBot.PaperExchange.Http;

/// <summary>
/// Several orders in one request. Each is carried out as if it had come alone, in order; the answer is a success even when
/// none was taken, and what became of each stands beside the result.
/// </summary>
internal static class BatchRoutes
{
    private const int MaxSpot = 10;
    private const int MaxDerivatives = 20;

    public static Answer Create(Call call) => Run(call, OrderRoutes.Create, tellsTime: true);

    public static Answer Amend(Call call) => Run(call, OrderRoutes.Amend, tellsTime: false);

    public static Answer Cancel(Call call) => Run(call, OrderRoutes.Cancel, tellsTime: false);

    private static Answer Run(Call call, Func<Call, Answer> one, bool tellsTime)
    {
        var category = call.Fields.Category();
        var items = call.Fields.Items("request");
        if (items.Count == 0 || items.Count > (category == Category.Spot ? MaxSpot : MaxDerivatives))
            call.Fields.Fail(Refusals.Parameter("request"));
        if (call.Fields.Fault is { } fault)
            return fault;
        var (list, outcomes) = (new JsonArray(), new JsonArray());
        for (var index = 0; index < items.Count; index++)
        {
            var item = items[index].With("category", category.Wire());
            var answer = index < call.Granted ? one(call with { Fields = item }) : Refusals.TooManyVisits;
            list.Add(Row(category, item, answer, tellsTime ? call.Now : null));
            var message = answer is Answer.Refused refused ? refused.Refusal.Message : "OK";
            outcomes.Add(new JsonObject { ["code"] = Envelope.CodeOf(answer), ["msg"] = message });
        }

        return new Answer.Ok(new JsonObject { ["list"] = list }, outcomes);
    }

    private static JsonObject Row(Category category, Fields item, Answer answer, DateTimeOffset? now)
    {
        var ids = (answer as Answer.Ok)?.Result;
        var row = new JsonObject
        {
            ["category"] = category.Wire(),
            ["symbol"] = item.Text("symbol") ?? "",
            ["orderId"] = ids?["orderId"]?.DeepClone() ?? "",
            ["orderLinkId"] = ids?["orderLinkId"]?.DeepClone() ?? item.Text("orderLinkId") ?? "",
        };
        if (now is { } time)
            row["createAt"] = ids is null ? "" : Wire.Milliseconds(time);
        return row;
    }
}
