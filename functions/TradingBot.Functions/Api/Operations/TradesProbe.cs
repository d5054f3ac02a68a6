using TradingBot.Core.Trades;
using TradingBot.Trading.Positions;

namespace TradingBot.Functions.Api.Operations;

/// <summary>Whether every unfinished trade gets on: one that does not close, or is not where the books have it, needs the trader.</summary>
internal sealed class TradesProbe(ITradeLedger ledger, TimeProvider time) : IHealthProbe
{
    public string Name => "trades";

    public async Task<HealthCheck> CheckAsync(CancellationToken token)
    {
        var now = time.GetUtcNow();
        var trades = await ledger.ListUnfinishedAsync(token);
        var stuck = trades.Where(trade => StuckTrades.SinceOf(trade, now) is not null)
            .OrderBy(trade => StuckTrades.SinceOf(trade, now))
            .ToList();
        if (stuck.Count == 0)
        {
            var found = trades.Count == 1 ? "1 unfinished trade, not stuck." : $"{trades.Count} unfinished trades, none of them stuck.";
            return new HealthCheck(Name, HealthStatus.Healthy, found, now);
        }

        var names = string.Join(", ", stuck.Select(static trade => $"{trade.Symbol} ({trade.Strategy})"));
        return new HealthCheck(
            Name, HealthStatus.Unhealthy, $"Stuck, see the stories of the trades: {names}.", StuckTrades.SinceOf(stuck[0], now));
    }
}
