using System.Text.Json;
using System.Text.Json.Serialization;

namespace TradingBot.Bybit.Wire;

/// <summary>Flags come as true/false, 0/1 or their text; anything else means absent.</summary>
internal sealed class TolerantBool : JsonConverter<bool?>
{
    public override bool? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.True:
                return true;
            case JsonTokenType.False:
                return false;
            case JsonTokenType.Number:
                return reader.TryGetInt32(out var number) ? number != 0 : null;
            case JsonTokenType.String:
                return reader.GetString() switch { "1" or "true" or "True" => true, "0" or "false" or "False" => false, _ => null };
            default:
                reader.Skip();
                return null;
        }
    }

    public override void Write(Utf8JsonWriter writer, bool? value, JsonSerializerOptions options)
    {
        if (value is { } flag)
            writer.WriteBooleanValue(flag);
        else
            writer.WriteNullValue();
    }
}
