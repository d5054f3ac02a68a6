namespace TradingBot.Core.Orders;

/// <summary>How long a limit order works (Bybit V5, enums, timeInForce); a market order is filled or gone at once in any case.</summary>
public enum TimeInForce
{
    /// <summary>Until it is filled or cancelled.</summary>
    GoodTillCancelled,

    /// <summary>What is not filled at once is cancelled.</summary>
    ImmediateOrCancel,
}
