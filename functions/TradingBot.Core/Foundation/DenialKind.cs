namespace TradingBot.Core.Foundation;

/// <summary>One code of the catalogue.</summary>
/// <param name="Code">The stable dotted code.</param>
/// <param name="Sentence">What it means whatever the numbers were; the denial's own message tells those.</param>
/// <param name="Advice">What the trader is to do.</param>
public sealed record DenialKind(string Code, string Sentence, string Advice);
