namespace TradingBot.Trading.Positions;

/// <summary>Where a trade stands after one look at it.</summary>
public enum MonitorState
{
    /// <summary>
    /// Nothing stands that could be guarded: the entry is not filled yet, or what was filled is gone and what closed it is not listed yet.
    /// </summary>
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
