using System.Text.Json;
using System.Text.Json.Serialization;
using TradingBot.Core.Foundation;

namespace TradingBot.Functions.Http;

/// <summary>Decimals as strings without trailing zeros, so that no reader loses a digit.</summary>
internal sealed class DecimalTextConverter : JsonConverter<decimal>
{
    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.TokenType switch
        {
            JsonTokenType.String => reader.GetString(),
            // As it is written: read as a decimal a number too small for one would be zero.
            JsonTokenType.Number => JsonElement.ParseValue(ref reader).GetRawText(),
            _ => null,
        };
        return DecimalText.TryParse(text, out var value)
            ? value
            : throw new JsonException("The value is not a decimal number that can be kept exactly.");
    }

    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) =>
        writer.WriteStringValue(DecimalText.Write(value));
}
