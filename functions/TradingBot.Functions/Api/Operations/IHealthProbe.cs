namespace TradingBot.Functions.Api.Operations;

/// <summary>Looks at one part of the bot. A probe answers within two seconds or counts as unknown.</summary>
public interface IHealthProbe
{
    /// <summary>Stable name of the check.</summary>
    string Name { get; }

    Task<HealthCheck> CheckAsync(CancellationToken token);
}
