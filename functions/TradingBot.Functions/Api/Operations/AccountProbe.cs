using TradingBot.Core.Accounts;

namespace TradingBot.Functions.Api.Operations;

/// <summary>Whether every futures position of the last reading has its stop at the exchange.</summary>
internal sealed class AccountProbe(IAccountJournal account) : IHealthProbe
{
    public string Name => "account";

    public async Task<HealthCheck> CheckAsync(CancellationToken token)
    {
        if (await account.ReadSnapshotAsync(token) is not { } snapshot)
            return new HealthCheck(Name, HealthStatus.Unknown, "The account has not been read yet.", null);
        var naked = snapshot.Positions.Where(static position => position is { StopLoss: null, TrailingStop: null })
            .Select(static position => position.Symbol)
            .ToList();
        return naked.Count == 0
            ? new HealthCheck(Name, HealthStatus.Healthy, $"{snapshot.Positions.Count} open positions, each with a stop.", snapshot.AsOf)
            : new HealthCheck(Name, HealthStatus.Degraded, $"Without a stop at the exchange: {string.Join(", ", naked)}.", snapshot.AsOf);
    }
}
