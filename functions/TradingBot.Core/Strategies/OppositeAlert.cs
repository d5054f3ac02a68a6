namespace TradingBot.Core.Strategies;

/// <summary>What an alert means that would open the other side of what is held.</summary>
public enum OppositeAlert
{
    /// <summary>It closes what is held and opens the other side.</summary>
    Reverse,

    /// <summary>It closes what is held, and opens nothing.</summary>
    CloseOnly,

    /// <summary>
    /// What is held stays, also when an alert repeats or lessens the other side that it was ignored for. Alerts that leave flat, and those
    /// of a side that the strategy may not hold, close it all the same.
    /// </summary>
    Ignore,
}
