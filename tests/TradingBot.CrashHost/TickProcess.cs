using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using TradingBot.LocalRuntime.Hosting;

namespace TradingBot.CrashHost;

/// <summary>A function host with one timer function.</summary>
internal static class TickProcess
{
    public static async Task<IAsyncDisposable> StartAsync(string connectionString, string name)
    {
        var builder = LocalApplicationBuilder.Create(["--urls", "http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(new TickWorker(name));
        builder.Services.AddSingleton(NpgsqlDataSource.Create(connectionString));
        builder.ConfigureLocalRuntime(options => options.FunctionClasses.Add(typeof(TickFunction)));
        var host = builder.Build();
        await host.StartAsync();
        return (IAsyncDisposable)host;
    }
}
