using TradingBot.Core.Identifiers;
using TradingBot.Trading.Positions;

namespace TradingBot.Functions.Activities;

public sealed class FollowTrade(TradeMonitor monitor)
{
    [Function(nameof(FollowTrade))]
    public Task<MonitorResult> RunAsync([ActivityTrigger] Guid tradeId, CancellationToken token) =>
        monitor.LookAsync(new TradeId(tradeId), token);
}
