namespace TradingBot.Functions.Api.Operations;

/// <summary>Looks at one part of the bot. A probe answers within two seconds or counts as unknown.</summary>
public interface IHealthProbe
{
    /// <summary>Stable name of the check.</summary>
    string Name { get; }

    Task<HealthCheck> CheckAsync(CancellationToken token);
}

/// <summary>What one probe found; At is the moment its finding stems from, null when there is none.</summary>
public sealed record HealthCheck(string Name, HealthStatus Status, string Message, DateTimeOffset? At);

/// <summary>How a part of the bot is doing, from best to worst.</summary>
public enum HealthStatus
{
    Healthy,

    /// <summary>Nobody has looked yet, or nobody can tell.</summary>
    Unknown,

    Degraded,

    Unhealthy,
}
