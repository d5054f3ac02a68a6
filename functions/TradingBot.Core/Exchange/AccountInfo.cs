namespace TradingBot.Core.Exchange;

/// <summary>What kind of account the key belongs to. The margin mode holds for the whole account.</summary>
public sealed record AccountInfo(bool IsUnified, MarginMode MarginMode);

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
