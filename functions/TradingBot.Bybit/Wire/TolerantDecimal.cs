using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TradingBot.Bybit.Wire;

/// <summary>
/// Decimals come as text, rarely as numbers; "" and null mean absent. Text that is no number is an error, not an absence.
/// </summary>
internal sealed class TolerantDecimal : JsonConverter<decimal?>
{
    public override decimal? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.Number => reader.GetDecimal(),
        JsonTokenType.String => Parse(reader.GetString()),
        _ => throw new JsonException("Expected a decimal."),
    };

    public override void Write(Utf8JsonWriter writer, decimal? value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value is { } number ? WireText.Of(number) : "");

    private static decimal? Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new JsonException("Expected a decimal.");
    }
}
