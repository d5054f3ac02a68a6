using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;

namespace TradingBot.Infrastructure.Postgres.Queries;

/// <summary>How documents are written into jsonb columns: camelCase, enums by name, decimals as text so that no digit is lost.</summary>
internal static class LedgerJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters =
        {
            new JsonStringEnumConverter(JsonNamingPolicy.CamelCase),
            new TextConverter<Symbol>(Symbol.Parse),
            new TextConverter<StrategyKey>(StrategyKey.Parse),
            new TextConverter<OrderLinkId>(OrderLinkId.Parse),
        },
    };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static T Read<T>(string json) =>
        JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException($"A stored {typeof(T).Name} is empty.");

    public static T? ReadOrNull<T>(string? json)
        where T : class => json is null ? null : Read<T>(json);

    /// <summary>A decimal as a JSON string without trailing zeros; null stays null.</summary>
    public static JsonNode? Node(decimal? value) => value is { } number ? JsonValue.Create(DecimalText.Write(number)) : null;

    private sealed class TextConverter<T>(Func<string, T> parse) : JsonConverter<T>
        where T : struct
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => parse(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }
}
