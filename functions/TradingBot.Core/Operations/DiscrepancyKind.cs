using TradingBot.Core.Foundation;

namespace TradingBot.Core.Operations;

/// <summary>One row of the catalogue of differences between exchange and ledger.</summary>
/// <param name="Word">The stable kind.</param>
/// <param name="Label">The kind as people read it.</param>
/// <param name="Meaning">What differs, in one sentence.</param>
public sealed record DiscrepancyKind(string Word, string Label, string Meaning) : CatalogueRow(Word, Meaning);
