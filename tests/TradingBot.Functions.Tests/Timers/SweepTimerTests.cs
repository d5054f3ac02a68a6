using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TradingBot.Core.Signals;
using TradingBot.Core.Trades;
using TradingBot.Functions.Orchestrations;
using TradingBot.Functions.Tests.Trading;
using TradingBot.Functions.Timers;
using TradingBot.Trading.Reconciliation;

namespace TradingBot.Functions.Tests.Timers;

/// <summary>What a crash left unstarted is started, once.</summary>
public sealed class SweepTimerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Signal_without_an_orchestration_is_started_once()
    {
        await using var host = await TradingTestHost.OpenAsync(startsSignals: false);
        await host.Driver.StrategyAsync();
        var signal = await host.Driver.AlertAsync(SignalAction.Buy);

        await SweepAsync(host);
        Assert.Null(await host.Client.GetInstancesAsync(TradeInstance.OfSignal(signal.Value), cancellation: Token));
        await host.ExecuteAsync("update trading.signals set received_at = received_at - interval '6 seconds'");
        await SweepAsync(host);
        await SweepAsync(host);

        await host.TradeOfAsync(signal, TradingTestHost.IsOpen);
        Assert.Equal(1, await host.Controls.SentEntriesAsync());
    }

    [Fact]
    public async Task Trade_that_nobody_follows_is_followed_again_without_a_second_entry()
    {
        await using var host = await TradingTestHost.OpenAsync();
        await host.Driver.StrategyAsync();
        var signal = await host.Driver.AlertAsync(SignalAction.Buy);
        var trade = await host.TradeOfAsync(signal, TradingTestHost.IsOpen);
        var instance = TradeInstance.OfTrade(trade.Id.Value);
        await host.Client.TerminateInstanceAsync(instance, cancellation: Token);
        await host.Client.WaitForInstanceCompletionAsync(instance, cancellation: Token);
        await host.ExecuteAsync("update trading.trades set created_at = created_at - interval '1 minute'");

        await SweepAsync(host);
        await host.Controls.PriceAsync(66_000m);

        Assert.Equal(CloseReason.StopLoss, (await host.TradeInAsync(trade.Id, TradingTestHost.IsClosed)).CloseReason);
        Assert.Equal(1, await host.Controls.SentEntriesAsync());
    }

    [Fact]
    public async Task Trade_that_is_followed_is_left_alone()
    {
        await using var host = await TradingTestHost.OpenAsync();
        await host.Driver.StrategyAsync();
        var trade = await host.TradeOfAsync(await host.Driver.AlertAsync(SignalAction.Buy), TradingTestHost.IsOpen);

        Assert.False(await OrchestrationStarter.ResumeTradeAsync(host.Client, trade.Id.Value, Token));
    }

    private static Task SweepAsync(TradingTestHost host)
    {
        var sweep = new SweepTimer(host.Services.GetRequiredService<CrashSweep>(), NullLogger<SweepTimer>.Instance);
        return sweep.RunAsync(new TimerInfo(), host.Services.GetRequiredService<DurableTaskClient>(), Token);
    }
}
