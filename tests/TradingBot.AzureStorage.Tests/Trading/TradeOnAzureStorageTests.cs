using Microsoft.DurableTask.Client;
using TradingBot.AzureStorage.Tests.Storage;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Signals;
using TradingBot.Core.Trades;
using TradingBot.Functions.Orchestrations;
using TradingBot.Functions.Tests.Trading;
using TradingBot.TestKit;

namespace TradingBot.AzureStorage.Tests.Trading;

/// <summary>The product's own orchestrators and activities over PostgreSQL and the paper exchange, their state in Azure Storage.</summary>
public sealed class TradeOnAzureStorageTests(Azurite azurite, TradingDatabase database) : IClassFixture<TradingDatabase>
{
    // As many control queues as a hub in Azure has.
    private const int Partitions = 4;

    // More than the looks after which a run begins anew.
    private const int Nudges = 150;

    // What a stopping worker has fetched and not answered comes back only after this time (StoppingWorkerTests).
    private static readonly TimeSpan Visibility = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Alert_is_opened_protected_closed_and_settled_while_workers_come_and_go()
    {
        await using var floor = await TradingFixture.OpenAsync(database);
        await using var hub = await OpenAsync(floor);
        await floor.Driver.StrategyAsync();
        var entry = await floor.Driver.AlertAsync(SignalAction.Buy);

        Assert.True(await OrchestrationStarter.StartSignalAsync(hub.Client, entry.Value, Token));
        Assert.False(await OrchestrationStarter.StartSignalAsync(hub.Client, entry.Value, Token));
        var open = await TradeOfAsync(floor, entry, IsOpen);
        await RestartAsync(hub, floor);
        var close = await floor.Driver.AlertAsync(SignalAction.Close);
        await OrchestrationStarter.StartSignalAsync(hub.Client, close.Value, Token);
        await Eventually.TrueAsync(
            async () => (await floor.Driver.TradeAsync(open.Id)).CloseRequestedAt is not null,
            "The close was never asked for",
            Patience,
            Token);
        await RestartAsync(hub, floor);

        var closed = await TradeOfAsync(floor, entry, static trade => trade.Status == TradeStatus.Closed);
        Assert.Equal((0.01m, 0.01m, CloseReason.Signal), (closed.FilledQuantity, closed.ExitedQuantity, closed.CloseReason));
        Assert.NotNull(closed.RealizedPnl);
        string[] runs = [TradeInstance.OfSignal(entry.Value), TradeInstance.OfTrade(open.Id.Value), TradeInstance.OfSignal(close.Value)];
        foreach (var instance in runs)
            Assert.Equal(OrchestrationRuntimeStatus.Completed, (await EndAsync(hub, instance)).RuntimeStatus);
        Assert.Equal(SignalStatus.Completed, (await floor.Driver.SignalAsync(entry)).Status);
        Assert.Equal(SignalStatus.Completed, (await floor.Driver.SignalAsync(close)).Status);
        Assert.Equal(2, (await floor.Controls.SentOrdersAsync()).Count);
        Assert.Null(await floor.Driver.PositionAsync());
    }

    [Fact]
    public async Task Trade_that_a_sweep_follows_before_its_signal_does_is_followed_to_its_end_once()
    {
        await using var floor = await TradingFixture.OpenAsync(database);
        await using var hub = await OpenAsync(floor);
        await floor.Driver.StrategyAsync();
        var entry = await floor.Driver.AlertAsync(SignalAction.Buy);
        var trade = new TradeId((await floor.Driver.ActAsync(entry)).TradeId!.Value);
        var (signalRun, tradeRun) = (TradeInstance.OfSignal(entry.Value), TradeInstance.OfTrade(trade.Value));

        Assert.True(await OrchestrationStarter.ResumeTradeAsync(hub.Client, trade.Value, Token));
        await TradeOfAsync(floor, entry, IsOpen);
        await OrchestrationStarter.StartSignalAsync(hub.Client, entry.Value, Token);
        await RecordedAsync(hub, signalRun, "SubOrchestrationInstanceCreated");
        Assert.False(await OrchestrationStarter.ResumeTradeAsync(hub.Client, trade.Value, Token));
        await floor.Driver.CloseAsync(trade);

        await TradeOfAsync(floor, entry, static record => record.Status == TradeStatus.Closed);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await EndAsync(hub, signalRun)).RuntimeStatus);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await EndAsync(hub, tradeRun)).RuntimeStatus);
        Assert.Equal(2, (await floor.Controls.SentOrdersAsync()).Count);
    }

    [Fact]
    public async Task Trade_whose_history_is_cut_by_many_nudges_goes_on_to_its_end()
    {
        await using var floor = await TradingFixture.OpenAsync(database);
        await using var hub = await OpenAsync(floor);
        await floor.Driver.StrategyAsync();
        var entry = await floor.Driver.AlertAsync(SignalAction.Buy);
        await OrchestrationStarter.StartSignalAsync(hub.Client, entry.Value, Token);
        var trade = await TradeOfAsync(floor, entry, IsOpen);
        var instance = TradeInstance.OfTrade(trade.Id.Value);

        // A nudge that waits is a look without rest; after a hundred looks the run begins anew, with the nudges it has not read yet.
        await Task.WhenAll(
            Enumerable.Range(0, Nudges).Select(_ => hub.Client.RaiseEventAsync(instance, TradeInstance.NudgeEvent, true, Token)));
        await Eventually.TrueAsync(
            async () => (await hub.Client.GetInstanceAsync(instance, true, Token))!.ReadInputAs<RunTradeInput>()!.IsPlaced,
            "The history was never cut",
            Patience,
            Token);
        await floor.Driver.CloseAsync(trade.Id);

        await TradeOfAsync(floor, entry, static record => record.Status == TradeStatus.Closed);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await EndAsync(hub, TradeInstance.OfSignal(entry.Value))).RuntimeStatus);
        Assert.Equal(2, (await floor.Controls.SentOrdersAsync()).Count);
    }

    private static bool IsOpen(TradeRecord trade) => trade is { Status: TradeStatus.Open, StopConfirmedAt: not null, FilledQuantity: > 0 };

    private async Task<AzureStorageHub> OpenAsync(TradingFixture floor)
    {
        var hub = await AzureStorageHub.OpenAsync(azurite, Partitions, Visibility);
        await hub.StartWorkerAsync(ProductWork.Create(floor.Service<IServiceProvider>()));
        return hub;
    }

    private static async Task RestartAsync(AzureStorageHub hub, TradingFixture floor)
    {
        await hub.StopWorkerAsync();
        await hub.StartWorkerAsync(ProductWork.Create(floor.Service<IServiceProvider>()));
    }

    private static async Task<TradeRecord> TradeOfAsync(TradingFixture floor, SignalId signal, Func<TradeRecord, bool> wanted)
    {
        var record = await Eventually.ValueAsync(
            () => floor.Driver.SignalAsync(signal),
            static found => found.TradeId is not null,
            "The signal never led to a trade",
            Patience,
            Token);
        return await Eventually.ValueAsync(
            () => floor.Driver.TradeAsync(record.TradeId!.Value), wanted, "The trade never stood as wanted", Patience, Token);
    }

    private static Task<OrchestrationMetadata> EndAsync(AzureStorageHub hub, string instance) =>
        hub.Client.WaitForInstanceCompletionAsync(instance, Token).WaitAsync(Patience, TimeProvider.System, Token);

    private static Task RecordedAsync(AzureStorageHub hub, string instance, string kind) => Eventually.TrueAsync(
        async () => (await hub.HistoryAsync(instance)).Any(entry => entry.Kind == kind),
        $"{instance} never recorded {kind}",
        Patience,
        Token);
}
