namespace TradingBot.Core.Strategies;

public enum StrategyState
{
    Active,

    /// <summary>Signals are stored and denied.</summary>
    Paused,

    /// <summary>Exits pass, entries are denied.</summary>
    ExitOnly,
}
