using System.Globalization;
using System.Text.Json;

namespace TradingBot.Core.Foundation;

/// <summary>
/// Reads one JSON object field by field, takes strings and numbers alike, collects every fault under the field's path and
/// remembers which fields nobody asked for. Alerts also read "", NaN, na, null and unresolved {{placeholders}} as absent, and an object
/// or a list that holds nothing else.
/// </summary>
internal sealed class JsonFields
{
    /// <summary>Numbers beyond this are mistakes, and would endanger later arithmetic.</summary>
    private const decimal Largest = 1_000_000_000_000m;

    /// <summary>So are numbers nearer to zero than this: no price or quantity is, and dividing by one would overflow.</summary>
    private const decimal Smallest = 1 / Largest;

    private static readonly string[] TimeFormats = ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd"];

    private readonly Dictionary<string, JsonElement> _values = [];
    private readonly HashSet<string> _asked = [];
    private readonly string _path;
    private readonly bool _isAlert;

    private JsonFields(Dictionary<string, JsonElement> values, bool isAlert)
    {
        _values = values;
        _path = "";
        _isAlert = isAlert;
        Faults = [];
    }

    private JsonFields(JsonElement json, string path, List<Fault> faults, bool isAlert)
    {
        _path = path;
        _isAlert = isAlert;
        Faults = faults;
        foreach (var property in json.EnumerateObject())
            _values[property.Name] = property.Value;
    }

    public List<Fault> Faults { get; }

    /// <summary>The fields as they are named.</summary>
    public IReadOnlyCollection<string> Names => _values.Keys;

    /// <summary>Paths of the fields that no read has asked for.</summary>
    public IEnumerable<string> Unread => _values.Keys.Where(name => !_asked.Contains(name)).Select(PathOf);

    /// <summary>The element must be a JSON object.</summary>
    public static JsonFields OfAlert(JsonElement json, List<Fault> faults) => new(json, "", faults, isAlert: true);

    /// <summary>The element must be a JSON object.</summary>
    public static JsonFields OfDocument(JsonElement json, List<Fault> faults) => new(json, "", faults, isAlert: false);

    /// <summary>A second reader of the same object, whose faults and questions count for nothing.</summary>
    public JsonFields Probe() => new(_values, _isAlert);

    /// <summary>True when an alert mentions one of the fields, and what it says of all of them is nothing.</summary>
    public bool HasOnlyBlanks(params IReadOnlyList<string> names) => _isAlert && names.Any(Mentions) && !names.Any(Has);

    public void Fault(string name, string message) => Faults.Add(new Fault(PathOf(name), message));

    /// <summary>Said, and not null; for alerts also not one of the ways to say nothing.</summary>
    public bool Has(string name) => Find(name) is not null;

    /// <summary>Said at all, be it null.</summary>
    public bool Mentions(string name) => _values.ContainsKey(name);

    /// <summary>Said, and not null, be it one of the ways to say nothing.</summary>
    public bool IsSent(string name) => _values.TryGetValue(name, out var value) && value.ValueKind != JsonValueKind.Null;

    /// <summary>What is said, whatever it is; null when it is not said at all.</summary>
    public JsonElement? Raw(string name)
    {
        _asked.Add(name);
        return _values.TryGetValue(name, out var value) ? value : null;
    }

    /// <summary>The field's path from the whole message.</summary>
    public string PathOf(string name) => _path.Length == 0 ? name : $"{_path}.{name}";

    public bool IsUnresolved(string name) =>
        _values.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.String && IsPlaceholder(value.GetString()!);

    public string? Text(string name, int maxLength)
    {
        if (Scalar(name) is not { } text) return null;
        if (text.Length > maxLength) return Refuse<string>(name, $"is longer than {maxLength} characters; shorten it.");
        return text.Any(char.IsControl) ? Refuse<string>(name, "contains control characters; remove them.") : text;
    }

    /// <summary>A number in [min, max], or in (min, max] when the minimum is exclusive.</summary>
    public decimal? Number(string name, decimal min, decimal max = Largest, bool aboveMin = false)
    {
        if (Scalar(name) is not { } text) return null;
        var reading = DecimalText.Read(text, out var value);
        if (reading == DecimalReading.NotANumber)
            return RefuseValue<decimal>(name, $"'{Shorten(text)}' is not a number; use digits and a point, without separators.");
        if (reading == DecimalReading.TooSmall || (value != 0 && Math.Abs(value) < Smallest))
            return RefuseValue<decimal>(name, $"is nearer to zero than {DecimalText.Write(Smallest)}; leave it out or send 0.");
        if (reading == DecimalReading.Rounded)
            return RefuseValue<decimal>(name, $"'{Shorten(text)}' {DecimalText.TooManyDigits}.");
        return value > max || value < min || (aboveMin && value == min)
            ? RefuseValue<decimal>(name, $"is {DecimalText.Write(value)}; it must be {(value > max && max == Largest ? $"at most {DecimalText.Write(max)}" : Range(min, max, aboveMin))}.")
            : value;
    }

    public int? Whole(string name, int min, int max)
    {
        if (Number(name, min, max) is not { } value) return null;
        return value == decimal.Truncate(value) ? (int)value : RefuseValue<int>(name, "must be a whole number.");
    }

    public bool? Flag(string name)
    {
        if (Scalar(name) is not { } text) return null;
        return bool.TryParse(text, out var value) ? value : RefuseValue<bool>(name, $"'{Shorten(text)}' is neither true nor false.");
    }

    public TEnum? Word<TEnum>(string name)
        where TEnum : struct, Enum
    {
        if (Scalar(name) is not { } text) return null;
        return EnumNames.TryParse<TEnum>(text, out var value)
            ? value
            : RefuseValue<TEnum>(name, $"'{Shorten(text)}' is not known; use {EnumNames.List<TEnum>()}.");
    }

    /// <summary>ISO 8601 (UTC where no offset is given), or Unix time in seconds or milliseconds.</summary>
    public DateTimeOffset? Time(string name)
    {
        if (Scalar(name) is not { } text) return null;
        return ReadTime(text) is { Year: >= 2000 and < 2100 } time
            ? time
            : RefuseValue<DateTimeOffset>(name, $"'{Shorten(text)}' is not a time; use ISO 8601 such as 2026-01-31T12:00:00Z.");
    }

    /// <summary>True when it is said as a text or a number, and not as an object or a list.</summary>
    public bool IsPlain(string name) => Find(name) is { ValueKind: JsonValueKind.String or JsonValueKind.Number };

    public JsonFields? Object(string name)
    {
        if (Find(name) is not { } value) return null;
        return value.ValueKind == JsonValueKind.Object
            ? new JsonFields(value, PathOf(name), Faults, _isAlert)
            : Refuse<JsonFields>(name, "must be an object in braces, or left out.");
    }

    /// <summary>The objects of a list; null when the list is absent or faulty.</summary>
    public IReadOnlyList<JsonFields>? Objects(string name)
    {
        if (List(name) is not { } items) return null;
        var told = items.Select((item, at) => (item, at)).Where(entry => !_isAlert || !SaysNothing(entry.item)).ToList();
        if (told.Any(static entry => entry.item.ValueKind != JsonValueKind.Object))
            return Refuse<IReadOnlyList<JsonFields>>(name, "must hold objects only.");
        return [.. told.Select(entry => new JsonFields(entry.item, $"{PathOf(name)}[{entry.at}]", Faults, _isAlert))];
    }

    /// <summary>The strings of a list; null when the list is absent or faulty.</summary>
    public IReadOnlyList<string>? Texts(string name)
    {
        if (List(name) is not { } items) return null;
        return items.All(static item => item.ValueKind == JsonValueKind.String)
            ? [.. items.Select(static item => item.GetString()!)]
            : Refuse<IReadOnlyList<string>>(name, "must hold texts only.");
    }

    /// <summary>A field of the contract that this version cannot honour: anything but nothing is a fault.</summary>
    public void Unsupported(string name, string fix)
    {
        if (Find(name) is { } value && !IsBlank(value)) Fault(name, $"is not supported in this version; {fix}.");
    }

    private static bool IsBlank(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.False => true,
        JsonValueKind.Object => value.EnumerateObject().All(static property => IsBlank(property.Value)),
        JsonValueKind.Array => value.GetArrayLength() == 0,
        _ => false,
    };

    private static bool IsPlaceholder(string text) => text.Contains("{{", StringComparison.Ordinal);

    private static bool SaysNothing(string text) =>
        text.Length == 0
        || text.Equals("nan", StringComparison.OrdinalIgnoreCase)
        || text.Equals("na", StringComparison.OrdinalIgnoreCase)
        || text.Equals("null", StringComparison.OrdinalIgnoreCase)
        || IsPlaceholder(text);

    private static bool SaysNothing(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => true,
        JsonValueKind.String => SaysNothing(value.GetString()!.Trim()),
        JsonValueKind.Object => value.EnumerateObject().All(static property => SaysNothing(property.Value)),
        JsonValueKind.Array => value.EnumerateArray().All(SaysNothing),
        _ => false,
    };

    private static DateTimeOffset? ReadTime(string text)
    {
        if (DateTimeOffset.TryParseExact(text, TimeFormats, CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
            return time;
        const decimal FirstInMilliseconds = 100_000_000_000m;
        const decimal LatestInMilliseconds = 4_102_444_800_000m;
        if (!DecimalText.TryParse(text, out var unix) || unix is < 0 or > LatestInMilliseconds) return null;
        return DateTimeOffset.FromUnixTimeMilliseconds((long)(unix >= FirstInMilliseconds ? unix : unix * 1000));
    }

    private static string Range(decimal min, decimal max, bool aboveMin)
    {
        var lower = $"{(aboveMin ? "greater than" : "at least")} {DecimalText.Write(min)}";
        return max == Largest ? lower : $"{lower} and at most {DecimalText.Write(max)}";
    }

    private static string Shorten(string text)
    {
        var shown = PlainText.Of(text, JsonTexts.ShownOfAValue);
        return text.Length <= JsonTexts.ShownOfAValue ? shown : shown + "…";
    }

    private List<JsonElement>? List(string name)
    {
        if (Find(name) is not { } value) return null;
        return value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray()]
            : Refuse<List<JsonElement>>(name, "must be a list in brackets.");
    }

    private string? Scalar(string name)
    {
        if (Find(name) is not { } value) return null;
        return value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!.Trim(),
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
            _ => Refuse<string>(name, "must be a single value."),
        };
    }

    private JsonElement? Find(string name)
    {
        _asked.Add(name);
        if (!_values.TryGetValue(name, out var value) || value.ValueKind == JsonValueKind.Null) return null;
        return _isAlert && SaysNothing(value) ? null : value;
    }

    private T? Refuse<T>(string name, string message)
        where T : class
    {
        Fault(name, message);
        return null;
    }

    private T? RefuseValue<T>(string name, string message)
        where T : struct
    {
        Fault(name, message);
        return null;
    }
}
