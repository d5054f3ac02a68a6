namespace TradingBot.Core.Foundation;

/// <summary>
/// One row of a catalogue: a word that is stored, answered and grouped by, and what it means. A static class with rows of this type in its
/// property <c>All</c> is a catalogue: the contract, the dashboard and functions/docs/catalogues.md are made from it.
/// </summary>
/// <param name="Word">Stable: extend, never rename.</param>
/// <param name="Meaning">What it says whatever the case was, in a sentence; the line, notice or denial itself tells the case.</param>
public abstract record CatalogueRow(string Word, string Meaning);
