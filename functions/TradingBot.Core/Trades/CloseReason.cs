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

    /// <summary>The stop could not be confirmed in time.</summary>
    Unprotected,

    /// <summary>Closed at the exchange by somebody or something else.</summary>
    External,
}
