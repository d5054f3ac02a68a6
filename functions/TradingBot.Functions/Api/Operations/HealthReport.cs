using Microsoft.Extensions.Logging;
using TradingBot.Functions.Http;

namespace TradingBot.Functions.Api.Operations;

/// <summary>Asks probes, all at once, and survives each of them.</summary>
public sealed partial class HealthReport(TimeProvider time, ILogger<HealthReport> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task<IReadOnlyList<HealthCheck>> CheckAsync(IEnumerable<IHealthProbe> probes, CancellationToken token) =>
        await Task.WhenAll(probes.Select(probe => AskAsync(probe, token)));

    /// <summary>The worst of all; a part nobody can tell about makes the whole degraded.</summary>
    public static HealthStatus Overall(IEnumerable<HealthCheck> checks)
    {
        var worst = checks.Select(static check => check.Status).DefaultIfEmpty(HealthStatus.Unknown).Max();
        return worst == HealthStatus.Unknown ? HealthStatus.Degraded : worst;
    }

    private async Task<HealthCheck> AskAsync(IHealthProbe probe, CancellationToken token)
    {
        try
        {
            return await probe.CheckAsync(token).WaitAsync(Patience, time, token);
        }
        catch (TimeoutException)
        {
            return new HealthCheck(probe.Name, HealthStatus.Unknown, $"No answer within {Patience.TotalSeconds:0} s.", null);
        }
        catch (Exception fault) when (DatabaseFault.IsUnavailable(fault))
        {
            return new HealthCheck(probe.Name, HealthStatus.Unknown, "The database cannot be reached.", null);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            LogBroken(logger, fault, probe.Name);
            return new HealthCheck(probe.Name, HealthStatus.Unknown, "The check itself failed; see the log.", null);
        }
    }

    [LoggerMessage(EventId = 4031, Level = LogLevel.Error, Message = "Health probe {Probe} failed")]
    private static partial void LogBroken(ILogger logger, Exception fault, string probe);
}
