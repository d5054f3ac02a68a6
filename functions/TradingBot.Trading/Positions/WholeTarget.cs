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
/// </summary>
public sealed class WholeTarget(IExchange exchange, ITradeLedger ledger, INotificationStore notices, TimeProvider time)
{
    /// <param name="trade">As just read from the ledger; not being closed.</param>
    /// <param name="holding">What of it stands, guarded.</param>
    /// <returns>The trade, with what is asked for.</returns>
    /// <exception cref="ExchangeUnavailableException">The exchange gave no answer.</exception>
    public async Task<TradeRecord> KeepAsync(TradeRecord trade, PositionState holding, CancellationToken token)
    {
        if (trade is not { Category: not Category.Spot, WholeTarget: { } target }
            || holding is not { Missing: 0, Quantity: > 0 } || holding.TakeProfit == target)
            return trade;
        var now = time.GetUtcNow();
        if (holding.TakeProfit is { } moved)
        {
            var (line, notice) = (TradeEvents.TargetMoved(trade, 0, moved), TradeNotices.TargetMoved(trade, 0, moved));
            await ledger.NoteTargetMovedAsync(trade.Id, 0, moved, line, notice, now, token);
            return trade;
        }

        var ticker = await exchange.GetTickerAsync(trade.Category, trade.Symbol, token).RequireAsync();
        if ((ticker.LastPrice - target) * trade.Direction.Sign() >= 0)
        {
            await ledger.RequestCloseAsync(trade.Id, CloseReason.TakeProfit, TradeEvents.CloseDueByTarget(), now, token);
            return await ledger.GetAsync(trade.Id, token);
        }

        await ledger.AddLineAsync(trade.Id, TradeEvents.WholeTargetMissing(target, now), now, token);
        await notices.NotifyAsync(TradeNotices.WholeTargetRemoved(trade, target, now), now, token);
        var outcome = await exchange.SetTradingStopAsync(
            new TradingStop(trade.Category, trade.Symbol, StopLoss: null, target) { Direction = trade.Direction }, token);
        if (outcome is SubmitOutcome.Rejected rejected)
            await ledger.AddLineAsync(trade.Id, TradeEvents.WholeTargetRefused(rejected.Error, now), now, token);
        return trade;
    }
}
