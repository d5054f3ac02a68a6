namespace TradingBot.Functions.Api.Operations;

/// <summary>How a part of the bot is doing, from best to worst.</summary>
public enum HealthStatus
{
    Healthy,

    /// <summary>Nobody has looked yet, or nobody can tell.</summary>
    Unknown,

    Degraded,

    Unhealthy,
}
