using TradingBot.Core.Identifiers;
using TradingBot.Trading.Settlement;

namespace TradingBot.Functions.Activities;

/// <summary>Ends a trade whose entry never got a fill.</summary>
public sealed class FailTrade(TradeSettlement settlement)
{
    [Function(nameof(FailTrade))]
    public async Task<bool> RunAsync([ActivityTrigger] Guid tradeId, CancellationToken token)
    {
        await settlement.FailAsync(new TradeId(tradeId), token);
        return true;
    }
}
