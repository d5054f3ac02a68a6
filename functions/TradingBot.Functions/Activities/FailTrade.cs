using TradingBot.Core.Trades;
using TradingBot.Functions.Trading;

namespace TradingBot.Functions.Activities;

/// <summary>Ends a trade whose entry never got a fill.</summary>
public sealed class FailTrade(Settlement settlement)
{
    [Function(nameof(FailTrade))]
    public async Task<bool> RunAsync([ActivityTrigger] Guid tradeId, CancellationToken token)
    {
        await settlement.FailAsync(new TradeId(tradeId), token);
        return true;
    }
}
