using TradingBot.Core.Foundation;

namespace TradingBot.Core.Risk;

/// <summary>What came of reading the limits' document.</summary>
public abstract record RiskLimitsReading
{
    private RiskLimitsReading()
    {
    }

    public sealed record Valid(RiskLimits Limits) : RiskLimitsReading;

    public sealed record Faulty(IReadOnlyList<Fault> Faults) : RiskLimitsReading;
}
