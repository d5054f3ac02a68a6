using TradingBot.Core.Trades;
using TradingBot.Functions.Trading;

namespace TradingBot.Functions.Activities;

public sealed class FollowTrade(TradeFollower follower)
{
    [Function(nameof(FollowTrade))]
    public Task<FollowResult> RunAsync([ActivityTrigger] Guid tradeId, CancellationToken token) => follower.LookAsync(new TradeId(tradeId), token);
}
