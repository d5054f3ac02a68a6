using TradingBot.Core.Identifiers;
using TradingBot.Core.Trades;

namespace TradingBot.Functions.Activities;

/// <summary>True when every one of the trades has ended.</summary>
public sealed class AreClosed(ITradeLedger ledger)
{
    [Function(nameof(AreClosed))]
    public async Task<bool> RunAsync([ActivityTrigger] Guid[] tradeIds, CancellationToken token)
    {
        foreach (var id in tradeIds)
        {
            if (await ledger.FindAsync(new TradeId(id), token) is { IsUnfinished: true })
                return false;
        }

        return true;
    }
}
