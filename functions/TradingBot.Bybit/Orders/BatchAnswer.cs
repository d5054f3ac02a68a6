using System.Text.Json;
using TradingBot.Bybit.Errors;
using TradingBot.Bybit.Http;
using TradingBot.Core.Exchange;

namespace TradingBot.Bybit.Orders;

/// <summary>
/// What became of each item of a batch. The batch's own code is 0 even where every item failed; the items' codes stand in a
/// second list beside the ids. An item that the answer leaves out may have been carried out.
/// </summary>
internal static class BatchAnswer
{
    private static readonly ExchangeError Unreported = new(
        0, "Bybit's answer to the batch does not say what became of this order.", RetryGuidance.VerifyFirst);

    public static IReadOnlyList<BatchItemResult> Read(BybitReply.Answer answer, int items, Redactor redactor)
    {
        var ids = List(answer.Result);
        var codes = List(answer.Extra);
        // Items pair with codes by position alone, so a list of another length proves nothing.
        if (codes.Length != items)
            return [.. Enumerable.Repeat(new BatchItemResult("", Unreported), items)];
        return [.. codes.Select((code, index) => Item(index < ids.Length ? ids[index] : default, code, redactor))];
    }

    private static BatchItemResult Item(JsonElement id, JsonElement code, Redactor redactor)
    {
        if (!TryCode(code, out var number))
            return new BatchItemResult("", Unreported);
        return number == 0
            ? new BatchItemResult(Text(id, "orderId"), null)
            : new BatchItemResult("", BybitErrors.Describe(number, redactor.Redact(Text(code, "msg"))));
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
        row.ValueKind == JsonValueKind.Object && row.TryGetProperty(name, out var found) && found.ValueKind == JsonValueKind.String
            ? found.GetString()!
            : "";
}
