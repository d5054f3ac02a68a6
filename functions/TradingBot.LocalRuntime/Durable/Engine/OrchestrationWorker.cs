using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TradingBot.LocalRuntime.Durable.Storage;

namespace TradingBot.LocalRuntime.Durable.Engine;

/// <summary>Moves orchestrations on and runs activities, in the background of the host. Several processes may share one schema.</summary>
public sealed class OrchestrationWorker : IHostedService, IDisposable
{
    private static readonly TimeSpan GiveUpTime = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan DrainCheck = TimeSpan.FromMilliseconds(10);

    private readonly DurableTaskEngineOptions _options;
    private readonly EngineSignals _signals;
    private readonly InstanceStore _instances;
    private readonly ActivityStore _leases;
    private readonly InstanceDispatcher _dispatcher;
    private readonly InstancePump _instancePump;
    private readonly ActivityPump _activityPump;
    private readonly ActivityRunner _runner;
    private readonly WorkListener _listener;
    private readonly DeadWorkerCleanup _deadWorkers;
    private readonly InstanceStep _step;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _takingOn = new();
    private readonly CancellationTokenSource _working = new();
    private Task _loops = Task.CompletedTask;

    /// <summary>Built by the container from what <see cref="DurableTaskServices.AddDurableTasks"/> registered.</summary>
    public OrchestrationWorker(IServiceProvider services)
    {
        ArgumentNullException.ThrowIfNull(services);
        _options = services.GetRequiredService<DurableTaskEngineOptions>();
        _signals = services.GetRequiredService<EngineSignals>();
        var (database, owner, lease) = (services.GetRequiredService<DurableDatabase>(), Guid.CreateVersion7(), _options.LeaseDuration);
        var (registry, time) = (services.GetRequiredService<OrchestrationRegistry>(), services.GetRequiredService<TimeProvider>());
        var loggers = services.GetRequiredService<ILoggerFactory>();
        _logger = loggers.CreateLogger(DurableTelemetry.Name);

        _instances = new InstanceStore(database, owner, lease);
        _leases = new ActivityStore(database, owner, lease);
        _dispatcher = new InstanceDispatcher(_options.MaxCachedInstances);
        _runner = new ActivityRunner(
            registry, services.GetRequiredService<IServiceScopeFactory>(), _options.MaxConcurrentActivities, _dispatcher.Deliver, _logger);
        _instancePump = new InstancePump(
            _instances, _dispatcher, services.GetRequiredService<DurableTaskHealthReader>(), time, _options.PollInterval, _logger);
        _activityPump = new ActivityPump(_leases, _runner, lease, _options.PollInterval, _logger);
        var liveness = new WorkerLiveness(database, owner);
        _listener = new WorkListener(database, liveness, OnNotification, _logger);
        _deadWorkers = new DeadWorkerCleanup(liveness, OnLeasesReleased, _logger);
        _step = new InstanceStep(new StepServices(
            registry, _instances, new StepWriter(database, owner, lease), _leases, _runner, _signals, time, loggers, _logger)
        {
            ParkedRetryInterval = _options.ParkedRetryInterval,
            InstanceHasWork = id => _dispatcher.InstanceHasWork(id, notifyOwner: true),
            TimerSet = _instancePump.TimerSet,
        });
    }

    internal int CachedInstances => _dispatcher.Count;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _signals.Attach(id => _dispatcher.InstanceHasWork(id, notifyOwner: true));
        var loops = new List<Task>
        {
            LoopAsync(_instancePump.RunAsync, _takingOn.Token),
            LoopAsync(_activityPump.ClaimAsync, _takingOn.Token),
            LoopAsync(_listener.RunAsync, _takingOn.Token),
            LoopAsync(_deadWorkers.RunAsync, _takingOn.Token),
            LoopAsync(_activityPump.RenewAsync, _working.Token),
        };
        for (var index = 0; index < _options.MaxConcurrentOrchestrations; index++)
            loops.Add(LoopAsync(token => _dispatcher.RunAsync(_step, token), _working.Token));
        _loops = Task.WhenAll(loops);
        return Task.CompletedTask;
    }

    /// <summary>Lets what runs finish for a while, then cancels it; what is cancelled runs again elsewhere or later.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _signals.Detach();
        _runner.Close();
        await _takingOn.CancelAsync();
        await IdleAsync(_options.DrainTimeout, cancellationToken);
        _runner.CancelAll();
        await IdleAsync(GiveUpTime, cancellationToken);
        await _working.CancelAsync();
        await _loops;
        await ReleaseAsync();
    }

    public void Dispose()
    {
        _takingOn.Dispose();
        _working.Dispose();
        _runner.Dispose();
    }

    /// <summary>For tests: stops dead, as a killed process would. Leases stay until they run out.</summary>
    internal async Task KillAsync()
    {
        _signals.Detach();
        _runner.Close();
        await _takingOn.CancelAsync();
        await _working.CancelAsync();
        await _loops;
    }

    private static async Task LoopAsync(Func<CancellationToken, Task> loop, CancellationToken token)
    {
        await Task.Yield();
        try
        {
            await loop(token);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // The worker stops.
        }
    }

    private void OnLeasesReleased()
    {
        _instancePump.TimerSet(DateTimeOffset.MinValue);
        _runner.ClaimSignal.Set();
    }

    private void OnNotification(string instanceId)
    {
        if (instanceId.Length > 0) _dispatcher.InstanceHasWork(instanceId, notifyOwner: false);
        else _runner.ClaimSignal.Set();
    }

    private async Task IdleAsync(TimeSpan longest, CancellationToken token)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (!(_runner.IsIdle && _dispatcher.IsIdle) && TimeProvider.System.GetElapsedTime(since) < longest
            && !token.IsCancellationRequested)
            await Pause.ForAsync(DrainCheck, CancellationToken.None);
    }

    private async Task ReleaseAsync()
    {
        using var limit = new CancellationTokenSource(GiveUpTime, TimeProvider.System);
        try
        {
            await _leases.ReleaseAllAsync(limit.Token);
            await _instances.ReleaseAllAsync(limit.Token);
        }
        catch (Exception exception) when (DatabaseFault.IsTransient(exception) || exception is OperationCanceledException)
        {
            // The leases run out by themselves.
            EngineLog.DatabaseUnreachable(_logger, "release of leases", exception);
        }
    }
}
