namespace TradingBot.Core.Risk;

public interface IRiskLimitsStore
{
    Task<RiskLimits> ReadAsync(CancellationToken token);

    /// <summary>Replaces the limits and writes the audit row in one transaction.</summary>
    Task SaveAsync(RiskLimits limits, string actor, DateTimeOffset now, CancellationToken token);
}
