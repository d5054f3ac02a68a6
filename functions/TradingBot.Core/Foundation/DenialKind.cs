namespace TradingBot.Core.Foundation;

/// <summary>One code of the catalogue of denials.</summary>
/// <param name="Word">The stable dotted code.</param>
/// <param name="Meaning">What it means whatever the numbers were; the denial's own message tells those.</param>
/// <param name="Advice">What the trader is to do.</param>
public sealed record DenialKind(string Word, string Meaning, string Advice) : CatalogueRow(Word, Meaning);
