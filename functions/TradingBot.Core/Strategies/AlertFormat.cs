namespace TradingBot.Core.Strategies;

/// <summary>In whose words an alert may be written.</summary>
public enum AlertFormat
{
    /// <summary>The bot's own; always taken.</summary>
    Tradingbot,

    /// <summary>TradersPost: ticker and action, with an optional sentiment.</summary>
    TradersPost,
}
