using TradingBot.Trading.Reconciliation;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TradingBot.Core.Signals;
using TradingBot.Core.Trades;
using TradingBot.Functions.Orchestrations;
using TradingBot.Functions.Tests.Trading;
using TradingBot.Functions.Timers;

namespace TradingBot.Functions.Tests.Timers;

/// <summary>What a crash left unstarted is started, once.</summary>
public sealed class SweepTimerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Signal_without_an_orchestration_is_started_once()
    {
        await using var walk = await TradingTestHost.OpenAsync(startsSignals: false);
        await walk.Driver.StrategyAsync();
        var signal = await walk.Driver.AlertAsync(SignalAction.Buy);

        await SweepAsync(walk);
        Assert.Null(await walk.Client.GetInstancesAsync(TradeInstance.OfSignal(signal.Value), cancellation: Token));
        await walk.ExecuteAsync("update trading.signals set received_at = received_at - interval '6 seconds'");
        await SweepAsync(walk);
        await SweepAsync(walk);

        await walk.TradeOfAsync(signal, TradingTestHost.IsOpen);
        Assert.Equal(1, await walk.Controls.SentEntriesAsync());
    }

    [Fact]
    public async Task Trade_that_nobody_follows_is_followed_again_without_a_second_entry()
    {
        await using var walk = await TradingTestHost.OpenAsync();
        await walk.Driver.StrategyAsync();
        var signal = await walk.Driver.AlertAsync(SignalAction.Buy);
        var trade = await walk.TradeOfAsync(signal, TradingTestHost.IsOpen);
        var instance = TradeInstance.OfTrade(trade.Id.Value);
        await walk.Client.TerminateInstanceAsync(instance, cancellation: Token);
        await walk.Client.WaitForInstanceCompletionAsync(instance, cancellation: Token);
        await walk.ExecuteAsync("update trading.trades set created_at = created_at - interval '1 minute'");

        await SweepAsync(walk);
        await walk.Controls.PriceAsync(66_000m);

        Assert.Equal(CloseReason.StopLoss, (await walk.TradeInAsync(trade.Id, TradingTestHost.IsClosed)).CloseReason);
        Assert.Equal(1, await walk.Controls.SentEntriesAsync());
    }

    [Fact]
    public async Task Trade_that_is_followed_is_left_alone()
    {
        await using var walk = await TradingTestHost.OpenAsync();
        await walk.Driver.StrategyAsync();
        var trade = await walk.TradeOfAsync(await walk.Driver.AlertAsync(SignalAction.Buy), TradingTestHost.IsOpen);

        Assert.False(await OrchestrationStarter.ResumeTradeAsync(walk.Client, trade.Id.Value, Token));
    }

    private static Task SweepAsync(TradingTestHost walk)
    {
        var sweep = new SweepTimer(walk.Services.GetRequiredService<CrashSweep>(), NullLogger<SweepTimer>.Instance);
        return sweep.RunAsync(new TimerInfo(), walk.Services.GetRequiredService<DurableTaskClient>(), Token);
    }
}
