using Microsoft.Extensions.Logging;

namespace TradingBot.PaperExchange.PriceSources;

internal static partial class PriceLog
{
    [LoggerMessage(7011, LogLevel.Information, "Replay has ended after {Bars} bars; prices hold at the last close")]
    public static partial void ReplayEnded(ILogger logger, int bars);

    [LoggerMessage(7012, LogLevel.Warning, "Live prices of {Coins} fell out ({Reason}); they go on synthetically from the last price")]
    public static partial void LiveLost(ILogger logger, string coins, string reason);

    [LoggerMessage(7013, LogLevel.Information, "Prices of {Coins} are live from {BaseUrl}")]
    public static partial void LiveFound(ILogger logger, string coins, Uri baseUrl);
}
