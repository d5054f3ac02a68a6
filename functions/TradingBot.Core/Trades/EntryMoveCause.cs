namespace TradingBot.Core.Trades;

/// <summary>Why a limit entry that waits is moved to another price.</summary>
public enum EntryMoveCause
{
    /// <summary>The market has moved away, and its strategy follows it (<see cref="Strategies.Strategy.ChaseSeconds"/>).</summary>
    Chase,

    /// <summary>Its time is over, and its strategy takes what the market asks then.</summary>
    TimeOver,
}
