using TradingBot.Core.Foundation;

namespace TradingBot.Core.Notifications;

/// <summary>One row of the catalogue of notices.</summary>
/// <param name="Word">The stable kind.</param>
/// <param name="Label">The kind as people read it.</param>
/// <param name="Severity">How urgent every notice of the kind is.</param>
/// <param name="Meaning">When it is written, in one sentence.</param>
/// <param name="Advice">What the trader is to do, in one sentence.</param>
public sealed record NoticeKind(string Word, string Label, Severity Severity, string Meaning, string Advice) : CatalogueRow(Word, Meaning);
