namespace TradingBot.Core.Strategies;

/// <summary>In whose words an alert may be written.</summary>
public enum AlertFormat
{
    /// <summary>The bot's own; always taken.</summary>
    Tradingbot,

    /// <summary>TradersPost: ticker and action, with an optional sentiment.</summary>
    TradersPost,

    /// <summary>The signal bot of 3Commas: bot_uuid, with strategy_info or an action such as enter_long.</summary>
    ThreeCommas,

    /// <summary>The signal bot of OKX: signalToken, with marketPosition or an action such as ENTER_LONG.</summary>
    Okx,

    /// <summary>WunderTrading: code, or a code as the whole text.</summary>
    WunderTrading,

    /// <summary>Alertatron: Name(SYMBOL) { a command }.</summary>
    Alertatron,

    /// <summary>PineConnector: a licence number, a command and a symbol, with commas between.</summary>
    PineConnector,
}
