using TradingBot.Core.Foundation;

namespace TradingBot.Core.Signals;

/// <summary>
/// What a call says of symbol, action and position, as it spells them: for showing a call that was refused before a signal was read of it,
/// and for nothing else. Absent, unreadable and longer than 64 characters are null.
/// </summary>
public sealed record SentWords(string? Symbol, string? Action, string? Position)
{
    private const int Longest = 64;

    private static readonly SentWords None = new(null, null, null);

    /// <summary>The words of a stored body, from which the secrets were taken.</summary>
    /// <param name="maskedBody">What arrived; it may be no JSON.</param>
    public static SentWords Of(string maskedBody)
    {
        if (WebhookPayload.TryRead(maskedBody, out _) is not { } payload)
            return None;
        var fields = JsonFields.OfAlert(payload.Json, []);
        return new SentWords(Word(fields, "symbol"), Word(fields, "action"), Word(fields, "position"));
    }

    private static string? Word(JsonFields fields, string name) => fields.Text(name, Longest);
}
