using System.Text.Json;
using System.Text.Json.Serialization;

namespace TradingBot.PaperExchange.Tables;

/// <summary>Rows are stored as JSON with every number as text, so no reader can turn money into binary floating point.</summary>
internal static class RowJson
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        NumberHandling = JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString,
        IgnoreReadOnlyProperties = true,
        Converters = { new JsonStringEnumConverter() },
    };
}
