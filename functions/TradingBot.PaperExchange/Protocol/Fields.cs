using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace TradingBot.PaperExchange.Protocol;

/// <summary>
/// Parameters of one request, from query or JSON body. Values may be text, numbers or booleans, as several clients mix them.
/// The first value that cannot be read is kept in <see cref="Fault"/>; look there once everything is read.
/// </summary>
internal sealed class Fields
{
    private readonly Dictionary<string, string> _values;

    private Fields(Dictionary<string, string> values) => _values = values;

    public Refusal? Fault { get; private set; }

    public static Fields FromQuery(string rawQuery) => new(QueryHelpers.ParseQuery(rawQuery)
        .ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal));

    public static Fields FromBody(ReadOnlyMemory<byte> body)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return Broken();
            foreach (var property in document.RootElement.EnumerateObject())
            {
                if (property.Value.ValueKind == JsonValueKind.Null)
                    continue;
                values[property.Name] = property.Value.ValueKind == JsonValueKind.String
                    ? property.Value.GetString() ?? ""
                    : property.Value.GetRawText();
            }

            return new Fields(values);
        }
        catch (JsonException)
        {
            return Broken();
        }
    }

    public string? Text(string name) => _values.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    public string Required(string name)
    {
        if (Text(name) is { } value)
            return value;
        Fail(new Refusal(10001, $"params error: {name} is required"));
        return "";
    }

    public decimal? Number(string name)
    {
        if (Text(name) is not { } text)
            return null;
        if (decimal.TryParse(
            text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
            return value;
        Fail(Refusals.Parameter(name));
        return null;
    }

    /// <summary>A price where zero means that none is set.</summary>
    public decimal? Price(string name) => Number(name) is { } price and not 0 ? price : null;

    public int? Whole(string name)
    {
        if (Text(name) is not { } text)
            return null;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
            return value;
        Fail(Refusals.Parameter(name));
        return null;
    }

    public bool Flag(string name)
    {
        switch (Text(name))
        {
            case null or "false" or "False" or "0":
                return false;
            case "true" or "True" or "1":
                return true;
            default:
                Fail(Refusals.Parameter(name));
                return false;
        }
    }

    /// <summary>One of the names of an enum, in exactly that spelling.</summary>
    public T? OneOf<T>(string name, Refusal? refusal = null)
        where T : struct, Enum
    {
        if (Text(name) is not { } text)
            return null;
        if (Enum.IsDefined(typeof(T), text))
            return Enum.Parse<T>(text);
        Fail(refusal ?? Refusals.Parameter(name));
        return null;
    }

    public Category Category()
    {
        if (CategoryNames.Parse(Required("category")) is { } category)
            return category;
        Fail(Refusals.Parameter("category"));
        return Protocol.Category.Linear;
    }

    public DateTimeOffset? Time(string name) =>
        Number(name) is { } value and >= 0 and < 253_402_300_800_000m ? DateTimeOffset.FromUnixTimeMilliseconds((long)value) : null;

    /// <summary>Page length within 1 and the greatest, or the default.</summary>
    public int Limit(int fallback, int greatest) => Math.Clamp(Whole("limit") ?? fallback, 1, greatest);

    /// <summary>The objects of a list, each with its own faults; nothing when there is no such list.</summary>
    public IReadOnlyList<Fields> Items(string name)
    {
        if (Text(name) is not ['[', ..] text)
            return [];
        using var document = JsonDocument.Parse(text);
        return [.. document.RootElement.EnumerateArray().Select(item => FromBody(Encoding.UTF8.GetBytes(item.GetRawText())))];
    }

    /// <summary>The same fields and one more.</summary>
    public Fields With(string name, string value) =>
        new(new Dictionary<string, string>(_values, StringComparer.Ordinal) { [name] = value }) { Fault = Fault };

    public void Fail(Refusal refusal) => Fault ??= refusal;

    private static Fields Broken()
    {
        var fields = new Fields([]);
        fields.Fail(new Refusal(10001, "params error: body is not a JSON object"));
        return fields;
    }
}
