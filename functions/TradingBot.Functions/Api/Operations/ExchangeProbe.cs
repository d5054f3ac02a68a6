using TradingBot.Core.Accounts;
using TradingBot.Core.Operations;

namespace TradingBot.Functions.Api.Operations;

/// <summary>
/// Whether the exchange answers the bot, as the account timer found when it last asked, and how old its account reading is: the API itself
/// never calls the exchange.
/// </summary>
internal sealed class ExchangeProbe(IExchangeConditionStore conditions, IAccountJournal account, TimeProvider time) : IHealthProbe
{
    private static readonly TimeSpan Lost = TimeSpan.FromMinutes(10);

    public string Name => "exchange";

    public async Task<HealthCheck> CheckAsync(CancellationToken token)
    {
        if (await conditions.ReadAsync(token) is { IsDown: true, Error: { } error, FailingSince: { } since })
            return new HealthCheck(
                Name, HealthStatus.Unhealthy, $"No usable answer since {since.UtcDateTime:HH:mm:ss} UTC. {error.Message}", since);
        if (await account.ReadSnapshotAsync(token) is not { } snapshot)
            return new HealthCheck(Name, HealthStatus.Unknown, "The account has not been read yet.", null);
        var age = time.GetUtcNow() - snapshot.AsOf;
        var status = age > Lost ? HealthStatus.Unhealthy : age > Freshness.Limit ? HealthStatus.Degraded : HealthStatus.Healthy;
        return new HealthCheck(Name, status, $"Last answered {Math.Max(0, age.TotalSeconds):0} s ago.", snapshot.AsOf);
    }
}
