using DurableTask.Core;
using DurableTask.Core.Command;
using DurableTask.Core.History;
using static TradingBot.LocalRuntime.Durable.Orchestrations.InboundEvent;
using static TradingBot.LocalRuntime.Durable.Orchestrations.OutboundAction;

namespace TradingBot.LocalRuntime.Durable.Orchestrations;

/// <summary>
/// Translates between what is stored of an orchestration and the events and actions of the Durable Task Framework. Stateful: whether a
/// result belongs to an activity or to a sub-orchestration is known from the call, and what came before the start is held until then.
/// </summary>
internal sealed class HistoryEvents(OrchestrationIdentity identity)
{
    // The framework's number for an event that answers no call.
    private const int NoId = -1;

    private readonly HashSet<int> _children = [];
    private readonly List<InboundEvent> _beforeStart = [];

    public bool IsStarted { get; private set; }

    public bool IsSuspended { get; private set; }

    /// <summary>The input of this run, once it has started.</summary>
    public string? Input { get; private set; }

    /// <summary>What has come in, in the order in which the executor has to see it; nothing before the start.</summary>
    public IReadOnlyList<HistoryEvent> Arrived(DateTime at, IEnumerable<InboundEvent> inbound)
    {
        var events = new List<HistoryEvent>
        {
            new OrchestratorStartedEvent(NoId) { Timestamp = DateTime.SpecifyKind(at, DateTimeKind.Utc) },
        };
        foreach (var next in inbound)
        {
            IsSuspended = next is OrchestrationSuspended || (IsSuspended && next is not OrchestrationResumed);
            if (next is OrchestrationStarted started) events.AddRange(Start(started));
            else if (!IsStarted) _beforeStart.Add(next);
            else if (Translate(next) is { } translated) events.Add(translated);
        }

        return IsStarted ? events : [];
    }

    /// <summary>The calls of a past step, which the replay has to make again.</summary>
    public IEnumerable<HistoryEvent> Made(IEnumerable<OutboundAction> actions)
    {
        foreach (var action in actions)
        {
            Note(action);
            yield return action switch
            {
                ScheduleActivity activity => new TaskScheduledEvent(activity.TaskId) { Name = activity.Name },
                StartChild child =>
                    new SubOrchestrationInstanceCreatedEvent(child.TaskId) { Name = child.Name, InstanceId = child.InstanceId },
                StartTimer timer => new TimerCreatedEvent(timer.TaskId) { FireAt = timer.FireAt },
                SendEventTo send => new EventSentEvent(send.TaskId) { InstanceId = send.InstanceId, Name = send.Name },
                _ => throw new InvalidOperationException($"A history holds an unknown call: {action.GetType().Name}."),
            };
        }
    }

    /// <summary>A new call of the code as it is stored; null for the end of the code, which is no call.</summary>
    public OutboundAction? Stored(OrchestratorAction action)
    {
        OutboundAction? call = action switch
        {
            ScheduleTaskOrchestratorAction task => new ScheduleActivity(task.Id, task.Name!) { Input = OneOf(task.Input) },
            CreateSubOrchestrationAction child => new StartChild(child.Id, child.Name!, child.InstanceId!) { Input = child.Input },
            CreateTimerOrchestratorAction timer => new StartTimer(timer.Id, timer.FireAt),
            SendEventOrchestratorAction send =>
                new SendEventTo(send.Id, send.Instance!.InstanceId, send.EventName!) { Payload = send.EventData },
            OrchestrationCompleteOrchestratorAction => null,
            _ => throw new NotSupportedException(
                $"The orchestrator asks for something this runtime does not offer: {action.GetType().Name}."),
        };
        if (call is not null) Note(call);
        return call;
    }

    private IEnumerable<HistoryEvent> Start(OrchestrationStarted started)
    {
        IsStarted = true;
        Input = started.Input;
        yield return new ExecutionStartedEvent(NoId, started.Input)
        {
            Name = identity.Name,
            Version = "",
            OrchestrationInstance = new OrchestrationInstance
            {
                InstanceId = identity.InstanceId,
                ExecutionId = identity.ExecutionId.ToString("N"),
            },
        };
        foreach (var early in (started.CarriedEvents ?? []).Concat(_beforeStart))
        {
            if (Translate(early) is { } translated) yield return translated;
        }

        _beforeStart.Clear();
    }

    private HistoryEvent? Translate(InboundEvent inbound) => inbound switch
    {
        TaskCompleted completed when _children.Remove(completed.TaskId) =>
            new SubOrchestrationInstanceCompletedEvent(NoId, completed.TaskId, completed.Result),
        TaskCompleted completed => new TaskCompletedEvent(NoId, completed.TaskId, completed.Result),
        TaskFailed { Failure: var failure } failed when _children.Remove(failed.TaskId) =>
            new SubOrchestrationInstanceFailedEvent(
                NoId, failed.TaskId, failure.ErrorMessage, details: null, Failures.ToFramework(failure)),
        TaskFailed { Failure: var failure } failed =>
            new TaskFailedEvent(NoId, failed.TaskId, failure.ErrorMessage, details: null, Failures.ToFramework(failure)),
        TimerFired fired => new TimerFiredEvent(NoId) { TimerId = fired.TaskId },
        EventRaised raised => new EventRaisedEvent(NoId, raised.Payload) { Name = raised.Name },
        OrchestrationSuspended suspended => new ExecutionSuspendedEvent(NoId, suspended.Reason),
        OrchestrationResumed resumed => new ExecutionResumedEvent(NoId, resumed.Reason),
        // Whoever terminates an instance does not ask its code.
        _ => null,
    };

    private void Note(OutboundAction action)
    {
        if (action is StartChild child) _children.Add(child.TaskId);
    }

    // The framework sends an activity's parameters as a JSON array; a durable function has one.
    private static string? OneOf(string? parameters) => parameters is null or "[null]" ? null : parameters[1..^1];
}
