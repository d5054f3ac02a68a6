using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Notifications;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;
using TradingBot.Trading.Exchange;

namespace TradingBot.Trading.Positions;

/// <summary>
/// The one target for a whole futures position, which the exchange keeps with the stop. Where a person has moved it, it is kept; one that
/// is gone is put back, and where the price is beyond it already the position is closed, since the exchange would not take it any more.
/// Where a person has changed the targets here, the exchange is made to hold what is wanted by now, which may be none.
/// </summary>
public sealed class WholeTarget(IExchange exchange, ITradeLedger ledger, INotificationStore notices, TimeProvider time)
{
    // The exchange's word for none.
    private const decimal None = 0;

    private static readonly TimeSpan ToldAfter = TimeSpan.FromSeconds(30);

    /// <param name="trade">As just read from the ledger; not being closed.</param>
    /// <param name="holding">What of it stands, guarded.</param>
    /// <returns>The trade, with what is asked for.</returns>
    /// <exception cref="ExchangeUnavailableException">The exchange gave no answer.</exception>
    public async Task<TradeRecord> KeepAsync(TradeRecord trade, PositionState holding, CancellationToken token)
    {
        // Until the exchange was seen to hold what a person has changed here, what it shows is the target of before, and nobody's move.
        var isAsked = trade.TargetsAskedAt is not null;
        if (trade.Category == Category.Spot || holding is not { Missing: 0, Quantity: > 0 } || holding.TakeProfit == trade.WholeTarget
            || (trade.WholeTarget is null && !isAsked))
            return trade;
        var now = time.GetUtcNow();
        if (holding.TakeProfit is { } moved && !isAsked)
        {
            var (line, notice) = (TradeEvents.TargetMoved(trade, 0, moved), TradeNotices.TargetMoved(trade, 0, moved));
            await ledger.NoteTargetMovedAsync(trade, 0, moved, line, notice, now, token);
            return trade;
        }

        if (trade.WholeTarget is { } target)
        {
            var ticker = await exchange.GetTickerAsync(trade.Category, trade.Symbol, token).RequireAsync();
            if ((ticker.LastPrice - target) * trade.Direction.Sign() >= 0)
            {
                await ledger.RequestCloseForTargetAsync(trade, TradeEvents.CloseDueByTarget(), now, token);
                return await ledger.GetAsync(trade.Id, token);
            }

            if (!isAsked)
            {
                await ledger.AddLineAsync(trade.Id, TradeEvents.WholeTargetMissing(target, now), now, token);
                await notices.NotifyAsync(TradeNotices.WholeTargetRemoved(trade, target, now), now, token);
            }
        }

        if (trade.TargetsAskedAt is { } since)
        {
            if (now - since > ToldAfter)
                await notices.NotifyAsync(TradeNotices.TargetChangeFailed(trade, holding.TakeProfit), now, token);
            if (!await ledger.TryTargetsAsync(trade, now - AskedAgain.PauseAfter(now - since), now, token))
                return trade;
        }

        var stop = new TradingStop(trade.Category, trade.Symbol, StopLoss: null, trade.WholeTarget ?? None) { Direction = trade.Direction };
        var outcome = await exchange.SetTradingStopAsync(stop, token);
        if (outcome is SubmitOutcome.Rejected rejected)
            await ledger.AddLineAsync(trade.Id, TradeEvents.WholeTargetRefused(rejected.Error, now), now, token);
        return trade;
    }
}
