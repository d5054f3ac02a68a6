using Microsoft.Extensions.Logging;

namespace TradingBot.LocalRuntime.Timers;

internal static partial class Log
{
    [LoggerMessage(200, LogLevel.Error, "Timer function {Function} failed; it runs again at its next tick")]
    public static partial void RunFailed(ILogger logger, string function, Exception failure);

    [LoggerMessage(201, LogLevel.Warning, "Timer function {Function} waits for the database")]
    public static partial void DatabaseFailed(ILogger logger, string function, Exception failure);
}
