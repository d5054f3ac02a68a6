namespace TradingBot.Functions.Api.Trades;

/// <summary>What a price means to a trade.</summary>
public enum LevelKind
{
    Target,

    Stop,

    /// <summary>Average of the entry fills.</summary>
    Entry,

    /// <summary>Average of the exit fills.</summary>
    Exit,

    /// <summary>The mark price of the last account reading.</summary>
    Mark,
}
