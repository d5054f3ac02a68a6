using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace TradingBot.Bybit.Http;

/// <summary>The frame around every answer; read tolerantly, since result and time are sometimes missing and bodies may be HTML.</summary>
/// <param name="Time">In milliseconds since 1970, until the year 2286; null when none is told.</param>
internal sealed record BybitEnvelope(int Code, string Message, JsonElement Result, JsonElement Extra, long? Time)
{
    // Beyond it a time is nonsense and could be no date: what came of the request must not be lost to that.
    private const long LatestTime = 9_999_999_999_999;

    public static bool TryRead(ReadOnlyMemory<byte> body, [NotNullWhen(true)] out BybitEnvelope? envelope)
    {
        envelope = null;
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !TryReadCode(root, out var code))
                return false;

            var message = root.TryGetProperty("retMsg", out var text) && text.ValueKind == JsonValueKind.String ? text.GetString()! : "";
            var result = root.TryGetProperty("result", out var found) ? found.Clone() : default;
            var extra = root.TryGetProperty("retExtInfo", out var more) && more.ValueKind == JsonValueKind.Object
                && more.EnumerateObject().Any()
                ? more.Clone()
                : default;
            long? time = root.TryGetProperty("time", out var stamp) && stamp.ValueKind == JsonValueKind.Number
                && stamp.TryGetInt64(out var ms) && ms is >= 0 and <= LatestTime
                ? ms
                : null;
            envelope = new BybitEnvelope(code, message, result, extra, time);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool TryReadCode(JsonElement root, out int code)
    {
        code = 0;
        return root.TryGetProperty("retCode", out var found) && found.ValueKind == JsonValueKind.Number && found.TryGetInt32(out code);
    }
}
