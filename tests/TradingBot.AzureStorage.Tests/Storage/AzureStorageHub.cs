using DurableTask.AzureStorage;
using DurableTask.Core;
using Microsoft.DurableTask.Client;
using TradingBot.DurableScenarios;

namespace TradingBot.AzureStorage.Tests.Storage;

/// <summary>
/// A task hub in Azure Storage, worked by the framework's own dispatchers. Each worker's start is a new service, as in a new process.
/// </summary>
public sealed class AzureStorageHub : IDurableHub
{
    // What the function app's host.json says.
    private static readonly TimeSpan MaxQueuePollingInterval = TimeSpan.FromSeconds(1);

    private static readonly TestOutputLogging Logging = new();

    private readonly string _connectionString;
    private readonly string _name = $"hub{Guid.NewGuid():N}"[..20];
    private readonly int _partitions;
    private readonly TimeSpan _visibility;
    private AzureStorageOrchestrationService _service;
    private TaskHubWorker? _worker;
    private int _workers;

    private AzureStorageHub(string connectionString, int partitions, TimeSpan visibility)
    {
        (_connectionString, _partitions, _visibility) = (connectionString, partitions, visibility);
        _service = CreateService();
        Client = new AzureStorageClient(_name, () => _service);
    }

    public static HubTraits AzureTraits { get; } = new()
    {
        FailsWhatLeftItsHistory = true,
        StandsStillAtForeignTasks = true,
        CutsTimersToSeconds = true,
        DeliversCancelledTimers = true,
        ReplacesLiveInstanceByChild = true,
        TellsFailureAsOutput = true,
    };

    public HubTraits Traits => AzureTraits;

    public DurableTaskClient Client { get; }

    /// <param name="azurite">Where the hub's queues, tables and blobs are.</param>
    /// <param name="partitions">Control queues; a hub in Azure has four unless told otherwise. Fewer start faster.</param>
    /// <param name="visibility">How long a message stays hidden that a worker took and did not answer; by default five minutes.</param>
    public static async Task<AzureStorageHub> OpenAsync(Azurite azurite, int partitions = 1, TimeSpan? visibility = null)
    {
        var hub = new AzureStorageHub(azurite.ConnectionString, partitions, visibility ?? TimeSpan.FromMinutes(5));
        await hub._service.CreateIfNotExistsAsync();
        return hub;
    }

    public async Task StartWorkerAsync(DurableWork work)
    {
        if (_workers++ > 0)
            _service = CreateService();
        // Worker and client share the service, as in the Functions host: what the client sends is fetched at once.
        _worker = new ShimmedWork(work).CreateWorker(_service, Logging);
        await _worker.StartAsync();
    }

    public async Task StopWorkerAsync()
    {
        await _worker!.StopAsync(isForced: false);
        _worker.Dispose();
        _worker = null;
    }

    public async Task<IReadOnlyList<HistoryEntry>> HistoryAsync(string instanceId) =>
        RecordedHistory.Read(await _service.GetOrchestrationHistoryAsync(instanceId, executionId: null));

    public Task<bool> IsKeptAsideAsync(string instanceId) => Task.FromResult(false);

    public async ValueTask DisposeAsync()
    {
        if (_worker is not null)
            await _worker.StopAsync(isForced: true);
        _worker?.Dispose();
        await Client.DisposeAsync();
    }

    private AzureStorageOrchestrationService CreateService() => new(new AzureStorageOrchestrationServiceSettings
    {
        TaskHubName = _name,
        StorageAccountClientProvider = new StorageAccountClientProvider(_connectionString),
        PartitionCount = _partitions,
        ControlQueueVisibilityTimeout = _visibility,
        WorkItemQueueVisibilityTimeout = _visibility,
        MaxQueuePollingInterval = MaxQueuePollingInterval,
        WorkerId = $"worker{_workers}",
        // The host sets it too: a start that is refused says so instead of being ignored.
        ThrowExceptionOnInvalidDedupeStatus = true,
        UseAppLease = false,
        LoggerFactory = Logging,
    });
}
