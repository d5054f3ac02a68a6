using TradingBot.Core.Risk;

namespace TradingBot.Core.Ledger;

/// <summary>What the ledger says under the risk lock.</summary>
public sealed record ExposureView(IReadOnlyList<OpenExposure> Open, RiskLimits Limits, bool IsHalted, int EntriesInLastMinute, DateTimeOffset? LastEntryAt);
