namespace TradingBot.Trading.Positions;

/// <summary>Where a trade stands after one look at it.</summary>
public enum MonitorState
{
    /// <summary>The entry is at the exchange, nothing is filled yet.</summary>
    Opening,

    /// <summary>Open with a confirmed stop.</summary>
    Protected,

    /// <summary>Open; its stop is not confirmed yet.</summary>
    Unprotected,

    Closing,

    /// <summary>Nothing is left to close; settle it.</summary>
    Flat,

    /// <summary>The entry ended without a fill.</summary>
    NotOpened,

    /// <summary>Already ended.</summary>
    Finished,

    /// <summary>The exchange gave no answer; nothing is known to have changed.</summary>
    Unavailable,
}
