using Microsoft.Extensions.Logging;
using static TradingBot.Embedded.Durable.Orchestrations.InboundEvent;
using static TradingBot.Embedded.Durable.Orchestrations.OutboundAction;

namespace TradingBot.Embedded.Durable.Orchestrations;

/// <summary>The context of one run: turns calls into actions, and events into completed tasks.</summary>
internal sealed class OrchestrationContext : TaskOrchestrationContext
{
    private const int LongestCustomStatus = 16 * 1024 / sizeof(char);

    private readonly OrchestrationIdentity _identity;
    private readonly OrchestratorThread _thread;
    private readonly ExternalEventMailbox _mailbox;
    private readonly Dictionary<int, OpenTask> _open = [];
    private List<OutboundAction> _actions = [];
    private List<int> _cancelledTimers = [];
    private DateTime _now;
    private bool _replaying;
    private int _nextTaskId;
    private int _guids;

    public OrchestrationContext(OrchestrationIdentity identity, OrchestratorThread thread, ILoggerFactory loggerFactory, string? customStatus)
    {
        _identity = identity;
        _thread = thread;
        _mailbox = new ExternalEventMailbox(thread);
        LoggerFactory = loggerFactory;
        CustomStatus = customStatus;
        ReplaySafeLoggerFactory = new ReplaySafeLoggerFactory(this, loggerFactory);
        Parent = identity.Parent is { } parent ? new ParentOrchestrationInstance(parent.Name, parent.InstanceId) : null;
    }

    public override TaskName Name => _identity.Name;

    public override string InstanceId => _identity.InstanceId;

    public override ParentOrchestrationInstance? Parent { get; }

    public override DateTime CurrentUtcDateTime => _now;

    public override bool IsReplaying => _replaying;

    public override ILoggerFactory ReplaySafeLoggerFactory { get; }

    public string? Input { get; set; }

    public string? CustomStatus { get; private set; }

    public (string? Input, bool KeepEvents)? NextRun { get; private set; }

    public bool HasOpenTasks => _open.Count > 0;

    public bool HasWaiters => _mailbox.HasWaiters;

    public IReadOnlyList<EventRaised> UnreadEvents => _mailbox.Unread;

    protected override ILoggerFactory LoggerFactory { get; }

    public void BeginStep(DateTime now, bool replaying)
    {
        _now = now;
        _replaying = replaying;
    }

    public (IReadOnlyList<OutboundAction> Actions, IReadOnlyList<int> CancelledTimers) EndStep()
    {
        var made = (_actions, _cancelledTimers);
        _actions = [];
        _cancelledTimers = [];
        return made;
    }

    /// <summary>Results of tasks that are no longer open (a cancelled timer) are dropped.</summary>
    public void Deliver(InboundEvent inbound)
    {
        switch (inbound)
        {
            case TaskCompleted completed when _open.Remove(completed.TaskId, out var task):
                task.Source.TrySetResult(completed.Result);
                break;
            case TaskFailed failed when _open.Remove(failed.TaskId, out var task):
                task.Source.TrySetException(new TaskFailedException(task.Name, failed.TaskId, failed.Failure));
                break;
            case TimerFired fired when _open.Remove(fired.TaskId, out var task):
                task.Source.TrySetResult(null);
                break;
            case EventRaised raised:
                _mailbox.Deliver(raised);
                break;
        }
    }

    public void Keep(EventRaised raised) => _mailbox.Keep(raised);

    public override T? GetInput<T>()
        where T : default => DurablePayload.Deserialize<T>(Input);

    public override async Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        RefuseOptionsAsInput(input, options);
        var payload = DurablePayload.Serialize(input);
        var result = await WithRetriesAsync(
            options?.Retry, () => CallAsync(name, id => new ScheduleActivity(id, name) { Input = payload }));
        return DurablePayload.Deserialize<TResult>(result)!;
    }

    public override async Task<TResult> CallSubOrchestratorAsync<TResult>(
        TaskName orchestratorName, object? input = null, TaskOptions? options = null)
    {
        RefuseOptionsAsInput(input, options);
        var payload = DurablePayload.Serialize(input);
        var result = await WithRetriesAsync(options?.Retry, () =>
        {
            var child = (options as SubOrchestrationOptions)?.InstanceId ?? NewGuid().ToString("N");
            return CallAsync(orchestratorName, id => new StartChild(id, orchestratorName, child) { Input = payload });
        });
        return DurablePayload.Deserialize<TResult>(result)!;
    }

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        _thread.EnsureCurrent();
        if (cancellationToken.IsCancellationRequested) return Task.FromCanceled(cancellationToken);
        var utc = fireAt.Kind == DateTimeKind.Local ? fireAt.ToUniversalTime() : DateTime.SpecifyKind(fireAt, DateTimeKind.Utc);
        var task = CallAsync("timer", id => new StartTimer(id, utc), out var timer);
        if (cancellationToken.CanBeCanceled) cancellationToken.Register(() => CancelTimer(timer, cancellationToken));
        return task;
    }

    public override async Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        _thread.EnsureCurrent();
        return DurablePayload.Deserialize<T>(await _mailbox.WaitAsync(eventName, typeof(T), cancellationToken))!;
    }

    public override void SendEvent(string instanceId, string eventName, object payload)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        _thread.EnsureCurrent();
        _actions.Add(new SendEventTo(_nextTaskId++, instanceId, eventName) { Payload = DurablePayload.Serialize(payload) });
    }

    public override void SetCustomStatus(object? customStatus)
    {
        _thread.EnsureCurrent();
        var status = DurablePayload.Serialize(customStatus);
        if (status?.Length > LongestCustomStatus)
            throw new ArgumentException("A custom status is at most 16 KiB of UTF-16 JSON.", nameof(customStatus));
        CustomStatus = status;
    }

    public override Guid NewGuid()
    {
        _thread.EnsureCurrent();
        return ReplaySafeGuid.Create(InstanceId, _now, _guids++);
    }

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true)
    {
        _thread.EnsureCurrent();
        NextRun = (DurablePayload.Serialize(newInput), preserveUnprocessedEvents);
    }

    private static void RefuseOptionsAsInput(object? input, TaskOptions? options)
    {
        if (input is TaskOptions && options is null)
            throw new ArgumentException("TaskOptions were passed as the input; name the parameter: options: …", nameof(input));
    }

    private async Task<string?> WithRetriesAsync(TaskRetryOptions? retry, Func<Task<string?>> call)
    {
        var firstAttempt = _now;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await call();
            }
            catch (TaskFailedException failed) when (retry is not null && !UnknownTask.Is(failed.FailureDetails))
            {
                if (!await MayTryAgainAsync(retry, attempt, firstAttempt, failed.FailureDetails)) throw;
            }
        }
    }

    private async Task<bool> MayTryAgainAsync(TaskRetryOptions retry, int attempt, DateTime firstAttempt, TaskFailureDetails failure)
    {
        if (retry.Handler is { } handler)
            return await handler(new RetryContext(this, attempt, failure, _now - firstAttempt, CancellationToken.None));

        var policy = retry.Policy!;
        if (attempt >= policy.MaxNumberOfAttempts || !policy.Accepts(failure)) return false;
        if (policy.RetryTimeout != Timeout.InfiniteTimeSpan && _now - firstAttempt >= policy.RetryTimeout) return false;
        await CreateTimer(policy.DelayAfter(attempt), CancellationToken.None);
        return true;
    }

    private Task<string?> CallAsync(string name, Func<int, OutboundAction> action) => CallAsync(name, action, out _);

    private Task<string?> CallAsync(string name, Func<int, OutboundAction> action, out int id)
    {
        _thread.EnsureCurrent();
        id = _nextTaskId++;
        _actions.Add(action(id));
        var task = new OpenTask(name, new TaskCompletionSource<string?>());
        _open.Add(id, task);
        return task.Source.Task;
    }

    private void CancelTimer(int id, CancellationToken cancellation)
    {
        if (!_open.ContainsKey(id) || !_thread.IsCurrentOrReport()) return;
        _open.Remove(id, out var timer);
        _cancelledTimers.Add(id);
        timer!.Source.TrySetCanceled(cancellation);
    }

    private sealed record OpenTask(string Name, TaskCompletionSource<string?> Source);
}
