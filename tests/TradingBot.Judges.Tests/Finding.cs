using System.Globalization;
using System.Text.Json.Nodes;

namespace TradingBot.Judges.Tests;

/// <summary>What an SDK saw at one step. Numbers come as the SDK gives them: decimal text, or JavaScript numbers.</summary>
public sealed class Finding(JsonNode values)
{
    public string Text(string name) => Value(name).ToString();

    /// <summary>An empty text, as the exchange writes an absent number, is zero.</summary>
    public decimal Number(string name) => values[name] is { } value && value.ToString() is { Length: > 0 } text
        ? decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture)
        : 0;

    public int Code => (int)Number("code");

    public bool Flag(string name) => (bool)Value(name);

    public IReadOnlyList<decimal> Numbers(string name) =>
        [.. Value(name).AsArray().Select(value => decimal.Parse(value!.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture))];

    public string[] Texts(string name) => [.. Value(name).AsArray().Select(value => value?.ToString() ?? "")];

    public IReadOnlyList<Finding> List(string name) => [.. Value(name).AsArray().Select(value => new Finding(value!))];

    public override string ToString() => values.ToJsonString();

    private JsonNode Value(string name)
    {
        Assert.True(values[name] is not null, $"'{name}' is missing in {this}");
        return values[name]!;
    }
}
