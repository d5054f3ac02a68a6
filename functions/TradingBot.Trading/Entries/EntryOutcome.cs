namespace TradingBot.Trading.Entries;

/// <summary>Where the entry order stands.</summary>
public enum EntryOutcome
{
    /// <summary>The exchange has it.</summary>
    Placed,

    /// <summary>Nobody knows yet; look it up again.</summary>
    Unknown,

    /// <summary>There is none and there will be none; the trade has been ended.</summary>
    Abandoned,
}
