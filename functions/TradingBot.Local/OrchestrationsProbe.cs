using TradingBot.Functions.Api.Operations;
using TradingBot.LocalRuntime.Durable.Engine;

namespace TradingBot.Local;

/// <summary>Whether orchestrations move: nothing parked, nothing waiting for long.</summary>
internal sealed class OrchestrationsProbe(DurableTaskHealthReader engine, TimeProvider time) : IHealthProbe
{
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(15);

    public string Name => "orchestrations";

    public async Task<HealthCheck> CheckAsync(CancellationToken token)
    {
        var health = await engine.ReadAsync(token);
        var (status, message) = health switch
        {
            { Parked: > 0 } =>
                (HealthStatus.Unhealthy, $"{health.Parked} orchestrations are parked: their code no longer fits their history."),
            { OldestWorkAge: { } age } when age > Slow =>
                (HealthStatus.Degraded, $"Work has been waiting for {age.TotalSeconds:0} seconds."),
            _ => (HealthStatus.Healthy, $"{health.Running} running, {health.PendingWork} waiting for a worker."),
        };
        return new HealthCheck(Name, status, message, time.GetUtcNow());
    }
}
