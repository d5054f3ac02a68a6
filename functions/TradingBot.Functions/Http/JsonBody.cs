using System.Text.Json;
using Microsoft.AspNetCore.Http;
using TradingBot.Core.Foundation;

namespace TradingBot.Functions.Http;

/// <summary>A JSON object sent to the API, at most 64 KiB; or the refusal that tells why there is none.</summary>
internal sealed record JsonBody(JsonElement Json, IResult? Refusal)
{
    private const int MaxBytes = 64 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    public static async Task<JsonBody> ReadAsync(HttpRequest request, CancellationToken token)
    {
        if (await BoundedBody.ReadAsync(request, MaxBytes, token) is not { } text)
            return new JsonBody(default, Problems.TooLarge(MaxBytes));
        try
        {
            using var document = JsonDocument.Parse(text.Length == 0 ? "{}" : text, Strict);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return new JsonBody(default, Problems.Malformed("The body is not a JSON object."));
            return JsonTexts.FindUnreadable(document.RootElement) is { } field
                ? new JsonBody(default, Problems.Malformed(JsonTexts.Unreadable(field)))
                : new JsonBody(document.RootElement.Clone(), null);
        }
        catch (Exception broken) when (JsonTexts.WhyBroken(broken, text) is { } why)
        {
            return new JsonBody(default, Problems.Malformed($"The body is not valid JSON: {why}"));
        }
    }

    /// <summary>A text field; null when it is absent or null.</summary>
    public string? Text(string name, int maxLength, List<Fault> faults)
    {
        if (!Json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        if (value.ValueKind != JsonValueKind.String)
            faults.Add(new Fault(name, "must be a text."));
        else if (value.GetString()!.Trim() is var text && text.Length <= maxLength && !text.Any(char.IsControl))
            return text.Length == 0 ? null : text;
        else
            faults.Add(new Fault(name, $"must be one line of at most {maxLength} characters."));
        return null;
    }

    /// <summary>A text field that must say something.</summary>
    public string RequiredText(string name, int maxLength, List<Fault> faults)
    {
        var before = faults.Count;
        var text = Text(name, maxLength, faults);
        if (text is null && faults.Count == before)
            faults.Add(new Fault(name, "is required."));
        return text ?? string.Empty;
    }

    /// <summary>A number above zero and at most as told, if that is told, as text or number; null when it is absent or null.</summary>
    public decimal? Number(string name, decimal? most, List<Fault> faults)
    {
        if (!Json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        var text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };
        var reading = DecimalText.Read(text, out var number);
        if (reading == DecimalReading.Exact && number > 0 && !(number > most))
            return number;
        var limit = most is { } told ? $" and at most {DecimalText.Write(told)}" : "";
        faults.Add(new Fault(
            name, reading == DecimalReading.Rounded ? $"{DecimalText.TooManyDigits}." : $"must be a number above 0{limit}."));
        return null;
    }

    /// <summary>Whether the field was sent at all, be it null.</summary>
    public bool Mentions(string name) => Json.TryGetProperty(name, out _);

    /// <summary>Faults each field of another name: where leaving a field out means more, a misspelt one must not.</summary>
    public void Knows(List<Fault> faults, params IReadOnlyList<string> names) => faults.AddRange(Json.EnumerateObject()
        .Where(field => !names.Contains(field.Name))
        .Select(field => new Fault(field.Name, $"is not known here; send {string.Join(", ", names)}.")));

    /// <summary>A yes or no; absent and null mean no.</summary>
    public bool Flag(string name, List<Fault> faults)
    {
        if (!Json.TryGetProperty(name, out var value) || value.ValueKind is JsonValueKind.Null or JsonValueKind.False)
            return false;
        if (value.ValueKind != JsonValueKind.True)
            faults.Add(new Fault(name, "must be true or false."));
        return value.ValueKind == JsonValueKind.True;
    }
}
