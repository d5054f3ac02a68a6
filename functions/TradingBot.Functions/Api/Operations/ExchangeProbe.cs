using TradingBot.Core.Accounts;

namespace TradingBot.Functions.Api.Operations;

/// <summary>
/// Whether the exchange still answers the bot, judged by the age of the last account reading: the API itself never calls the exchange.
/// </summary>
internal sealed class ExchangeProbe(IAccountJournal account, TimeProvider time) : IHealthProbe
{
    private static readonly TimeSpan Lost = TimeSpan.FromMinutes(10);

    public string Name => "exchange";

    public async Task<HealthCheck> CheckAsync(CancellationToken token)
    {
        if (await account.ReadSnapshotAsync(token) is not { } snapshot)
            return new HealthCheck(Name, HealthStatus.Unknown, "The account has not been read yet.", null);
        var age = time.GetUtcNow() - snapshot.AsOf;
        var status = age > Lost ? HealthStatus.Unhealthy : age > Freshness.Limit ? HealthStatus.Degraded : HealthStatus.Healthy;
        return new HealthCheck(Name, status, $"Last answered {Math.Max(0, age.TotalSeconds):0} s ago.", snapshot.AsOf);
    }
}
