using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using TradingBot.LocalRuntime.Durable.Engine;
using TradingBot.LocalRuntime.Durable.Storage;
using TradingBot.LocalRuntime.Functions;
using TradingBot.LocalRuntime.Http;
using TradingBot.LocalRuntime.Timers;

namespace TradingBot.LocalRuntime.Hosting;

/// <summary>A function app in one process: database first, then the starting steps, then workers, then HTTP.</summary>
internal sealed class LocalRuntimeHost : IHost, IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly LocalRuntimeOptions _options;
    private readonly IReadOnlyList<FunctionDescriptor> _functions;

    private LocalRuntimeHost(WebApplication app, LocalRuntimeOptions options, IReadOnlyList<FunctionDescriptor> functions)
    {
        _app = app;
        _options = options;
        _functions = functions;
    }

    public IServiceProvider Services => _app.Services;

    public static LocalRuntimeHost Build(
        WebApplicationBuilder builder,
        LocalRuntimeOptions options,
        IReadOnlyList<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> middleware)
    {
        var functions = FunctionDiscovery.Discover(Classes(options), builder.Configuration);
        foreach (var function in functions.Where(function => function.Trigger is not OrchestrationTriggerAttribute))
            ArgumentBinding.ForAll(function);
        HttpRoutes.EnsureDistinct(functions);
        if (string.IsNullOrEmpty(builder.Configuration[WebHostDefaults.ServerUrlsKey]))
            builder.Configuration[WebHostDefaults.ServerUrlsKey] = options.DefaultUrl;
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.MaxRequestBodyBytes;
        });
        var root = new RootServices();
        AddServices(builder, options, functions, new FunctionInvoker(middleware), root);
        var app = builder.Build();
        root.Provider = app.Services;
        return new LocalRuntimeHost(app, options, functions);
    }

    public async Task StartAsync(CancellationToken token = default)
    {
        var hasCertificate = _app.Configuration.GetSection("Kestrel:Certificates:Default").Exists();
        ListenAddress.EnsureFree(_app.Configuration[WebHostDefaults.ServerUrlsKey], hasCertificate);
        if (Services.GetService<HostDatabase>() is { } database)
            await database.StartAsync(token);
        await SlowStep.RunAsync(
            "Bringing the runtime's tables up to date",
            Services.GetRequiredService<ILogger<LocalRuntimeHost>>(),
            Services.GetRequiredService<TimeProvider>(),
            () => MigrateAsync(token));
        foreach (var step in _options.OnStarting)
            await step(Services, token);
        // The web host would do it too, but tells a wrong setting with a stack trace. Some settings are known only after the steps.
        Services.GetService<IStartupValidator>()?.Validate();
        HttpPipeline.Configure(_app, _options.ContentSecurityPolicy, _options.WebRoot, _functions);
        try
        {
            await _app.StartAsync(token);
        }
        catch (IOException taken) when (taken.InnerException is AddressInUseException)
        {
            throw ListenAddress.InUse(taken.Message, taken);
        }
    }

    private async Task MigrateAsync(CancellationToken token)
    {
        if (Services.GetService<TimerStore>() is { } timers)
            await timers.MigrateAsync(token);
        if (Services.GetService<DurableTaskEngineOptions>() is { } durable)
            await DurableTaskSchema.MigrateAsync(durable.DataSource(Services), durable.Schema, token);
    }

    public Task StopAsync(CancellationToken token = default) => _app.StopAsync(token);

    public void Dispose() => ((IDisposable)_app).Dispose();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static IEnumerable<Type> Classes(LocalRuntimeOptions options)
    {
        if (options.FunctionClasses.Count > 0)
            return options.FunctionClasses;
        var assemblies = options.Assemblies.Count > 0 ? options.Assemblies : [Assembly.GetEntryAssembly()!];
        return assemblies.SelectMany(assembly => assembly.GetTypes());
    }

    private static void AddServices(
        WebApplicationBuilder builder,
        LocalRuntimeOptions options,
        IReadOnlyList<FunctionDescriptor> functions,
        FunctionInvoker invoker,
        RootServices root)
    {
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton(invoker);
        if (options.Postgres is not null || !string.IsNullOrWhiteSpace(options.ConnectionString))
        {
            services.AddSingleton<HostDatabase>();
            services.TryAddSingleton(provider => provider.GetRequiredService<HostDatabase>().Source);
        }

        var timers = functions.Where(function => function.Trigger is TimerTriggerAttribute).ToList();
        var isDurable = DurableFunctions.Any(functions);
        if ((isDurable || timers.Count > 0) && services.All(service => service.ServiceType != typeof(NpgsqlDataSource)))
            throw new StartupException(
                "Timers and orchestrations need a database: give the host a connection string or an embedded PostgreSQL.");
        if (timers.Count > 0)
            services.AddTimers(timers, builder.Configuration);
        if (isDurable)
        {
            services.AddDurableTasks(
                DurableFunctions.Register(functions, invoker, root), engine => options.ConfigureDurableTasks?.Invoke(engine));
        }
    }
}
