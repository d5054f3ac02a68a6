using TradingBot.Core.Identifiers;
using TradingBot.Trading.Settlement;

namespace TradingBot.Functions.Activities;

/// <summary>False while the exchange's own profit figure is still missing.</summary>
public sealed class SettleTrade(TradeSettlement settlement)
{
    [Function(nameof(SettleTrade))]
    public Task<bool> RunAsync([ActivityTrigger] SettleRequest request, CancellationToken token) =>
        settlement.SettleAsync(new TradeId(request.TradeId), request.IsLastTry, token);
}

public sealed record SettleRequest(Guid TradeId, bool IsLastTry);
