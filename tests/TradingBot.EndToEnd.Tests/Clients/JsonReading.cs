using System.Globalization;

namespace TradingBot.EndToEnd.Tests.Clients;

/// <summary>Reads answers as a client without our types would.</summary>
public static class JsonReading
{
    extension(JsonNode node)
    {
        /// <summary>Null when the field is null; fails when it is not there at all.</summary>
        public string? Text(string name) => node.AsObject().TryGetPropertyValue(name, out var value)
            ? value?.ToString()
            : throw new InvalidOperationException($"There is no '{name}' in {node.ToJsonString()}");

        public string Required(string name) =>
            node.Text(name) ?? throw new InvalidOperationException($"'{name}' is null in {node.ToJsonString()}");

        public decimal Number(string name) => decimal.Parse(node.Required(name), NumberStyles.Number, CultureInfo.InvariantCulture);

        public DateTimeOffset Time(string name) => DateTimeOffset.Parse(node.Required(name), CultureInfo.InvariantCulture);

        public IReadOnlyList<JsonNode> Items(string name = "items") => [.. node[name]!.AsArray().Select(static item => item!)];
    }
}
