namespace TradingBot.Core.Exchange;

/// <summary>Which of a symbol's positions is meant.</summary>
public enum PositionLeg
{
    /// <summary>The only position of one-way mode.</summary>
    Net,

    /// <summary>The long side of hedge mode.</summary>
    Long,

    /// <summary>The short side of hedge mode.</summary>
    Short,
}
