namespace TradingBot.Core.Exchange;

public enum MarginMode
{
    /// <summary>A word this bot does not know: assume nothing about margin.</summary>
    Unknown,

    /// <summary>Each position has its own margin; account totals say nothing then.</summary>
    Isolated,

    Cross,

    /// <summary>Margin by portfolio; leverage cannot be set.</summary>
    Portfolio,
}
