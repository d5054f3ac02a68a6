using TradingBot.Core.Identifiers;
using TradingBot.Trading.Entries;
using TradingBot.Trading.Positions;

namespace TradingBot.Functions.Activities;

/// <summary>One look at a trade: what is to be added to it goes a step further, then what stands is booked, guarded or closed.</summary>
public sealed class FollowTrade(AdditionPlacement additions, TradeMonitor monitor)
{
    [Function(nameof(FollowTrade))]
    public async Task<MonitorResult> RunAsync([ActivityTrigger] Guid tradeId, CancellationToken token)
    {
        var id = new TradeId(tradeId);
        await additions.AdvanceAsync(id, token);
        return await monitor.LookAsync(id, token);
    }
}
