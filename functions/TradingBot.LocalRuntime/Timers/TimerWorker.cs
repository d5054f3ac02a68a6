using Microsoft.Extensions.Hosting;

namespace TradingBot.LocalRuntime.Timers;

/// <summary>Runs the timer functions while the host runs; on stop it waits for the running ones.</summary>
internal sealed class TimerWorker(IEnumerable<TimerLoop> loops) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(loops.Select(loop => Task.Run(() => loop.RunAsync(stoppingToken), CancellationToken.None)));
}
