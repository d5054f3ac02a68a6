using System.Text.Json.Nodes;

namespace TradingBot.Core.Tests.Building;

internal static class JsonObjects
{
    /// <summary>The object with that field; null leaves it out.</summary>
    public static JsonObject With(this JsonObject json, string name, JsonNode? value)
    {
        if (value is not null) json[name] = value;
        else json.Remove(name);
        return json;
    }
}
