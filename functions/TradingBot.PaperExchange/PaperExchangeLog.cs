using Microsoft.Extensions.Logging;

namespace TradingBot.PaperExchange;

internal static partial class PaperExchangeLog
{
    [LoggerMessage(1, LogLevel.Information, "Paper exchange listens on {BaseUrl}, data in {Folder}")]
    public static partial void Started(ILogger logger, Uri baseUrl, string folder);
}
