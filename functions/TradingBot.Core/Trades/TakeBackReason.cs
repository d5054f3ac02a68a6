namespace TradingBot.Core.Trades;

/// <summary>Why what is left of an entry order was cancelled by the bot.</summary>
public enum TakeBackReason
{
    /// <summary>The limit entry has waited for the strategy's minutes.</summary>
    Expired,

    /// <summary>Trading was halted.</summary>
    Halt,

    /// <summary>The strategy was paused.</summary>
    Paused,

    /// <summary>The strategy was set to take exits only.</summary>
    ExitOnly,

    /// <summary>The strategy was made a dry run.</summary>
    DryRun,

    /// <summary>Somebody else opened a position in its symbol: the exchange keeps one, and nothing of it may be touched.</summary>
    ForeignPosition,

    /// <summary>An alert of the strategy closed or reversed the trade, or cancelled what waits.</summary>
    Signal,

    /// <summary>A person closed the trade.</summary>
    Manual,

    /// <summary>The part that was filled has been closed, or is being closed, for a reason of its own.</summary>
    Closed,

    /// <summary>
    /// The stop of what was filled has moved to the entry's limit price or beyond, so that no further fill could be guarded by it.
    /// </summary>
    StopMoved,
}
