namespace TradingBot.Core.Operations;

public sealed record DiscrepancyRecord(long Id, DateTimeOffset At, Discrepancy Discrepancy, DateTimeOffset? ResolvedAt);
