using TradingBot.Core.Trades;
using TradingBot.Functions.Trading;

namespace TradingBot.Functions.Activities;

public sealed class LookUpEntry(EntryPlacer placer)
{
    [Function(nameof(LookUpEntry))]
    public Task<EntryOutcome> RunAsync([ActivityTrigger] Guid tradeId, CancellationToken token) => placer.LookUpAsync(new TradeId(tradeId), token);
}
