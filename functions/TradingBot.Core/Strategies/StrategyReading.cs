using TradingBot.Core.Foundation;

namespace TradingBot.Core.Strategies;

/// <summary>What came of reading a strategy's document.</summary>
public abstract record StrategyReading
{
    private StrategyReading()
    {
    }

    /// <summary>The token is the one sent with the document; null when none was.</summary>
    public sealed record Valid(Strategy Strategy, string? Token) : StrategyReading;

    public sealed record Faulty(IReadOnlyList<Fault> Faults) : StrategyReading;
}
