namespace TradingBot.Core.Trades;

/// <summary>Whether a line of a trade's story is good news.</summary>
public enum EventTone
{
    /// <summary>A step like any other.</summary>
    Neutral,

    Good,

    /// <summary>Something went wrong that the bot deals with or that ends the trade.</summary>
    Bad,
}
