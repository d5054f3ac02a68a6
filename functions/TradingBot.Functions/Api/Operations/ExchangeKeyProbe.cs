using TradingBot.Core.Exchange;

namespace TradingBot.Functions.Api.Operations;

/// <summary>
/// Whether the vault still gives the exchange key to this process, as the last reading found. It asks the vault for nothing.
/// </summary>
internal sealed class ExchangeKeyProbe(IEnumerable<IExchangeKeys> stores) : IHealthProbe
{
    public string Name => "exchangeKey";

    public Task<HealthCheck> CheckAsync(CancellationToken token) => Task.FromResult(stores.SingleOrDefault()?.State switch
    {
        null => new HealthCheck(Name, HealthStatus.Unhealthy, "KeyVault:Uri is set, but this program does not read it.", null),
        { HasKey: true, Fault: null } fresh => new HealthCheck(Name, HealthStatus.Healthy, "Read from Key Vault.", fresh.ReadAt),
        { HasKey: true } kept => new HealthCheck(Name, HealthStatus.Degraded, $"The last pair stays in use. {kept.Fault}", kept.ReadAt),
        { Fault: { } fault } => new HealthCheck(Name, HealthStatus.Unhealthy, $"There is no exchange key. {fault}", null),
        _ => new HealthCheck(Name, HealthStatus.Unknown, "Key Vault has not been asked yet.", null),
    });
}
