using TradingBot.Core.Trades;
using TradingBot.Functions.Trading;

namespace TradingBot.Functions.Activities;

public sealed class PlaceEntry(EntryPlacer placer)
{
    [Function(nameof(PlaceEntry))]
    public Task<EntryOutcome> RunAsync([ActivityTrigger] Guid tradeId, CancellationToken token) => placer.PlaceAsync(new TradeId(tradeId), token);
}
