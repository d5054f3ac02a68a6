using System.Text.Json;
using System.Text.Json.Serialization;
using TradingBot.Core.Foundation;

namespace TradingBot.Functions.Http;

/// <summary>Decimals as strings without trailing zeros, so that no reader loses a digit.</summary>
internal sealed class DecimalTextConverter : JsonConverter<decimal>
{
    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number)
            return reader.GetDecimal();
        return reader.TokenType == JsonTokenType.String && DecimalText.TryParse(reader.GetString(), out var value)
            ? value
            : throw new JsonException("The value is not a decimal number.");
    }

    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) =>
        writer.WriteStringValue(DecimalText.Write(value));
}
