namespace TradingBot.DurableScenarios;

/// <summary>
/// Scenarios that every durable backend has to play alike. A backend's tests derive from each class of them and say how to make a hub;
/// each test has a hub of its own.
/// </summary>
public abstract class DurableScenario : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);
    private IDurableHub? _hub;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected IDurableHub Hub => _hub ?? throw new InvalidOperationException("The hub is not open.");

    protected DurableTaskClient Client => Hub.Client;

    public async ValueTask InitializeAsync() => _hub = await OpenHubAsync();

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_hub is not null)
            await _hub.DisposeAsync();
    }

    /// <summary>A hub without instances and without a worker.</summary>
    protected abstract Task<IDurableHub> OpenHubAsync();

    protected Task<string> StartAsync(string orchestrator, object? input = null, string? instanceId = null) =>
        Client.ScheduleNewOrchestrationInstanceAsync(orchestrator, input, new StartOrchestrationOptions(instanceId), Token);

    protected Task<OrchestrationMetadata> EndAsync(string instanceId) =>
        Client.WaitForInstanceCompletionAsync(instanceId, getInputsAndOutputs: true, Token).WaitAsync(Patience, TimeProvider.System, Token);

    protected async Task<OrchestrationMetadata> RunAsync(string orchestrator, object? input = null) =>
        await EndAsync(await StartAsync(orchestrator, input));

    /// <summary>The instance as it stands, or null.</summary>
    protected Task<OrchestrationMetadata?> StandAsync(string instanceId) =>
        Client.GetInstanceAsync(instanceId, getInputsAndOutputs: true, Token);

    protected async Task<OrchestrationMetadata> StandAsync(string instanceId, Func<OrchestrationMetadata, bool> wanted)
    {
        var found = await Eventually.ValueAsync(
            () => StandAsync(instanceId), seen => seen is not null && wanted(seen), $"{instanceId} never stood as wanted", Patience, Token);
        return found!;
    }

    /// <summary>Cancels at once. Awaiting CancelAsync would leave the orchestrator's thread.</summary>
    protected static void Cancel(CancellationTokenSource source) => source.Cancel();

    /// <summary>The kinds of a history, each with its name where it has one: "TaskScheduled Double".</summary>
    protected async Task<IReadOnlyList<string>> ShapeAsync(string instanceId) =>
    [
        .. (await Hub.HistoryAsync(instanceId))
            .Select(static entry => entry.Name is { Length: > 0 } name ? $"{entry.Kind} {name}" : entry.Kind),
    ];

    /// <summary>The failure an instance ended with, as its history tells it.</summary>
    protected async Task<TaskFailureDetails> FailureAsync(string instanceId) =>
        (await Hub.HistoryAsync(instanceId))[^1].Failure ?? throw new InvalidOperationException($"{instanceId} did not fail.");

    /// <summary>Waits until an event of this kind is recorded; what is recorded has been answered by the orchestrator.</summary>
    protected Task RecordedAsync(string instanceId, string kind) => Eventually.TrueAsync(
        async () => (await Hub.HistoryAsync(instanceId)).Any(entry => entry.Kind == kind),
        $"{instanceId} never recorded {kind}",
        Patience,
        Token);
}
