namespace TradingBot.Core.Trades;

/// <summary>What made the exchange close a position by itself. Written into fills: extend, never rename.</summary>
public enum ForcedExit
{
    /// <summary>The margin was used up ("BustTrade").</summary>
    Liquidation,

    /// <summary>Another account's liquidation was met with this position ("AdlTrade").</summary>
    AutoDeleveraging,

    /// <summary>The contract ended: delivery, settlement or delisting ("Delivery", "Settle").</summary>
    Settlement,

    /// <summary>The position was moved to another account ("MovePosition", "BlockTrade").</summary>
    Transfer,
}
