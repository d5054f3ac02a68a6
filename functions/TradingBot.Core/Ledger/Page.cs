namespace TradingBot.Core.Ledger;

/// <summary>One page of a list, newest first. Next is an opaque cursor, null on the last page.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);
