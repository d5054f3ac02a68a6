using System.Text.Json;

namespace TradingBot.Core.Signals.Formats;

/// <summary>What arrived.</summary>
/// <param name="Text">As it was sent.</param>
/// <param name="Json">The object that the text is; null when it is none.</param>
internal sealed record AlertBody(string Text, JsonElement? Json)
{
    /// <summary>True when it begins as an object does, whether or not it can be read as one.</summary>
    public bool IsObject => Json is not null || Text.TrimStart('\uFEFF', ' ', '\t', '\r', '\n').StartsWith('{');

    /// <summary>An object of texts.</summary>
    public static JsonElement Object(params IEnumerable<(string Name, string Value)> fields) =>
        JsonSerializer.SerializeToElement(fields.ToDictionary(static field => field.Name, static field => field.Value));

    /// <summary>True when it is an object with that field, whatever its value.</summary>
    public bool Has(string name) => Json is { } json && json.TryGetProperty(name, out _);

    /// <summary>
    /// True when it is an object with all of these fields and without our own symbol: the words of other services are too common to
    /// outweigh that.
    /// </summary>
    public bool IsForeignWith(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (!Has(name)) return false;
        }

        return !Has("symbol");
    }
}
