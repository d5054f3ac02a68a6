namespace TradingBot.Core.Trades;

public enum TradeStatus
{
    /// <summary>Approved, risk reserved, nothing sent.</summary>
    Pending,

    /// <summary>Entry sent; no fill known yet.</summary>
    Opening,

    Open,

    /// <summary>An exit was asked for; not flat yet.</summary>
    Closing,

    Closed,

    /// <summary>The entry never opened a position.</summary>
    Failed,
}
