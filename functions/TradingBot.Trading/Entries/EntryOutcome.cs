namespace TradingBot.Trading.Entries;

/// <summary>Where the entry order stands.</summary>
public enum EntryOutcome
{
    /// <summary>The exchange took it; it may have been filled, cancelled or refused there since.</summary>
    Placed,

    /// <summary>Nobody knows yet; look it up again.</summary>
    Unknown,

    /// <summary>There is none and there will be none; the trade has been ended.</summary>
    Abandoned,
}
