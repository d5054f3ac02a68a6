using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;

namespace TradingBot.Core.Operations;

/// <summary>The exchange and our ledger disagree. One unresolved row exists per kind, category, symbol and trade.</summary>
public sealed record Discrepancy(string Kind, Category Category, Symbol Symbol, TradeId? TradeId, string Message, bool IsHealed);

public sealed record DiscrepancyRecord(long Id, DateTimeOffset At, Discrepancy Discrepancy, DateTimeOffset? ResolvedAt);
