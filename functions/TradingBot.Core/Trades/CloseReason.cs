namespace TradingBot.Core.Trades;

/// <summary>Why a position was closed.</summary>
public enum CloseReason
{
    StopLoss,
    TakeProfit,
    Signal,
    Manual,
    Halt,
    TimeStop,

    /// <summary>The strategy closes an option so long before it expires.</summary>
    Expiry,

    /// <summary>The stop could not be confirmed in time.</summary>
    Unprotected,

    /// <summary>Closed at the exchange by somebody else.</summary>
    External,

    /// <summary>The exchange took the position over because its margin was used up.</summary>
    Liquidation,

    /// <summary>The exchange closed the position against a liquidation of another account.</summary>
    AutoDeleveraging,

    /// <summary>The contract was delivered, settled or delisted.</summary>
    Settlement,

    /// <summary>The position is gone at the exchange, wholly or in part, and no execution says how.</summary>
    PositionLost,
}
