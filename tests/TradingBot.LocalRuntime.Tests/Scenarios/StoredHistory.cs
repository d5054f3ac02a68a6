using Microsoft.DurableTask.Client;
using TradingBot.DurableScenarios;
using TradingBot.LocalRuntime.Durable.Orchestrations;

namespace TradingBot.LocalRuntime.Tests.Scenarios;

/// <summary>The engine's episodes in the framework's words.</summary>
internal static class StoredHistory
{
    public static IReadOnlyList<HistoryEntry> Read(IEnumerable<Episode> episodes, OrchestrationMetadata? instance)
    {
        var children = new HashSet<int>();
        var entries = new List<HistoryEntry>();
        foreach (var episode in episodes)
        {
            entries.AddRange(episode.Inbound.SelectMany(inbound => Entries(instance?.Name, inbound, children)));
            entries.AddRange(episode.Actions.Select(action => Entry(action, children)));
        }

        if (instance is { IsCompleted: true })
            entries.Add(new HistoryEntry("ExecutionCompleted", Failure: instance.FailureDetails));
        return entries;
    }

    private static IEnumerable<HistoryEntry> Entries(string? name, InboundEvent inbound, HashSet<int> children) => inbound switch
    {
        InboundEvent.OrchestrationStarted started =>
        [
            new HistoryEntry("ExecutionStarted", name),
            .. (started.CarriedEvents ?? []).Select(static carried => new HistoryEntry("EventRaised", carried.Name)),
        ],
        InboundEvent.TaskCompleted completed =>
            [new HistoryEntry(children.Contains(completed.TaskId) ? "SubOrchestrationInstanceCompleted" : "TaskCompleted")],
        InboundEvent.TaskFailed failed =>
            [new HistoryEntry(children.Contains(failed.TaskId) ? "SubOrchestrationInstanceFailed" : "TaskFailed", Failure: failed.Failure)],
        InboundEvent.TimerFired => [new HistoryEntry("TimerFired")],
        InboundEvent.EventRaised raised => [new HistoryEntry("EventRaised", raised.Name)],
        InboundEvent.OrchestrationSuspended => [new HistoryEntry("ExecutionSuspended")],
        InboundEvent.OrchestrationResumed => [new HistoryEntry("ExecutionResumed")],
        _ => [],
    };

    private static HistoryEntry Entry(OutboundAction action, HashSet<int> children)
    {
        if (action is OutboundAction.StartChild started)
            children.Add(started.TaskId);
        return action switch
        {
            OutboundAction.ScheduleActivity activity => new HistoryEntry("TaskScheduled", activity.Name),
            OutboundAction.StartChild child => new HistoryEntry("SubOrchestrationInstanceCreated", child.Name),
            OutboundAction.StartTimer timer => new HistoryEntry("TimerCreated", FireAt: timer.FireAt),
            OutboundAction.SendEventTo send => new HistoryEntry("EventSent", send.Name),
            _ => throw new InvalidOperationException($"A history holds an unknown call: {action.GetType().Name}."),
        };
    }
}
