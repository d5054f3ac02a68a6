using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TradingBot.Core.Exchange;
using TradingBot.Core.Operations;

namespace TradingBot.Trading.Accounts;

/// <summary>
/// Goes on, at the start of a process, with the pause that the process before it kept after a ban: each call during a ban prolongs it, and
/// a bot that is restarted again and again would never get out of it.
/// </summary>
public sealed partial class ExchangePauseService(
    IExchangePause pause, IExchangeConditionStore conditions, ILogger<ExchangePauseService> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            if ((await conditions.ReadAsync(cancellationToken)).PausedUntil is not { } until)
                return;
            pause.Resume(until);
            if (pause.Until is { } end)
                LogResumed(logger, end);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // A database that is not there yet, or not made yet, must not keep the bot from starting.
            LogUnread(logger, failure);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(EventId = 3301, Level = LogLevel.Warning, Message = "The exchange banned this address: nothing is sent until {Until}")]
    private static partial void LogResumed(ILogger logger, DateTimeOffset until);

    [LoggerMessage(
        EventId = 3302, Level = LogLevel.Warning, Message = "Whether the exchange banned this address could not be read from the database")]
    private static partial void LogUnread(ILogger logger, Exception failure);
}
