namespace TradingBot.Core.Trades;

/// <summary>
/// Which trades are listed; null means any. Unfinished: true for pending to closing, false for closed and failed. From and to bound the
/// creation time.
/// </summary>
public sealed record TradeFilter(
    bool? Unfinished = null, string? Strategy = null, string? Symbol = null, DateTimeOffset? From = null, DateTimeOffset? To = null);
