using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using TradingBot.LocalRuntime.Durable.Storage;

namespace TradingBot.LocalRuntime.Durable.Engine;

/// <summary>Registers the durable engine.</summary>
public static class DurableTaskServices
{
    /// <summary>
    /// Adds a <see cref="DurableTaskClient"/>, an <see cref="ITransactionalOrchestrationStarter"/>,
    /// an <see cref="DurableTaskHealthReader"/> and the worker as a hosted service. The tables must be there when it starts:
    /// <see cref="DurableTaskSchema.MigrateAsync"/>.
    /// </summary>
    public static IServiceCollection AddDurableTasks(
        this IServiceCollection services, OrchestrationRegistry registry, Action<DurableTaskEngineOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(registry);
        ArgumentNullException.ThrowIfNull(configure);
        var options = new DurableTaskEngineOptions();
        configure(options);
        options.Validate();

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton(registry);
        services.AddSingleton<EngineSignals>();
        services.AddSingleton(provider => new DurableDatabase(options.DataSource(provider), options.Schema));
        services.AddSingleton<ClientStore>();
        services.AddSingleton<DurableTaskClient, PostgresDurableTaskClient>();
        services.AddSingleton<ITransactionalOrchestrationStarter, TransactionalOrchestrationStarter>();
        services.AddSingleton(provider => new DurableTaskHealthReader(
            provider.GetRequiredService<DurableDatabase>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<OrchestrationWorker>();
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<OrchestrationWorker>());
        return services;
    }
}
