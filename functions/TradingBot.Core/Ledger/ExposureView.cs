using TradingBot.Core.Risk;

namespace TradingBot.Core.Ledger;

/// <summary>What the ledger says under the risk lock.</summary>
/// <param name="LastApplied">The last alert of the strategy and symbol that was acted upon.</param>
public sealed record ExposureView(
    IReadOnlyList<OpenExposure> Open, RiskLimits Limits, bool IsHalted, int EntriesInLastMinute, DateTimeOffset? LastEntryAt, SignalRecord? LastApplied);
