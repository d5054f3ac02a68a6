namespace TradingBot.Core.Trades;

/// <summary>Where a trade stands in its life.</summary>
public enum TradeStatus
{
    /// <summary>Approved, risk reserved; that its entry is at the exchange is not known yet.</summary>
    Pending,

    /// <summary>The exchange has the entry; no fill is booked yet.</summary>
    Opening,

    /// <summary>Something of the entry is filled, and nothing asks for the end.</summary>
    Open,

    /// <summary>An exit was asked for; not flat yet.</summary>
    Closing,

    /// <summary>Flat, and its profit is final.</summary>
    Closed,

    /// <summary>The entry never opened a position.</summary>
    Failed,
}
