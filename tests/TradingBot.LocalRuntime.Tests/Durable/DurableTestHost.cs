using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using TradingBot.LocalRuntime.Durable.Engine;
using TradingBot.LocalRuntime.Durable.Storage;
using TradingBot.TestKit;

namespace TradingBot.LocalRuntime.Tests.Durable;

/// <summary>An engine in this process on a schema of its own, with a clock that the test moves.</summary>
public sealed class DurableTestHost : IAsyncDisposable
{
    private static readonly DateTimeOffset Epoch = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);
    private static int _schemas;

    private readonly NpgsqlDataSource _source;
    private readonly bool _ownsSource;
    private ServiceProvider? _services;

    private DurableTestHost(NpgsqlDataSource source, bool ownsSource, string schema, FakeTimeProvider clock)
    {
        (_source, _ownsSource, Schema, Clock) = (source, ownsSource, schema, clock);
    }

    public string Schema { get; }

    public FakeTimeProvider Clock { get; }

    public OrchestrationRegistry Registry { get; private set; } = new();

    public DurableTaskClient Client => Services.GetRequiredService<DurableTaskClient>();

    public DurableTaskHealthReader Health => Services.GetRequiredService<DurableTaskHealthReader>();

    public ITransactionalOrchestrationStarter Starter => Services.GetRequiredService<ITransactionalOrchestrationStarter>();

    public NpgsqlDataSource Source => _source;

    internal OrchestrationWorker Worker => Services.GetRequiredService<OrchestrationWorker>();

    private ServiceProvider Services => _services ?? throw new InvalidOperationException("The host isn't started.");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<DurableTestHost> CreateAsync(NpgsqlDataSource source)
    {
        var schema = $"d{Interlocked.Increment(ref _schemas)}";
        await DurableTaskSchema.MigrateAsync(source, schema, Token);
        return new DurableTestHost(source, false, schema, new FakeTimeProvider(Epoch));
    }

    /// <summary>Another process, as it were, on the same schema and clock but with connections and registry of its own.</summary>
    public DurableTestHost Twin() => new(
        NpgsqlDataSource.Create(_source.ConnectionString), true, Schema, Clock);

    public DurableTestHost Orchestrator(string name, Func<TaskOrchestrationContext, Task<object?>> run)
    {
        Registry.AddOrchestrator(name, run);
        return this;
    }

    public DurableTestHost Activity<TInput>(string name, Func<TInput, CancellationToken, Task<object?>> run)
    {
        Registry.AddActivity(name, typeof(TInput), (_, input, token) => run((TInput)input!, token));
        return this;
    }

    public DurableTestHost Activity<TInput>(string name, Func<TInput, object?> run) =>
        Activity<TInput>(name, (input, _) => Task.FromResult(run(input)));

    public async Task<DurableTestHost> StartAsync(Action<DurableTaskEngineOptions>? configure = null)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddProvider(new TestOutputLoggerProvider()).SetMinimumLevel(LogLevel.Information));
        services.AddSingleton<TimeProvider>(Clock);
        services.AddDurableTasks(Registry, options =>
        {
            options.DataSource = _ => _source;
            options.Schema = Schema;
            options.LeaseDuration = TimeSpan.FromSeconds(2);
            options.PollInterval = TimeSpan.FromMilliseconds(200);
            options.DrainTimeout = TimeSpan.FromSeconds(2);
            configure?.Invoke(options);
        });
        _services = services.BuildServiceProvider();
        await Worker.StartAsync(Token);
        return this;
    }

    public async Task StopAsync()
    {
        await Worker.StopAsync(CancellationToken.None);
        await Services.DisposeAsync();
        (_services, Registry) = (null, new OrchestrationRegistry());
    }

    /// <summary>As if the process had been killed: nothing is drained, nothing given back.</summary>
    public async Task KillAsync()
    {
        await Worker.KillAsync();
        await Services.DisposeAsync();
        (_services, Registry) = (null, new OrchestrationRegistry());
    }

    public async Task<string> StartInstanceAsync(string orchestrator, object? input = null, string? id = null) =>
        await Client.ScheduleNewOrchestrationInstanceAsync(orchestrator, input, new StartOrchestrationOptions(id), Token);

    public Task<OrchestrationMetadata> FinishAsync(string id) =>
        Client.WaitForInstanceCompletionAsync(id, true, Token).WaitAsync(TimeSpan.FromSeconds(20), Token);

    public async Task<OrchestrationMetadata> RunAsync(string orchestrator, object? input = null, string? id = null) =>
        await FinishAsync(await StartInstanceAsync(orchestrator, input, id));

    /// <summary>Waits until nothing is due, then jumps from timer to timer until this much time has passed.</summary>
    public async Task AdvanceAsync(TimeSpan span)
    {
        var until = Clock.GetUtcNow() + span;
        while (true)
        {
            await IdleAsync();
            var next = await ScalarAsync<DateTime?>(
                $"SELECT min(visible_at) FROM {Schema}.messages WHERE visible_at > '{Clock.GetUtcNow():O}'");
            var due = next is { } at && at != DateTime.MaxValue ? new DateTimeOffset(at, TimeSpan.Zero) : DateTimeOffset.MaxValue;
            if (due > until) break;
            Clock.SetUtcNow(due);
        }

        Clock.SetUtcNow(until);
        await IdleAsync();
    }

    /// <summary>Until no message is due and no activity waits or runs.</summary>
    public Task IdleAsync() => Eventually.TrueAsync(
        async () => await ScalarAsync<long>($"""
            SELECT (SELECT count(*) FROM {Schema}.messages m JOIN {Schema}.instances USING (instance_id)
                    WHERE visible_at <= '{Clock.GetUtcNow():O}' AND parked_reason IS NULL) + (SELECT count(*) FROM {Schema}.activities)
            """) == 0,
        "the engine did not come to rest",
        cancellationToken: Token);

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = _source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(Token) is T value ? value : default!;
    }

    public async ValueTask DisposeAsync()
    {
        if (_services is not null) await StopAsync();
        if (_ownsSource) await _source.DisposeAsync();
    }
}
