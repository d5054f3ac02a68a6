namespace TradingBot.Core.Strategies;

public enum StrategyState
{
    Active,

    /// <summary>For a while: entries are denied. What is open may still be closed.</summary>
    Paused,

    /// <summary>For good: entries are denied. What is open may still be closed.</summary>
    ExitOnly,
}
