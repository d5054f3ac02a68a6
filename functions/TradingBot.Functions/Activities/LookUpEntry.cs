using TradingBot.Core.Identifiers;
using TradingBot.Trading.Entries;

namespace TradingBot.Functions.Activities;

public sealed class LookUpEntry(EntryPlacement placement)
{
    [Function(nameof(LookUpEntry))]
    public Task<EntryOutcome> RunAsync([ActivityTrigger] Guid tradeId, CancellationToken token) =>
        placement.LookUpAsync(new TradeId(tradeId), token);
}
