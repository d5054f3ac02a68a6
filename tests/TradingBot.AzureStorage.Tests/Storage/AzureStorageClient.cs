using System.Text.Json;
using DurableTask.AzureStorage;
using DurableTask.Core;
using DurableTask.Core.History;
using DurableTask.Core.Query;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using OrchestrationQuery = Microsoft.DurableTask.Client.OrchestrationQuery;
using PurgeResult = Microsoft.DurableTask.Client.PurgeResult;

namespace TradingBot.AzureStorage.Tests.Storage;

/// <summary>The genuine client's surface over a storage service, with what the Functions host adds between the two.</summary>
/// <param name="hub">The task hub's name.</param>
/// <param name="service">The service of the moment: a restarted worker brings another.</param>
public sealed class AzureStorageClient(string hub, Func<AzureStorageOrchestrationService> service) : DurableTaskClient(hub)
{
    // The host refuses to start what is alive, and replaces what has ended, unless the caller says otherwise.
    private static readonly OrchestrationStatus[] Alive =
        [OrchestrationStatus.Pending, OrchestrationStatus.Running, OrchestrationStatus.ContinuedAsNew, OrchestrationStatus.Suspended];

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    private readonly JsonDataConverter _converter = new(new JsonSerializerOptions { IncludeFields = true });

    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName,
        object? input = null,
        StartOrchestrationOptions? options = null,
        CancellationToken cancellation = default)
    {
        var instance = new OrchestrationInstance
        {
            InstanceId = options?.InstanceId ?? Guid.NewGuid().ToString("N"),
            ExecutionId = Guid.NewGuid().ToString("N"),
        };
        var started = new ExecutionStartedEvent(-1, _converter.Serialize(input))
        {
            Name = orchestratorName.Name,
            Version = "",
            OrchestrationInstance = instance,
            ScheduledStartTime = options?.StartAt?.UtcDateTime,
        };
        var dedupe = options?.DedupeStatuses is { } wished ? [.. Alive.Union(wished.Select(Enum.Parse<OrchestrationStatus>))] : Alive;
        await service().CreateTaskOrchestrationAsync(new TaskMessage { Event = started, OrchestrationInstance = instance }, dedupe);
        return instance.InstanceId;
    }

    public override async Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        var removed = await service().PurgeInstanceHistoryAsync(
            filter.CreatedFrom!.Value.UtcDateTime,
            filter.CreatedTo?.UtcDateTime,
            filter.Statuses?.Select(static status => Enum.Parse<OrchestrationStatus>(status.ToString())));
        return new PurgeResult(removed.InstancesDeleted);
    }

    public override Task RaiseEventAsync(
        string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default) =>
        SendAsync(instanceId, new EventRaisedEvent(-1, _converter.Serialize(eventPayload)) { Name = eventName });

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        SendAsync(instanceId, new ExecutionSuspendedEvent(-1, reason));

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        SendAsync(instanceId, new ExecutionResumedEvent(-1, reason));

    public override Task TerminateInstanceAsync(
        string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default) =>
        service().ForceTerminateTaskOrchestrationAsync(instanceId, _converter.Serialize(options?.Output));

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(instanceId, static found => found.RuntimeStatus != OrchestrationRuntimeStatus.Pending, getInputsAndOutputs, cancellation);

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(instanceId, static found => found.IsCompleted, getInputsAndOutputs, cancellation);

    public override async Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        var states = await service().GetOrchestrationStateAsync(instanceId, allExecutions: false, fetchInput: getInputsAndOutputs);
        return states is [{ } state, ..] ? ToMetadata(state, getInputsAndOutputs) : null;
    }

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null) =>
        Pageable.Create(async (continuation, size, token) =>
        {
            var query = new DurableTask.Core.Query.OrchestrationQuery
            {
                ContinuationToken = continuation,
                PageSize = size ?? filter?.PageSize ?? OrchestrationQuery.DefaultPageSize,
                InstanceIdPrefix = filter?.InstanceIdPrefix,
                FetchInputsAndOutputs = filter?.FetchInputsAndOutputs ?? false,
                RuntimeStatus = filter?.Statuses?.Select(static status => (OrchestrationStatus)status).ToList(),
                CreatedTimeFrom = filter?.CreatedFrom?.UtcDateTime,
                CreatedTimeTo = filter?.CreatedTo?.UtcDateTime,
            };
            var found = await ((IOrchestrationServiceQueryClient)service()).GetOrchestrationWithQueryAsync(query, token);
            return new Page<OrchestrationMetadata>(
                [.. found.OrchestrationState.Select(state => ToMetadata(state, query.FetchInputsAndOutputs))], found.ContinuationToken);
        });

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Task SendAsync(string instanceId, HistoryEvent message) => service().SendTaskOrchestrationMessageAsync(
        new TaskMessage { Event = message, OrchestrationInstance = new OrchestrationInstance { InstanceId = instanceId } });

    private async Task<OrchestrationMetadata> WaitAsync(
        string instanceId, Func<OrchestrationMetadata, bool> wanted, bool fetch, CancellationToken cancellation)
    {
        while (true)
        {
            if (await GetInstancesAsync(instanceId, fetch, cancellation) is { } found && wanted(found))
                return found;
            await Task.Delay(Pause, TimeProvider.System, cancellation);
        }
    }

    private OrchestrationMetadata ToMetadata(OrchestrationState state, bool withPayloads) =>
        new(state.Name, state.OrchestrationInstance.InstanceId)
        {
            CreatedAt = AtUtc(state.CreatedTime),
            LastUpdatedAt = AtUtc(state.LastUpdatedTime),
            RuntimeStatus = (OrchestrationRuntimeStatus)state.OrchestrationStatus,
            SerializedInput = withPayloads ? state.Input : null,
            SerializedOutput = withPayloads ? state.Output : null,
            SerializedCustomStatus = withPayloads ? state.Status : null,
            FailureDetails = ToFailure(state.FailureDetails),
            DataConverter = withPayloads ? _converter : null,
        };

    private static DateTimeOffset AtUtc(DateTime time) => new(DateTime.SpecifyKind(time, DateTimeKind.Utc));

    private static TaskFailureDetails? ToFailure(FailureDetails? failure) => failure is null
        ? null
        : new TaskFailureDetails(
            failure.ErrorType, failure.ErrorMessage, failure.StackTrace, ToFailure(failure.InnerFailure), failure.Properties);
}
