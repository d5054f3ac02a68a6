using System.Collections.Concurrent;
using DurableTask.Core;
using Microsoft.DurableTask.Testing.Sidecar;

namespace TradingBot.Azure.Tests.Durable;

/// <summary>
/// The in-memory task hub, which also knows the work an instance has under way. The hub's gRPC side keeps one waiter for an instance's
/// activity number, so an activity of an ended run takes away the answer of the new run's activity with the same number, which then waits
/// for ever. Azure's storage has no such waiter. A test therefore starts an id anew only when nothing of its former run is under way.
/// </summary>
internal sealed class TaskHub : InMemoryOrchestrationService, IOrchestrationService
{
    private readonly ConcurrentDictionary<string, int> _underWay = new(StringComparer.Ordinal);

    public bool HasWork(string instance) => _underWay.GetValueOrDefault(instance) > 0;

    public new async Task<TaskOrchestrationWorkItem> LockNextTaskOrchestrationWorkItemAsync(
        TimeSpan receiveTimeout, CancellationToken token)
    {
        var item = await base.LockNextTaskOrchestrationWorkItemAsync(receiveTimeout, token);
        Count(item.InstanceId, 1);
        return item;
    }

    public new async Task CompleteTaskOrchestrationWorkItemAsync(
        TaskOrchestrationWorkItem workItem,
        OrchestrationRuntimeState newOrchestrationRuntimeState,
        IList<TaskMessage> outboundMessages,
        IList<TaskMessage> orchestratorMessages,
        IList<TaskMessage> timerMessages,
        TaskMessage continuedAsNewMessage,
        OrchestrationState orchestrationState)
    {
        Count(workItem.InstanceId, outboundMessages.Count);
        await base.CompleteTaskOrchestrationWorkItemAsync(
            workItem,
            newOrchestrationRuntimeState,
            outboundMessages,
            orchestratorMessages,
            timerMessages,
            continuedAsNewMessage,
            orchestrationState);
    }

    public new async Task ReleaseTaskOrchestrationWorkItemAsync(TaskOrchestrationWorkItem workItem)
    {
        await base.ReleaseTaskOrchestrationWorkItemAsync(workItem);
        Count(workItem.InstanceId, -1);
    }

    public new async Task CompleteTaskActivityWorkItemAsync(TaskActivityWorkItem workItem, TaskMessage responseMessage)
    {
        await base.CompleteTaskActivityWorkItemAsync(workItem, responseMessage);
        Count(workItem.TaskMessage.OrchestrationInstance.InstanceId, -1);
    }

    private void Count(string instance, int change) => _underWay.AddOrUpdate(instance, change, (_, count) => count + change);
}
