using Microsoft.Extensions.Logging;
using TradingBot.Embedded.Durable.Client;
using static TradingBot.Embedded.Durable.Orchestrations.InboundEvent;

namespace TradingBot.Embedded.Durable.Orchestrations;

/// <summary>
/// One run of an orchestrator in memory. It is rebuilt from its history by <see cref="Replay"/> and moved on by <see cref="Execute"/>;
/// when a step could not be stored the run is thrown away, for it is ahead of its history.
/// </summary>
internal sealed class OrchestrationRun
{
    private readonly Func<TaskOrchestrationContext, Task<object?>> _code;
    private readonly OrchestratorThread _thread;
    private readonly OrchestrationContext _context;
    private readonly Queue<InboundEvent> _heldBack = new();
    private Task<object?>? _task;
    private bool _suspended;
    private int _episodes;

    public OrchestrationRun(
        OrchestrationIdentity identity,
        Func<TaskOrchestrationContext, Task<object?>> code,
        ILoggerFactory loggerFactory,
        Action foreignContinuation,
        string? customStatus = null)
    {
        Identity = identity;
        _code = code;
        _thread = new OrchestratorThread(foreignContinuation);
        _context = new OrchestrationContext(identity, _thread, loggerFactory, customStatus);
    }

    public OrchestrationIdentity Identity { get; }

    public bool SawForeignContinuation => _thread.SawForeignContinuation;

    /// <exception cref="NonDeterminismException">The code makes other calls than the history has.</exception>
    public void Replay(IEnumerable<Episode> history)
    {
        foreach (var episode in history)
        {
            _context.BeginStep(episode.At, replaying: true);
            foreach (var inbound in episode.Inbound) Process(inbound);
            Compare(episode.Actions, _context.EndStep().Actions);
            _episodes++;
        }
    }

    public EpisodeOutcome Execute(DateTime at, IReadOnlyList<InboundEvent> inbound)
    {
        _context.BeginStep(at, replaying: false);
        foreach (var next in inbound)
        {
            if (next is OrchestrationTerminated terminated) return Terminate(at, inbound, terminated);
            Process(next);
        }

        var (actions, cancelledTimers) = _context.EndStep();
        _episodes++;
        return Decide(new EpisodeOutcome(new Episode(at, inbound, actions), OrchestrationRuntimeStatus.Running)
        {
            CancelledTimers = cancelledTimers,
            CustomStatus = _context.CustomStatus,
        });
    }

    public static EpisodeOutcome Terminate(DateTime at, IReadOnlyList<InboundEvent> inbound, OrchestrationTerminated terminated) =>
        new(new Episode(at, inbound, []), OrchestrationRuntimeStatus.Terminated)
        {
            Output = terminated.Output,
            TerminateChildren = terminated.Recursive,
        };

    public static EpisodeOutcome Fail(DateTime at, IReadOnlyList<InboundEvent> inbound, TaskFailureDetails failure) =>
        new(new Episode(at, inbound, []), OrchestrationRuntimeStatus.Failed) { Failure = failure };

    private void Process(InboundEvent inbound)
    {
        switch (inbound)
        {
            case OrchestrationSuspended:
                _suspended = true;
                break;
            case OrchestrationResumed:
                _suspended = false;
                while (!_suspended && _heldBack.TryDequeue(out var held)) Apply(held);
                break;
            case OrchestrationTerminated:
                break;
            default:
                if (_suspended) _heldBack.Enqueue(inbound);
                else Apply(inbound);
                break;
        }
    }

    private void Apply(InboundEvent inbound)
    {
        switch (inbound)
        {
            case OrchestrationStarted started:
                _context.Input = started.Input;
                foreach (var carried in started.CarriedEvents ?? []) _context.Keep(carried);
                _thread.Run(() => _task = InvokeAsync());
                break;
            case EventRaised raised when _task is null or { IsCompleted: true }:
                _context.Keep(raised);
                break;
            default:
                _thread.Run(() => _context.Deliver(inbound));
                break;
        }
    }

    private async Task<object?> InvokeAsync() => await _code(_context);

    private EpisodeOutcome Decide(EpisodeOutcome step)
    {
        if (_suspended) return step with { Status = OrchestrationRuntimeStatus.Suspended };
        return _task switch
        {
            null => step with { Status = OrchestrationRuntimeStatus.Pending },
            { IsCompletedSuccessfully: true } when _context.NextRun is { } next => step with
            {
                ContinueAsNew = new OrchestrationStarted(next.Input, next.KeepEvents ? [.. _context.UnreadEvents] : null),
            },
            // A timer, activity or sub-orchestration that is still open keeps the instance running.
            { IsCompletedSuccessfully: true } => _context.HasOpenTasks ? step : Complete(step),
            { IsCompleted: true } => FailWith(step, ExceptionOf(_task)),
            _ when _thread.SawForeignContinuation || AwaitsNothingDurable => FailWith(step, new InvalidOperationException(OrchestratorThread.Explanation)),
            _ => step,
        };
    }

    private bool AwaitsNothingDurable => !_context.HasOpenTasks && !_context.HasWaiters;

    private EpisodeOutcome Complete(EpisodeOutcome step)
    {
        try
        {
            return step with { Status = OrchestrationRuntimeStatus.Completed, Output = DurablePayload.Serialize(_task!.GetAwaiter().GetResult()) };
        }
        catch (Exception unserialisable) when (unserialisable is NotSupportedException or System.Text.Json.JsonException)
        {
            return FailWith(step, unserialisable);
        }
    }

    private static EpisodeOutcome FailWith(EpisodeOutcome step, Exception exception) => step with
    {
        Status = OrchestrationRuntimeStatus.Failed,
        Failure = TaskFailureDetails.FromException(exception),
    };

    private static Exception ExceptionOf(Task task) => task.Exception?.InnerException ?? new TaskCanceledException(task);

    private void Compare(IReadOnlyList<OutboundAction> expected, IReadOnlyList<OutboundAction> actual)
    {
        for (var index = 0; index < Math.Max(expected.Count, actual.Count); index++)
        {
            var wanted = index < expected.Count ? expected[index] : null;
            var made = index < actual.Count ? actual[index] : null;
            if (wanted is null || made is null || !wanted.Matches(made))
                throw new NonDeterminismException(_episodes, wanted?.Describe() ?? "no further call", made?.Describe() ?? "no further call");
        }
    }
}
