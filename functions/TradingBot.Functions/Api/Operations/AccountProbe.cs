using TradingBot.Core.Accounts;
using TradingBot.Core.Markets;

namespace TradingBot.Functions.Api.Operations;

/// <summary>
/// Whether every futures position of the last reading has its stop at the exchange; of options the bot itself keeps it. A stale reading
/// tells what was, so it is never healthy.
/// </summary>
internal sealed class AccountProbe(IAccountJournal account, TimeProvider time) : IHealthProbe
{
    public string Name => "account";

    public async Task<HealthCheck> CheckAsync(CancellationToken token)
    {
        if (await account.ReadSnapshotAsync(token) is not { } snapshot)
            return new HealthCheck(Name, HealthStatus.Unknown, "The account has not been read yet.", null);
        var naked = snapshot.Positions
            .Where(static position => position is { Category: not Category.Option, StopLoss: null, TrailingStop: null })
            .Select(static position => position.Symbol)
            .ToList();
        var now = time.GetUtcNow();
        var isStale = Freshness.IsStale(snapshot, now);
        var age = isStale ? $" The reading is {(now - snapshot.AsOf).TotalSeconds:0} s old; what stands now is not known." : "";
        var found = naked.Count == 0 ? Guarded(snapshot.Positions.Count) : $"Without a stop at the exchange: {string.Join(", ", naked)}.";
        var status = naked.Count == 0 && !isStale ? HealthStatus.Healthy : HealthStatus.Degraded;
        return new HealthCheck(Name, status, $"{found}{age}", snapshot.AsOf);
    }

    private static string Guarded(int positions) => positions switch
    {
        0 => "No open position.",
        1 => "1 open position, with a stop.",
        _ => $"{positions} open positions, each with a stop.",
    };
}
