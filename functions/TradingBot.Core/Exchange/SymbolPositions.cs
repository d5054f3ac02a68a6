namespace TradingBot.Core.Exchange;

/// <summary>What stands in one symbol of a derivatives category, and the leverage set for it.</summary>
/// <param name="Open">Every leg with a position; empty when the symbol is flat.</param>
/// <param name="Leverage">
/// With which the symbol's next order would trade, 1 or more; null when the exchange names none or two that differ.
/// </param>
public sealed record SymbolPositions(IReadOnlyList<ExchangePosition> Open, decimal? Leverage);
