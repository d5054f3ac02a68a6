using System.Buffers.Text;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using TradingBot.Core.Foundation;

namespace TradingBot.Functions.Http;

/// <summary>The query string of a list, read field by field; what cannot be read is collected, not guessed at.</summary>
internal sealed class ListQuery(HttpRequest request)
{
    private const int DefaultLimit = 50;
    private const int LongestCursor = 200;

    private readonly List<Fault> _faults = [];

    /// <summary>Why the list cannot be given; null when every field read so far was fine.</summary>
    public IResult? Refusal => _faults.Count == 0 ? null : Problems.Invalid(_faults);

    public PageRequest Page()
    {
        var limit = DefaultLimit;
        if (Text("limit", 10) is { } text
            && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > PageRequest.MaxLimit))
            Fault("limit", $"must be a whole number from 1 to {PageRequest.MaxLimit}.");
        var cursor = Text("cursor", LongestCursor);
        if (cursor is not null && !Base64Url.IsValid(cursor))
            Fault("cursor", "is not a cursor given by this API.");
        return new PageRequest(limit, cursor);
    }

    /// <summary>Null when absent or empty.</summary>
    public string? Text(string name, int maxLength)
    {
        var text = request.Query[name].ToString();
        if (text.Length > maxLength)
            Fault(name, $"is longer than {maxLength} characters.");
        else if (!PlainText.IsPlain(text))
            Fault(name, "holds control characters; remove them.");
        else
            return text.Length == 0 ? null : text;
        return null;
    }

    public DateTimeOffset? Time(string name)
    {
        if (Text(name, 40) is not { } text)
            return null;
        if (DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
            return time;
        Fault(name, "must be a time such as 2026-01-31T12:00:00Z.");
        return null;
    }

    /// <summary>One of the given words; null when absent.</summary>
    public T? Word<T>(string name, IReadOnlyDictionary<string, T> words)
        where T : struct
    {
        if (Text(name, 40) is not { } text)
            return null;
        if (words.TryGetValue(text, out var value))
            return value;
        Fault(name, $"must be one of {string.Join(", ", words.Keys)}.");
        return null;
    }

    /// <summary>A word of an enumeration; null when absent.</summary>
    public T? Word<T>(string name)
        where T : struct, Enum => Word(name, Enum.GetValues<T>().ToDictionary(EnumNames.Write));

    private void Fault(string field, string message) => _faults.Add(new Fault(field, message));
}
