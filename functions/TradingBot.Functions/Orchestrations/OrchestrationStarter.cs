using DurableTask.Core.Exceptions;

namespace TradingBot.Functions.Orchestrations;

/// <summary>Starts orchestrations at most once an id, however often it is asked.</summary>
public static class OrchestrationStarter
{
    private static readonly OrchestrationRuntimeStatus[] AnyStatus =
    [
        OrchestrationRuntimeStatus.Pending,
        OrchestrationRuntimeStatus.Running,
        OrchestrationRuntimeStatus.Suspended,
        OrchestrationRuntimeStatus.Completed,
        OrchestrationRuntimeStatus.Failed,
        OrchestrationRuntimeStatus.Terminated,
    ];

    /// <summary>False when the signal's orchestration exists already, in whatever state.</summary>
    public static Task<bool> StartSignalAsync(DurableTaskClient client, Guid signalId, CancellationToken token) =>
        StartAsync(client, nameof(TradeSignal), TradeInstance.OfSignal(signalId), signalId, AnyStatus, token);

    /// <summary>Takes a trade up again whose run ended before the trade did; false while a run is alive.</summary>
    public static Task<bool> ResumeTradeAsync(DurableTaskClient client, Guid tradeId, CancellationToken token) =>
        StartAsync(
            client,
            nameof(RunTrade),
            TradeInstance.OfTrade(tradeId),
            new RunTradeInput(tradeId, IsPlaced: false),
            [OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended],
            token);

    private static async Task<bool> StartAsync(
        DurableTaskClient client, string name, string instanceId, object input,
        OrchestrationRuntimeStatus[] dedupe, CancellationToken token)
    {
        try
        {
            var options = new StartOrchestrationOptions(instanceId).WithDedupeStatuses(dedupe);
            await client.ScheduleNewOrchestrationInstanceAsync(name, input, options, token);
            return true;
        }
        catch (OrchestrationAlreadyExistsException)
        {
            return false;
        }
    }
}
