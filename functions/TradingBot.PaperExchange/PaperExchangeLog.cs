using Microsoft.Extensions.Logging;

namespace TradingBot.PaperExchange;

internal static partial class PaperExchangeLog
{
    [LoggerMessage(7001, LogLevel.Information, "Paper exchange listens on {BaseUrl}, data in {Folder}")]
    public static partial void Started(ILogger logger, Uri baseUrl, string folder);

    [LoggerMessage(7002, LogLevel.Critical, "A background loop of the paper exchange failed; orders or prices stand still")]
    public static partial void LoopFailed(ILogger logger, Exception fault);
}
