using System.Text.Json;
using TradingBot.Bybit.Errors;
using TradingBot.Bybit.Http;
using TradingBot.Core.Exchange;

namespace TradingBot.Bybit.Orders;

/// <summary>
/// What became of each item of a batch. The batch's own code is 0 even where every item failed; the items' codes stand in a
/// second list beside the ids. An item of which the answer does not tell may have been carried out.
/// </summary>
internal static class BatchAnswer
{
    private static readonly VenueError Untold = new(0, "Bybit's answer to the batch does not say what became of this order.", VenueErrorClass.Ask);

    public static IReadOnlyList<BatchItem> Read(BybitReply.Answer answer, int items, Redactor redactor)
    {
        var ids = List(answer.Result);
        var codes = List(answer.Extra);
        // Items pair with codes by position alone, so a list of another length tells nothing.
        if (codes.Length != items)
            return [.. Enumerable.Repeat(new BatchItem("", Untold), items)];
        return [.. codes.Select((code, index) => Item(index < ids.Length ? ids[index] : default, code, redactor))];
    }

    private static BatchItem Item(JsonElement id, JsonElement code, Redactor redactor)
    {
        if (!TryCode(code, out var number))
            return new BatchItem("", Untold);
        return number == 0
            ? new BatchItem(Text(id, "orderId"), null)
            : new BatchItem("", BybitErrors.Describe(number, redactor.Clean(Text(code, "msg"))));
    }

    private static JsonElement[] List(JsonElement holder) =>
        holder.ValueKind == JsonValueKind.Object && holder.TryGetProperty("list", out var list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray()]
            : [];

    private static bool TryCode(JsonElement row, out int code)
    {
        code = 0;
        return row.ValueKind == JsonValueKind.Object && row.TryGetProperty("code", out var found) && found.ValueKind switch
        {
            JsonValueKind.Number => found.TryGetInt32(out code),
            JsonValueKind.String => int.TryParse(found.GetString(), out code),
            _ => false,
        };
    }

    private static string Text(JsonElement row, string name) =>
        row.ValueKind == JsonValueKind.Object && row.TryGetProperty(name, out var found) && found.ValueKind == JsonValueKind.String ? found.GetString()! : "";
}
