namespace TradingBot.Core.Trades;

/// <summary>What happened to a trade, as far as its status depends on it.</summary>
public enum TradeCause
{
    /// <summary>The exchange has the entry order: it accepted it, or a look-up found it.</summary>
    EntryAccepted,

    /// <summary>A part of the entry or all of it was filled, and nobody asked for the trade to be closed.</summary>
    EntryFilled,

    /// <summary>A part of the entry or all of it was filled after the trade was asked to close.</summary>
    EntryFilledAfterCloseRequest,

    /// <summary>Somebody or something asked for the trade to be closed.</summary>
    CloseRequested,

    /// <summary>The position is flat and its profit is worked out.</summary>
    Settled,

    /// <summary>The entry ended, or was given up, without a fill.</summary>
    EntryFailed,
}
