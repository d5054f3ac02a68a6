using System.Text.Json;
using TradingBot.Core.Foundation;

namespace TradingBot.Core.Signals;

/// <summary>The JSON object of an alert, read by content whatever the content type said.</summary>
public sealed class WebhookPayload
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    private WebhookPayload(JsonElement json, string masked, IReadOnlyList<string> unreadable)
    {
        Json = json;
        Unreadable = unreadable;
        Masked = masked;
        Secret = SecretMask.SecretOf(json);
    }

    /// <summary>The token in the field `secret`; null when there is none.</summary>
    public string? Secret { get; }

    /// <summary>The body without its secrets, for storing and showing.</summary>
    public string Masked { get; }

    /// <summary>The symbol as it stands there; null when there is none, or it is no text.</summary>
    public string? SymbolText =>
        Json.TryGetProperty("symbol", out var symbol) && symbol.ValueKind == JsonValueKind.String ? symbol.GetString() : null;

    /// <summary>
    /// Where the fields stand that hold half a surrogate pair, such as "id", "size.value" or "#2" for a name; they are left out of
    /// everything else here.
    /// </summary>
    public IReadOnlyList<string> Unreadable { get; }

    /// <summary>Every name and every text of the message, as they read.</summary>
    public IEnumerable<string> Texts => JsonTexts.In(Json);

    internal JsonElement Json { get; }

    /// <summary>Null with a sentence for the sender when the body is not a JSON object.</summary>
    public static WebhookPayload? TryRead(string body, out string? error)
    {
        ArgumentNullException.ThrowIfNull(body);
        var text = body.TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        if (!text.StartsWith('{'))
        {
            error = "The message is not a JSON object; it must begin with '{'.";
            return null;
        }

        // Alerts with unquoted numbers carry a bare NaN where Pine had no value: one second chance, no more.
        return Read(text, out error) ?? (BareNaN.Replace(text) is { } repaired ? Read(repaired, out error) : null);
    }

    /// <summary>The body with the values of secret-like fields and every known secret replaced by ***; the body may be malformed.</summary>
    public static string Mask(string body, params string?[] knownSecrets) => SecretMask.Apply(body, knownSecrets);

    /// <summary>The value of "secret" in a body that is not valid JSON; null when none is recognisable.</summary>
    public static string? FindSecret(string malformedBody) => SecretMask.Find(malformedBody);

    /// <summary>The text with every secret replaced by ***.</summary>
    public static string MaskText(string text, params IEnumerable<string> secrets)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(secrets);
        return SecretMask.ByValue(text, secrets);
    }

    private static WebhookPayload? Read(string text, out string? error)
    {
        try
        {
            var (readable, unreadable) = JsonTexts.Readable(text, Strict);
            using var document = JsonDocument.Parse(readable, Strict);
            var json = document.RootElement.Clone();
            error = null;
            return new WebhookPayload(json, SecretMask.Apply(text, [SecretMask.SecretOf(json)]), unreadable);
        }
        catch (Exception broken) when (JsonTexts.WhyBroken(broken, text) is { } why)
        {
            error = $"The message is not valid JSON: {why}";
            return null;
        }
    }
}
