using System.Text.Json;
using System.Text.Json.Serialization;
using TradingBot.Core.Foundation;

namespace TradingBot.Bybit.Wire;

/// <summary>
/// Decimals come as text, rarely as numbers; "" and null mean absent. Text that is no number is an error, not an absence, and so is one
/// that is not zero and would be read as zero: that means flat, or no stop. Digits beyond the 28th change no meaning and are rounded off.
/// </summary>
internal sealed class TolerantDecimal : JsonConverter<decimal?>
{
    public override decimal? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.Number => Parse(JsonElement.ParseValue(ref reader).GetRawText()),
        JsonTokenType.String => Parse(reader.GetString()),
        _ => throw new JsonException("Expected a decimal."),
    };

    public override void Write(Utf8JsonWriter writer, decimal? value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value is { } number ? WireText.Of(number) : "");

    private static decimal? Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        return DecimalText.Read(text.Trim(), out var number) is DecimalReading.Exact or DecimalReading.Rounded
            ? number
            : throw new JsonException("Expected a decimal.");
    }
}
