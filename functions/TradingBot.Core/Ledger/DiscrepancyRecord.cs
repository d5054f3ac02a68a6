namespace TradingBot.Core.Ledger;

public sealed record DiscrepancyRecord(long Id, DateTimeOffset At, Discrepancy Discrepancy, DateTimeOffset? ResolvedAt);
