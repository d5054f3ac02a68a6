namespace TradingBot.Core.Signals;

/// <summary>An alert that closed nothing although its strategy holds something, and asked or may have asked for it.</summary>
/// <param name="Symbol">The symbol as the alert spelled it; null: it named none that can be read.</param>
/// <param name="IsCertain">False: the alert cannot be read, so it may have been anything.</param>
/// <param name="Open">What the strategy holds, as "BTCUSDT long"; at least one.</param>
public sealed record RefusedExit(string? Symbol, bool IsCertain, IReadOnlyList<string> Open);
