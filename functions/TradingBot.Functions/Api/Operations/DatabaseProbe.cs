using System.Diagnostics;
using TradingBot.Core.Risk;
using TradingBot.Functions.Http;

namespace TradingBot.Functions.Api.Operations;

/// <summary>Reads one row of the ledger.</summary>
internal sealed class DatabaseProbe(IHaltSwitch halt, TimeProvider time) : IHealthProbe
{
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(1500);

    public const string CheckName = "database";

    public string Name => CheckName;

    public async Task<HealthCheck> CheckAsync(CancellationToken token)
    {
        var begun = Stopwatch.GetTimestamp();
        try
        {
            await halt.ReadAsync(token).WaitAsync(Patience, time, token);
        }
        catch (Exception fault) when (fault is TimeoutException || DatabaseFault.IsUnavailable(fault))
        {
            return new HealthCheck(Name, HealthStatus.Unhealthy, "The database cannot be reached.", time.GetUtcNow());
        }

        var elapsed = Stopwatch.GetElapsedTime(begun);
        return new HealthCheck(
            Name, elapsed < Slow
                ? HealthStatus.Healthy
                : HealthStatus.Degraded, $"Answered in {elapsed.TotalMilliseconds:0} ms.", time.GetUtcNow());
    }
}
