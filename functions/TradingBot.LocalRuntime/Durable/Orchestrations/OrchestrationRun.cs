using DurableTask.Core;
using DurableTask.Core.Command;
using DurableTask.Core.Exceptions;
using DurableTask.Core.History;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using Microsoft.DurableTask.Worker;
using Microsoft.DurableTask.Worker.Shims;
using Microsoft.Extensions.Logging;
using static TradingBot.LocalRuntime.Durable.Orchestrations.InboundEvent;

namespace TradingBot.LocalRuntime.Durable.Orchestrations;

/// <summary>
/// One run of an orchestrator in memory, executed by the Durable Task Framework as on Azure. It is rebuilt from its history by
/// <see cref="Replay"/> and moved on by <see cref="Execute"/>; when a step could not be stored the run is thrown away, for it is ahead of
/// its history.
/// </summary>
internal sealed class OrchestrationRun
{
    private readonly HistoryEvents _history;
    private readonly OrchestratorThread _thread;
    private readonly Func<TaskOrchestrationContext, Task<object?>> _code;
    private readonly ILoggerFactory _loggerFactory;
    private OrchestrationRuntimeState _state = new();
    private List<HistoryEvent> _past = [];
    private OrchestratorCode? _running;
    private TaskOrchestrationExecutor? _executor;

    public OrchestrationRun(
        OrchestrationIdentity identity,
        Func<TaskOrchestrationContext, Task<object?>> code,
        ILoggerFactory loggerFactory,
        Action foreignContinuation)
    {
        Identity = identity;
        _history = new HistoryEvents(identity);
        _thread = new OrchestratorThread(foreignContinuation);
        _code = code;
        _loggerFactory = loggerFactory;
    }

    public OrchestrationIdentity Identity { get; }

    public bool SawForeignContinuation => _thread.SawForeignContinuation;

    /// <summary>
    /// The code has said that it continues as new, and something of its own is still open. An executor that goes on forgets it then, one
    /// that begins anew says it again: such a run is rebuilt for its next step.
    /// </summary>
    public bool MustBeRebuilt => _running?.Context is { ContinuesAsNew: true };

    /// <summary>
    /// Rebuilds the run and tells the status its code is in now. An instance in flight is Pending, Running or Suspended; any other status
    /// means that its code has ended where its history goes on.
    /// </summary>
    /// <exception cref="NonDeterminismException">The code makes other calls than the history has.</exception>
    public OrchestrationRuntimeStatus Replay(IReadOnlyList<Episode> history)
    {
        var past = new List<HistoryEvent>();
        foreach (var episode in history)
        {
            past.AddRange(_history.Arrived(episode.At, episode.Inbound));
            past.AddRange(_history.Made(episode.Actions));
        }

        if (!_history.IsStarted) return WaitingStatus;
        var actions = Start(past, []).Actions.ToList();
        _running!.Context?.Timers.EndStep(history.SelectMany(episode => episode.Actions));
        var end = actions.OfType<OrchestrationCompleteOrchestratorAction>().FirstOrDefault();
        if (end?.FailureDetails is { } failure && failure.IsCausedBy<NonDeterministicOrchestrationException>())
            throw new NonDeterminismException(failure.ErrorMessage);
        if (actions.Select(_history.Stored).FirstOrDefault(call => call is not null) is { } surplus)
            throw new NonDeterminismException($"The code calls {surplus.Describe()}, which its history does not have.");
        // The next step then has to be executed together with the past.
        if (MustBeRebuilt) (_past, _executor) = (past, null);
        return end is null ? WaitingStatus : StatusOf(end);
    }

    public EpisodeOutcome Execute(DateTime at, IReadOnlyList<InboundEvent> inbound)
    {
        if (inbound.OfType<OrchestrationTerminated>().FirstOrDefault() is { } terminated) return Terminate(at, inbound, terminated);
        var events = _history.Arrived(at, inbound);
        if (!_history.IsStarted) return new EpisodeOutcome(new Episode(at, inbound, []), WaitingStatus);
        var result = MoveOn(events);
        var actions = result.Actions.ToList();
        var calls = actions.Select(_history.Stored).OfType<OutboundAction>().ToList();
        var step = new EpisodeOutcome(new Episode(at, inbound, calls), WaitingStatus)
        {
            CancelledTimers = _running!.Context?.Timers.EndStep(calls) ?? [],
            CustomStatus = result.CustomStatus,
        };
        if (actions.OfType<OrchestrationCompleteOrchestratorAction>().FirstOrDefault() is { } end) return End(step, end);
        return AwaitsNothingDurable ? Fail(at, inbound, ForeignAwait()) : step;
    }

    public static EpisodeOutcome Terminate(DateTime at, IReadOnlyList<InboundEvent> inbound, OrchestrationTerminated terminated) =>
        new(new Episode(at, inbound, []), OrchestrationRuntimeStatus.Terminated)
        {
            Output = terminated.Output,
            TerminateChildren = terminated.Recursive,
        };

    public static EpisodeOutcome Fail(DateTime at, IReadOnlyList<InboundEvent> inbound, TaskFailureDetails failure) =>
        new(new Episode(at, inbound, []), OrchestrationRuntimeStatus.Failed) { Failure = failure };

    private static TaskFailureDetails ForeignAwait() =>
        TaskFailureDetails.FromException(new InvalidOperationException(OrchestratorThread.Explanation));

    private OrchestrationRuntimeStatus WaitingStatus =>
        _history.IsSuspended ? OrchestrationRuntimeStatus.Suspended
        : _history.IsStarted ? OrchestrationRuntimeStatus.Running
        : OrchestrationRuntimeStatus.Pending;

    private bool AwaitsNothingDurable =>
        _thread.SawForeignContinuation || (_running!.Context is { HasOpenTasks: false } && !_executor!.IsCompleted);

    private OrchestratorExecutionResult MoveOn(IReadOnlyList<HistoryEvent> events)
    {
        if (_executor is null) return Start(_past, events);
        // Past the state's own bookkeeping, which would keep every event for as long as the run lives.
        _state.NewEvents.Clear();
        foreach (var next in events) _state.NewEvents.Add(next);
        return _thread.Run(_executor.ExecuteNewEvents);
    }

    private OrchestratorExecutionResult Start(List<HistoryEvent> past, IReadOnlyList<HistoryEvent> events)
    {
        _state = new OrchestrationRuntimeState(past);
        foreach (var next in events) _state.AddEvent(next);
        var converter = JsonDataConverter.Default;
        _running = new OrchestratorCode(_code, _thread, converter, _history.Input, _loggerFactory);
        var parent = Identity.Parent is { } link ? new ParentOrchestrationInstance(link.Name, link.InstanceId) : null;
        var orchestration = new DurableTaskShimFactory(new DurableTaskWorkerOptions { DataConverter = converter }, _loggerFactory)
            .CreateOrchestration(Identity.Name, _running, parent);
        _executor = new TaskOrchestrationExecutor(
            _state, orchestration, BehaviorOnContinueAsNew.Carryover, ErrorPropagationMode.UseFailureDetails);
        var result = _thread.Run(_executor.Execute);
        _state.Events.Clear();
        _state.PastEvents.Clear();
        return result;
    }

    private static EpisodeOutcome End(EpisodeOutcome step, OrchestrationCompleteOrchestratorAction end) => end.OrchestrationStatus switch
    {
        OrchestrationStatus.ContinuedAsNew => step with
        {
            ContinueAsNew = new OrchestrationStarted(
                end.Result,
                [.. end.CarryoverEvents.OfType<EventRaisedEvent>().Select(raised => new EventRaised(raised.Name!, raised.Input))]),
        },
        OrchestrationStatus.Completed => step with { Status = OrchestrationRuntimeStatus.Completed, Output = end.Result },
        _ => step with { Status = OrchestrationRuntimeStatus.Failed, Failure = Failures.FromFramework(end.FailureDetails!) },
    };

    private static OrchestrationRuntimeStatus StatusOf(OrchestrationCompleteOrchestratorAction end) => end.OrchestrationStatus switch
    {
        OrchestrationStatus.Completed or OrchestrationStatus.ContinuedAsNew => OrchestrationRuntimeStatus.Completed,
        _ => OrchestrationRuntimeStatus.Failed,
    };
}
