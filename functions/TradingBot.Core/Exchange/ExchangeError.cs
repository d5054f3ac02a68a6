namespace TradingBot.Core.Exchange;

/// <summary>
/// An exchange's no, or the lack of an answer. Code is Bybit's retCode, or the negative HTTP status, or 0 for a transport failure.
/// </summary>
public sealed record ExchangeError(int Code, string Message, RetryGuidance Class)
{
    /// <summary>
    /// The code of HTTP 403: the bot's address is banned, or its region refused. The client sends nothing for a while then.
    /// </summary>
    public const int Forbidden = -403;
}
