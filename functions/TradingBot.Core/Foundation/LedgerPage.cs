namespace TradingBot.Core.Foundation;

/// <summary>
/// One page of a ledger list (the durable SDK has a Page of its own), newest first. Next is an opaque cursor, null on the last page.
/// </summary>
public sealed record LedgerPage<T>(IReadOnlyList<T> Items, string? Next);
