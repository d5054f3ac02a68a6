using System.Text.Json;
using TradingBot.Core.Exchange;

namespace TradingBot.Infrastructure.KeyVault;

/// <summary>
/// The secret's text: <c>{"apiKey":"…","apiSecret":"…"}</c>. One secret holds both halves because a vault changes one secret at a time:
/// of two secrets there is always a moment with the new key and the old secret, which signs nothing and looks like a stolen key.
/// </summary>
internal static class ExchangeSecret
{
    /// <summary>Null when the text does not hold two usable halves.</summary>
    public static ExchangeKey? Parse(string? text)
    {
        try
        {
            using var document = JsonDocument.Parse(text ?? "");
            var root = document.RootElement;
            return Half(root, "apiKey") is { } key && Half(root, "apiSecret") is { } secret ? new ExchangeKey(key, secret) : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            // The second is what half of a surrogate pair gives when it is read as text.
            return null;
        }
    }

    // Both travel in headers or come from Bybit in the same letters: anything else was copied along.
    private static string? Half(JsonElement root, string name) =>
        root.ValueKind == JsonValueKind.Object
        && root.TryGetProperty(name, out var found)
        && found.ValueKind == JsonValueKind.String
        && found.GetString() is { Length: > 0 } text
        && text.All(static letter => letter is > ' ' and < '\u007f')
            ? text
            : null;
}
