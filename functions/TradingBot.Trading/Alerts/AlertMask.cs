using TradingBot.Core.Foundation;
using TradingBot.Core.Signals;

namespace TradingBot.Trading.Alerts;

/// <summary>Takes the secrets of one alert out of whatever of it is stored or shown, by their value.</summary>
internal sealed class AlertMask(IReadOnlyList<string> secrets)
{
    // Messages show that much of a value: of a longer token they hold the beginning.
    private const int Shown = JsonTexts.ShownOfAValue;

    public string Text(string text, int maxLength = int.MaxValue)
    {
        var cut = secrets.Where(static secret => secret.Length > Shown).Select(static secret => $"{secret[..Shown]}…");
        return PlainText.Of(WebhookPayload.MaskText(text, secrets.Concat(cut)), maxLength);
    }

    public string Body(string body) => PlainText.Of(WebhookPayload.Mask(body, [.. secrets]), int.MaxValue);

    public Denial Denial(Denial denial) => denial with { Message = Text(denial.Message) };

    public Signal Signal(Signal signal) => signal with
    {
        SymbolText = TextOrNull(signal.SymbolText),
        Interval = TextOrNull(signal.Interval),
        OrderId = TextOrNull(signal.OrderId),
        ExternalId = TextOrNull(signal.ExternalId),
        EntryRefusal = signal.EntryRefusal is { } refusal ? Denial(refusal) : null,
    };

    private string? TextOrNull(string? text) => text is null ? null : Text(text);
}
