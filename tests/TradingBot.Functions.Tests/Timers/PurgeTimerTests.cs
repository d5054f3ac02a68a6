using TradingBot.Functions.Retention;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Signals;
using TradingBot.Functions.Orchestrations;
using TradingBot.Functions.Tests.Trading;
using TradingBot.Functions.Timers;

namespace TradingBot.Functions.Tests.Timers;

/// <summary>Finished runs go once they are old; running ones stay however old they are, and nothing of the ledger goes.</summary>
public sealed class PurgeTimerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Finished_runs_go_when_they_are_older_than_told_and_running_ones_stay()
    {
        await using var host = await TradingTestHost.OpenAsync();
        await host.Driver.StrategyAsync();
        var ended = await host.Driver.AlertAsync(SignalAction.Close);
        await host.SignalInAsync(ended, SignalStatus.Completed);
        await host.Client.WaitForInstanceCompletionAsync(TradeInstance.OfSignal(ended.Value), cancellation: Token);
        var trade = await host.TradeOfAsync(await host.Driver.AlertAsync(SignalAction.Buy), TradingTestHost.IsOpen);

        await PurgeAsync(host, TimeSpan.FromDays(14) - TimeSpan.FromMinutes(10));
        Assert.NotNull(await FindAsync(host, ended));
        await PurgeAsync(host, TimeSpan.FromDays(14) + TimeSpan.FromMinutes(10));

        Assert.Null(await FindAsync(host, ended));
        Assert.Equal(SignalStatus.Completed, (await host.Driver.SignalAsync(ended)).Status);
        Assert.False(await OrchestrationStarter.ResumeTradeAsync(host.Client, trade.Id.Value, Token));
    }

    private static Task<OrchestrationMetadata?> FindAsync(TradingTestHost host, SignalId signal) =>
        host.Client.GetInstanceAsync(TradeInstance.OfSignal(signal.Value), Token);

    private static Task PurgeAsync(TradingTestHost host, TimeSpan later)
    {
        var runs = new OldRuns(Options.Create(new RetentionOptions()), new LaterTime(host.Clock, later));
        var timer = new PurgeTimer(runs, NullLogger<PurgeTimer>.Instance);
        return timer.RunAsync(new TimerInfo(), host.Services.GetRequiredService<DurableTaskClient>(), Token);
    }

    // What runs in the host must not see the days pass.
    private sealed class LaterTime(TimeProvider time, TimeSpan later) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => time.GetUtcNow() + later;
    }
}
