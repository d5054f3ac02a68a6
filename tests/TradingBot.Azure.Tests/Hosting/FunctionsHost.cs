using System.Net;
using DurableTask.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.DurableTask.Testing.Sidecar.Grpc;
using Microsoft.Extensions.DependencyInjection;
using TradingBot.Azure.Tests.Durable;
using TradingBot.Azure.Tests.Protocol;
using TradingBot.Azure.Tests.Publishing;

namespace TradingBot.Azure.Tests.Hosting;

/// <summary>
/// A small Functions host: it starts the published program as its worker, brings HTTP requests, timers and durable work to it, and keeps
/// the task hub while workers come and go. It lacks what belongs to Azure: storage, keys, leases, scaling.
/// </summary>
internal sealed class FunctionsHost : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly PublishedProgram _program;
    private readonly IReadOnlyDictionary<string, string?> _settings;
    private readonly WorkerGate _gate = new();
    private readonly CancellationTokenSource _end = new();
    private readonly Uri _rpc = new($"http://127.0.0.1:{FreePort.Next()}/");
    private readonly TaskHub _hub = new();
    private readonly WebApplication _web;
    private readonly HttpFront _front;
    private readonly DurableDispatcher _dispatcher;
    private Task _dispatching = Task.CompletedTask;
    private WorkerProcess? _process;

    private FunctionsHost(PublishedProgram program, IReadOnlyDictionary<string, string?> settings)
    {
        (_program, _settings) = (program, settings);
        _front = new HttpFront(_gate, _rpc);
        _dispatcher = new DurableDispatcher(_gate, _rpc);
        _web = Build();
    }

    public Uri Address { get; } = new($"http://127.0.0.1:{FreePort.Next()}/");

    public LostStarts LostStarts { get; } = new();

    public WorkerLog Log => _gate.Log;

    public IReadOnlyList<LoadedFunction> Functions => Worker.Functions;

    /// <summary>Faults of the way between hub and worker; none is expected in any test.</summary>
    public IReadOnlyCollection<string> Faults => _dispatcher.Faults;

    private WorkerChannel Worker => _gate.Serving ?? throw new InvalidOperationException("No worker is running.");

    public static async Task<FunctionsHost> StartAsync(PublishedProgram program, IReadOnlyDictionary<string, string?> settings)
    {
        var host = new FunctionsHost(program, settings);
        try
        {
            await host._web.StartAsync();
            host._dispatching = host._dispatcher.RunAsync(host._end.Token);
            await host.StartWorkerAsync();
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    public async Task StartWorkerAsync()
    {
        _process = WorkerProcess.Launch(_program, _gate, _rpc, _settings);
        var channel = await _process.ConnectedAsync();
        await channel.PrepareAsync(_program.Folder);
        _gate.Open(channel);
    }

    /// <summary>SIGTERM, as the platform ends a worker. The hub lives on. Returns the exit code.</summary>
    public async Task<int> StopWorkerAsync()
    {
        var channel = Worker;
        channel.Stopping();
        var code = await _process!.StopAsync();
        await _gate.GoneAsync(channel, CancellationToken.None);
        return code;
    }

    /// <summary>Runs a timer's function now, whatever its schedule. Fails when the function does.</summary>
    public async Task FireTimerAsync(string name)
    {
        var worker = Worker;
        var response = await worker.InvokeAsync(Invocation.Of(worker[name], TimerTick.Now(), _rpc));
        Assert.True(response.Result.Status == StatusResult.Types.Status.Success, $"{name} failed: {response.Result.Exception?.Message}");
    }

    /// <summary>Ends an orchestration from outside and waits until it has ended and may be started anew.</summary>
    public async Task TerminateAsync(string instance)
    {
        await _hub.ForceTerminateTaskOrchestrationAsync(instance, "test");
        var state = await _hub.WaitForOrchestrationAsync(instance, executionId: "", Patience, TestContext.Current.CancellationToken);
        Assert.Equal(OrchestrationStatus.Terminated, state.OrchestrationStatus);
        await Eventually.TrueAsync(() => !_hub.HasWork(instance), $"Work of {instance} is still under way.");
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        // Before what waits for the worker's answers.
        if (_process is not null)
            await _process.DisposeAsync();
        await _dispatching;
        await _web.DisposeAsync();
        _front.Dispose();
        _end.Dispose();
    }

    private WebApplication Build()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, _rpc.Port, static listen => listen.Protocols = HttpProtocols.Http2);
            kestrel.Listen(IPAddress.Loopback, Address.Port, static listen => listen.Protocols = HttpProtocols.Http1);
        });
        builder.Services.AddRouting();
        builder.Services.AddGrpc(static grpc => grpc.Interceptors.Add<LostStarts>());
        builder.Services.AddSingleton(LostStarts);
        builder.Services.AddSingleton(_gate);
        builder.Services.AddSingleton<IOrchestrationService>(_hub);
        builder.Services.AddSingleton<IOrchestrationServiceClient>(_hub);
        builder.Services.AddSingleton<TaskHubGrpcServer>();
        var web = builder.Build();
        web.MapWhen(context => context.Connection.LocalPort == Address.Port, front => front.Run(_front.HandleAsync));
        web.MapGrpcService<FunctionRpcService>();
        web.MapGrpcService<TaskHubGrpcServer>();
        return web;
    }
}
