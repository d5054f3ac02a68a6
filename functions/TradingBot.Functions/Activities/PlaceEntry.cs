using TradingBot.Core.Identifiers;
using TradingBot.Trading.Entries;

namespace TradingBot.Functions.Activities;

public sealed class PlaceEntry(EntryPlacement placer)
{
    [Function(nameof(PlaceEntry))]
    public Task<EntryOutcome> RunAsync([ActivityTrigger] Guid tradeId, CancellationToken token) =>
        placer.PlaceAsync(new TradeId(tradeId), token);
}
