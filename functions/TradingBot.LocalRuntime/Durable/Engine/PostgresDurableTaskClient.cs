using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using TradingBot.LocalRuntime.Durable.Orchestrations;
using TradingBot.LocalRuntime.Durable.Storage;
using static TradingBot.LocalRuntime.Durable.Orchestrations.InboundEvent;

namespace TradingBot.LocalRuntime.Durable.Engine;

internal sealed class PostgresDurableTaskClient(DurableDatabase database, ClientStore store, EngineSignals signals, TimeProvider time)
    : DurableTaskClient(database.Schema)
{
    private const int PurgePortion = 200;
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(250);

    private readonly MetadataStore _metadata = new(database);

    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName,
        object? input = null,
        StartOrchestrationOptions? options = null,
        CancellationToken cancellation = default)
    {
        if (string.IsNullOrEmpty(orchestratorName.Name))
            throw new ArgumentException("An orchestrator's name is needed.", nameof(orchestratorName));
        if (options?.InstanceId is "") throw new ArgumentException("An instance id can't be empty.", nameof(options));
        var (instanceId, now) = (options?.InstanceId ?? Guid.NewGuid().ToString("N"), time.GetUtcNow());
        var start = new NewInstance(instanceId, orchestratorName, JsonDataConverter.Default.Serialize(input), now, options?.StartAt ?? now)
        {
            TraceParent = DurableTelemetry.CurrentTraceParent(),
            Tags = options?.Tags,
            Refuse = [.. (options?.DedupeStatuses ?? []).Select(Enum.Parse<OrchestrationRuntimeStatus>)],
        };
        if (!await store.StartAsync(start, !signals.HasWorker, null, cancellation)) throw Failures.IdTaken(instanceId);
        signals.InstanceHasWork(instanceId);
        return instanceId;
    }

    public override Task RaiseEventAsync(
        string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        return SendAsync(instanceId, new EventRaised(eventName, JsonDataConverter.Default.Serialize(eventPayload)), cancellation);
    }

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        SendAsync(instanceId, new OrchestrationSuspended(reason), cancellation);

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        SendAsync(instanceId, new OrchestrationResumed(reason), cancellation);

    public override Task TerminateInstanceAsync(
        string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default) =>
        SendAsync(
            instanceId,
            new OrchestrationTerminated(JsonDataConverter.Default.Serialize(options?.Output), options?.Recursive ?? false),
            cancellation);

    public override Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        return _metadata.FindAsync(instanceId, getInputsAndOutputs, cancellation);
    }

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null) =>
        filter is { PageSize: < 1 }
            ? throw new ArgumentOutOfRangeException(nameof(filter), "A page has one instance or more.")
            : new MetadataPages(_metadata, filter ?? new OrchestrationQuery());

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(instanceId, metadata => metadata.RuntimeStatus != OrchestrationRuntimeStatus.Pending, getInputsAndOutputs, cancellation);

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(instanceId, metadata => metadata.IsCompleted, getInputsAndOutputs, cancellation);

    public override async Task<PurgeResult> PurgeInstanceAsync(
        string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        return new PurgeResult(await store.PurgeAsync([instanceId], options?.Recursive ?? false, cancellation), true);
    }

    public override async Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var (started, purged) = (time.GetTimestamp(), 0);
        while (true)
        {
            var ids = await store.FinishedAsync(filter, PurgePortion, cancellation);
            if (ids.Count == 0) return new PurgeResult(purged, true);
            purged += await store.PurgeAsync(ids, options?.Recursive ?? false, cancellation);
            if (filter.Timeout is { } timeout && time.GetElapsedTime(started) >= timeout)
                return new PurgeResult(purged, ids.Count < PurgePortion);
        }
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task SendAsync(string instanceId, InboundEvent content, CancellationToken token)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        await store.SendAsync(instanceId, content, time.GetUtcNow(), !signals.HasWorker, token);
        signals.InstanceHasWork(instanceId);
    }

    private async Task<OrchestrationMetadata> WaitAsync(
        string instanceId, Func<OrchestrationMetadata, bool> reached, bool payloads, CancellationToken token)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        for (var failures = 0; ;)
        {
            var change = signals.NextChangeOf(instanceId);
            try
            {
                var metadata = await _metadata.FindAsync(instanceId, payloads, token)
                    ?? throw new InvalidOperationException($"Orchestration instance '{instanceId}' does not exist.");
                if (reached(metadata)) return metadata;
                failures = 0;
                await Task.WhenAny(change, Pause.ForAsync(PollInterval, token));
                token.ThrowIfCancellationRequested();
            }
            catch (Exception exception) when (DatabaseFault.IsTransient(exception))
            {
                await Pause.AfterFailureAsync(failures++, token);
            }
        }
    }
}
