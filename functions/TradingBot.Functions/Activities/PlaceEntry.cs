using TradingBot.Core.Identifiers;
using TradingBot.Trading.Entries;

namespace TradingBot.Functions.Activities;

public sealed class PlaceEntry(EntryPlacement placement)
{
    [Function(nameof(PlaceEntry))]
    public Task<EntryOutcome> RunAsync([ActivityTrigger] Guid tradeId, CancellationToken token) =>
        placement.PlaceAsync(new TradeId(tradeId), token);
}
