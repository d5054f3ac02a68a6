using TradingBot.Core.Signals;

namespace TradingBot.Core.Risk;

/// <summary>What the ledger says under the risk lock.</summary>
/// <param name="LastApplied">The last alert of the strategy and symbol that was acted upon.</param>
public sealed record ExposureView(
    IReadOnlyList<OpenExposure> Open, RiskLimits Limits, bool IsHalted, int EntriesInLastMinute, DateTimeOffset? LastEntryAt, SignalRecord? LastApplied);
