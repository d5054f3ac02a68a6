using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using TradingBot.DurableScenarios;
using TradingBot.LocalRuntime.Durable.Engine;
using TradingBot.LocalRuntime.Durable.Orchestrations;
using TradingBot.LocalRuntime.Durable.Storage;
using TradingBot.LocalRuntime.Tests.Durable;
using TradingBot.TestKit;

namespace TradingBot.LocalRuntime.Tests.Scenarios;

/// <summary>The engine in PostgreSQL, on the system's clock; client and worker have nothing in common but the tables.</summary>
public sealed class PostgresHub : IDurableHub
{
    private readonly NpgsqlDataSource _source;
    private readonly string _schema;
    private readonly ServiceProvider _clientServices;
    private ServiceProvider? _services;

    private PostgresHub(NpgsqlDataSource source, string schema)
    {
        (_source, _schema) = (source, schema);
        _clientServices = Services(new DurableWork());
        Client = _clientServices.GetRequiredService<DurableTaskClient>();
    }

    public HubTraits Traits { get; } = new()
    {
        FailsWhatLeftItsHistory = false,
        StandsStillAtForeignTasks = false,
        CutsTimersToSeconds = false,
        DeliversCancelledTimers = false,
        ReplacesLiveInstanceByChild = false,
        TellsFailureAsOutput = false,
    };

    public DurableTaskClient Client { get; }

    public static async Task<PostgresHub> OpenAsync(PostgresFixture postgres)
    {
        const string Schema = "durable";
        var source = await postgres.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        await DurableTaskSchema.MigrateAsync(source, Schema, TestContext.Current.CancellationToken);
        return new PostgresHub(source, Schema);
    }

    public async Task StartWorkerAsync(DurableWork work)
    {
        _services = Services(work);
        await _services.GetRequiredService<OrchestrationWorker>().StartAsync(TestContext.Current.CancellationToken);
    }

    public async Task StopWorkerAsync()
    {
        var services = _services ?? throw new InvalidOperationException("No worker runs.");
        _services = null;
        await services.GetRequiredService<OrchestrationWorker>().StopAsync(CancellationToken.None);
        await services.DisposeAsync();
    }

    public async Task<IReadOnlyList<HistoryEntry>> HistoryAsync(string instanceId)
    {
        var instance = await Client.GetInstanceAsync(instanceId, TestContext.Current.CancellationToken);
        await using var command = _source.CreateCommand($"SELECT content FROM {_schema}.history WHERE instance_id = $1 ORDER BY episode");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = instanceId });
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var episodes = new List<Episode>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            episodes.Add(Episode.FromJson(reader.GetString(0)));
        return StoredHistory.Read(episodes, instance);
    }

    public async Task<bool> IsKeptAsideAsync(string instanceId)
    {
        await using var command = _source.CreateCommand(
            $"SELECT parked_reason IS NOT NULL FROM {_schema}.instances WHERE instance_id = $1");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = instanceId });
        return (bool)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    public async ValueTask DisposeAsync()
    {
        if (_services is not null)
            await StopWorkerAsync();
        await _clientServices.DisposeAsync();
    }

    private ServiceProvider Services(DurableWork work)
    {
        var registry = new OrchestrationRegistry();
        foreach (var (name, code) in work.Orchestrators)
            registry.AddOrchestrator(name, code.Run);
        foreach (var (name, code) in work.Activities)
            registry.AddActivity(name, code.InputType, (_, input, _) => code.Run(input));
        var services = new ServiceCollection().AddLogging(static logging => logging.AddProvider(new TestOutputLoggerProvider()));
        services.AddSingleton(TimeProvider.System).AddSingleton(work.Logging);
        services.AddDurableTasks(registry, options =>
        {
            options.DataSource = _ => _source;
            options.Schema = _schema;
            options.LeaseDuration = TimeSpan.FromSeconds(2);
            options.PollInterval = TimeSpan.FromMilliseconds(200);
        });
        return services.BuildServiceProvider();
    }
}
