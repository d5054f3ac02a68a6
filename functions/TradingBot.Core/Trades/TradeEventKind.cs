using TradingBot.Core.Foundation;

namespace TradingBot.Core.Trades;

/// <summary>One row of the catalogue of the lines of a trade's story.</summary>
/// <param name="Word">The stable kind.</param>
/// <param name="Label">The kind as people read it.</param>
/// <param name="Meaning">When the line is written, in one sentence.</param>
/// <param name="Tone">Whether it is good news.</param>
/// <param name="Station">
/// Its name among the stations between the alert and the protected position, whose times are compared; null for a kind that is none.
/// </param>
public sealed record TradeEventKind(string Word, string Label, string Meaning, EventTone Tone = EventTone.Neutral, string? Station = null)
    : CatalogueRow(Word, Meaning);
