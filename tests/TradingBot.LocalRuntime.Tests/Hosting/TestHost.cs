using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TradingBot.LocalRuntime.Hosting;

namespace TradingBot.LocalRuntime.Tests.Hosting;

/// <summary>A running host of the given function classes on a free port, and a client for it.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    private readonly IHost _host;

    private TestHost(IHost host)
    {
        _host = host;
        var address = host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        Client = new HttpClient { BaseAddress = new Uri(address) };
    }

    public HttpClient Client { get; }

    public IServiceProvider Services => _host.Services;

    public static LocalApplicationBuilder Builder(params Type[] functionClasses)
    {
        var builder = LocalApplicationBuilder.Create(["--urls", "http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        builder.ConfigureLocalRuntime(options =>
        {
            foreach (var functionClass in functionClasses)
                options.FunctionClasses.Add(functionClass);
        });
        return builder;
    }

    public static Task<TestHost> StartAsync(params Type[] functionClasses) => StartAsync(Builder(functionClasses));

    public static async Task<TestHost> StartAsync(LocalApplicationBuilder builder)
    {
        var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        return new TestHost(host);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _host.StopAsync(CancellationToken.None);
        await ((IAsyncDisposable)_host).DisposeAsync();
    }
}
