namespace TradingBot.Core.Exchange;

/// <summary>
/// The client's pause after the exchange has banned the bot's address: every call of this process is refused unsent until it ends.
/// </summary>
public interface IExchangePause
{
    /// <summary>When the running pause ends, in UTC; null while there is none.</summary>
    DateTimeOffset? Until { get; }

    /// <summary>
    /// Goes on with a pause that an earlier process began. A moment that has passed does nothing, and none is held longer than a pause
    /// lasts.
    /// </summary>
    /// <param name="until">The end of that pause, in UTC.</param>
    void Resume(DateTimeOffset until);
}
