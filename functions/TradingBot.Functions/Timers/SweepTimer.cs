using Microsoft.Extensions.Logging;
using TradingBot.Core.Signals;
using TradingBot.Core.Trades;
using TradingBot.Functions.Orchestrations;

namespace TradingBot.Functions.Timers;

/// <summary>Starts what a crash left unstarted: signals without an orchestration, trades whose run ended before they did.</summary>
public sealed partial class SweepTimer(ISignalJournal signals, ITradeLedger ledger, TimeProvider time, ILogger<SweepTimer> logger)
{
    // Younger ones are being started right now by whoever wrote them.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan TradeGrace = TimeSpan.FromSeconds(15);

    [Function(nameof(SweepTimer))]
    public async Task RunAsync(
        [TimerTrigger("%Schedules:Sweep%")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken token)
    {
        var now = time.GetUtcNow();
        foreach (var signal in await signals.ListUnstartedAsync(now - Grace, token))
        {
            if (await OrchestrationStarter.StartSignalAsync(client, signal.Value, token))
                LogSignalStarted(logger, signal.Value);
            await signals.MarkStartedAsync(signal, now, token);
        }

        foreach (var trade in (await ledger.ListUnfinishedAsync(token)).Where(trade => now - trade.CreatedAt > TradeGrace))
        {
            if (await OrchestrationStarter.ResumeTradeAsync(client, trade.Id.Value, token))
                LogTradeResumed(logger, trade.Id.Value);
        }
    }

    [LoggerMessage(EventId = 3101, Level = LogLevel.Warning, Message = "Signal {Signal} had no orchestration: started it")]
    private static partial void LogSignalStarted(ILogger logger, Guid signal);

    [LoggerMessage(EventId = 3102, Level = LogLevel.Warning, Message = "Trade {Trade} was not being followed: following it again")]
    private static partial void LogTradeResumed(ILogger logger, Guid trade);
}
