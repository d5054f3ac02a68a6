using TradingBot.Core.Exchange;
using TradingBot.Core.Trades;
using TradingBot.Trading.Exchange;

namespace TradingBot.Trading.Reconciliation;

/// <summary>
/// Books the funding that the exchange lists only after its trade was settled. Funding is paid at a moment and listed a little later; a
/// trade that closes between the two is looked at again until nothing more can come.
/// </summary>
public sealed class LateFunding(IExchange exchange, ITradeLedger ledger, TimeProvider time)
{
    /// <summary>How long after its trade has closed a payment may still be listed.</summary>
    public static readonly TimeSpan Within = TimeSpan.FromMinutes(5);

    /// <exception cref="ExchangeUnavailableException">The exchange gave no answer; the next run asks again.</exception>
    public async Task RunAsync(CancellationToken token)
    {
        foreach (var trade in await ledger.ListJustClosedAsync(Within, time.GetUtcNow(), token))
        {
            var now = time.GetUtcNow();
            await ledger.BookFundingAsync(trade, exchange, now, token);
            // The moment of asking ends the search once it is late enough; until then it would hide what is listed late.
            if (now - trade.ClosedAt > Within)
                await ledger.NoteExecutionsReadAsync(trade.Id, now, token);
        }
    }
}
