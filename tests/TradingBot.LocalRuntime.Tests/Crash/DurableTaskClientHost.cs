using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using TradingBot.CrashHost;
using TradingBot.LocalRuntime.Durable.Engine;

namespace TradingBot.LocalRuntime.Tests.Crash;

/// <summary>A client without a worker: hands in work that other processes do.</summary>
internal sealed class DurableTaskClientHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public DurableTaskClientHost(NpgsqlDataSource source, string schema)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddDurableTasks(new OrchestrationRegistry(), options => (options.DataSource, options.Schema) = (_ => source, schema));
        _services = services.BuildServiceProvider();
    }

    public DurableTaskClient Client => _services.GetRequiredService<DurableTaskClient>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async Task StartAsync(int index)
    {
        await Client.ScheduleNewOrchestrationInstanceAsync(
            MixedWork.Name, new MixedInput(index, 0, 0), new StartOrchestrationOptions(Id(index)), Token);
        if (MixedWork.AwaitsGo(index)) await Client.RaiseEventAsync(Id(index), MixedWork.GoEvent, (long)index, Token);
    }

    public async Task<IReadOnlyList<string>> OutcomesAsync(int instances)
    {
        var outcomes = new List<string>();
        for (var index = 0; index < instances; index++)
        {
            var ended = await Client.GetInstanceAsync(Id(index), true, Token);
            outcomes.Add($"{index}: {ended?.RuntimeStatus} {ended?.SerializedOutput}");
        }

        return outcomes;
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private static string Id(int index) => $"mixed-{index}";
}
