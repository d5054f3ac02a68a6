using TradingBot.Functions.Api.Operations;
using TradingBot.LocalRuntime.Timers;

namespace TradingBot.Local;

/// <summary>Whether every timer runs when it should and ended well.</summary>
internal sealed class TimersProbe(TimerStatusReader timers, TimeProvider time) : IHealthProbe
{
    private static readonly TimeSpan Overdue = TimeSpan.FromMinutes(1);

    public string Name => "timers";

    public async Task<HealthCheck> CheckAsync(CancellationToken token)
    {
        var now = time.GetUtcNow();
        var all = await timers.ReadAsync(token);
        var last = all.Max(static timer => timer.LastFinishedAt);
        if (all.FirstOrDefault(timer => now - timer.NextAt > Overdue && timer.LastStartedAt < timer.NextAt) is { } late)
            return new HealthCheck(
                Name, HealthStatus.Unhealthy, $"{late.Name} should have run at {late.NextAt:HH:mm:ss} UTC.", late.LastFinishedAt);
        if (all.FirstOrDefault(static timer => timer.LastOutcome == TimerOutcome.Failed) is { } failed)
            return new HealthCheck(Name, HealthStatus.Degraded, $"{failed.Name} failed: {failed.LastError}", failed.LastFinishedAt);
        return new HealthCheck(
            Name, all.Count == 0 ? HealthStatus.Unknown : HealthStatus.Healthy, $"{all.Count} timers run as planned.", last);
    }
}
