using Microsoft.Extensions.Logging;
using TradingBot.Functions.Orchestrations;
using TradingBot.Trading.Reconciliation;

namespace TradingBot.Functions.Timers;

/// <summary>Starts what a crash left unstarted: signals without an orchestration, trades whose run ended before they did.</summary>
public sealed partial class SweepTimer(CrashSweep sweep, ILogger<SweepTimer> logger)
{
    [Function(nameof(SweepTimer))]
    public async Task RunAsync(
        [TimerTrigger("%Schedules:Sweep%")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken token)
    {
        foreach (var signal in await sweep.ListSignalsAsync(token))
        {
            if (await OrchestrationStarter.StartSignalAsync(client, signal.Value, token))
                LogSignalStarted(logger, signal.Value);
            await sweep.NoteStartedAsync(signal, token);
        }

        foreach (var trade in await sweep.ListTradesAsync(token))
        {
            if (await OrchestrationStarter.ResumeTradeAsync(client, trade.Value, token))
                LogTradeResumed(logger, trade.Value);
        }
    }

    [LoggerMessage(EventId = 3101, Level = LogLevel.Warning, Message = "Signal {Signal} had no orchestration: started it")]
    private static partial void LogSignalStarted(ILogger logger, Guid signal);

    [LoggerMessage(EventId = 3102, Level = LogLevel.Warning, Message = "Trade {Trade} was not being followed: following it again")]
    private static partial void LogTradeResumed(ILogger logger, Guid trade);
}
