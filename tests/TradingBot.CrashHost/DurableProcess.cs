using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using TradingBot.LocalRuntime.Durable.Engine;

namespace TradingBot.CrashHost;

/// <summary>A durable worker on the given database, with the orchestrations of the crash tests.</summary>
internal static class DurableProcess
{
    public static async Task<IAsyncDisposable> StartAsync(string connectionString, string schema, string name)
    {
        var source = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(connectionString) { ApplicationName = name, MaxPoolSize = 20 });
        var registry = new OrchestrationRegistry();
        MixedWork.Register(registry);
        PulseWork.Register(registry, name);
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddProvider(new ErrorStreamLoggerProvider()).SetMinimumLevel(LogLevel.Error));
        services.AddDurableTasks(registry, options => (options.DataSource, options.Schema) = (_ => source, schema));
        var provider = services.BuildServiceProvider();
        await provider.GetRequiredService<OrchestrationWorker>().StartAsync(CancellationToken.None);
        return provider;
    }
}
