using Microsoft.Extensions.Options;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Notifications;
using TradingBot.Core.Trades;
using TradingBot.Trading.Exchange;

namespace TradingBot.Trading.Positions;

/// <summary>
/// Holds the promise that no position stands without a confirmed stop, nor unseen with a looser one than planned: puts it back to the plan,
/// and closes what cannot be guarded in time.
/// </summary>
public sealed class StopLossGuard(
    IExchange exchange, ITradeLedger ledger, INotificationStore notices, TimeProvider time, IOptions<TradingOptions> options)
{
    /// <summary>True when a stop is confirmed at the exchange, and not to be put back.</summary>
    public async Task<bool> EnsureAsync(IPositionKeeping positions, TradeRecord trade, PositionState holding, CancellationToken token)
    {
        if (await NoteAsync(trade, holding, token) is not { } from)
            return true;
        var now = time.GetUtcNow();
        if (trade.PlannedStopLoss is null)
            return await GiveUpAsync(trade, "no stop was planned for it", error: null, token);
        if (now - from > Within)
            return await GiveUpAsync(trade, WhyUnconfirmed, error: null, token);
        var outcome = await positions.GuardAsync(trade, holding, token);
        return outcome is SubmitOutcome.Rejected { Error.Class: not (RetryGuidance.CorrectAndRetry or RetryGuidance.RetryLater) } rejected
            && await GiveUpAsync(trade, "the exchange refused its stop", rejected.Error, token);
    }

    /// <summary>
    /// Notes and tells where the stop stands of a trade that is being closed, after somebody moved it or took it away: the exits put it
    /// back between their tries and while one is under way. A spot stop that is not there is no news then: an exit needs the coins that
    /// it binds.
    /// </summary>
    /// <returns>The trade, with since when the planned stop does not stand.</returns>
    public async Task<TradeRecord> NoteWhileClosingAsync(TradeRecord trade, PositionState holding, CancellationToken token)
    {
        if (holding.Quantity <= 0 || trade.StopConfirmedAt is null || (holding.StopLoss is null && trade.Category == Category.Spot))
            return trade;
        var from = await NoteAsync(trade, holding, token);
        if (time.GetUtcNow() - from > Within)
            await notices.NotifyAsync(TradeNotices.UnprotectedWhileClosing(trade, WhyUnconfirmed), time.GetUtcNow(), token);
        return trade with { StopMissingSince = from is null ? null : trade.StopMissingSince ?? from };
    }

    private TimeSpan Within => TimeSpan.FromSeconds(options.Value.ProtectWithinSeconds);

    private string WhyUnconfirmed => $"its stop was not confirmed within {options.Value.ProtectWithinSeconds} seconds";

    // From when on it counts that the planned stop does not stand; null while it does.
    private async Task<DateTimeOffset?> NoteAsync(TradeRecord trade, PositionState holding, CancellationToken token)
    {
        if (!trade.IsGuardedBy(holding.StopLoss))
        {
            var line = holding.StopLoss switch
            {
                { } reset when trade.IsResetByEntry(reset) => TradeEvents.StopReset(reset, trade.LoosestStopLoss),
                { } looser => TradeEvents.StopLoosened(looser, trade.LoosestStopLoss),
                null => WhyMissing(trade, holding),
            };
            var pause = WatchedTime.StopPause(Within);
            return await ledger.NoteStopMissingAsync(trade.Id, holding.StopLoss, pause, line, time.GetUtcNow(), token);
        }

        var stop = holding.StopLoss!.Value;
        var hasMoved = trade.AskedStop is { } asked && !trade.IsLooser(stop, asked.Price);
        if (trade.StopConfirmedAt is null || trade.StopMissingSince is not null || trade.StopLoss != stop || hasMoved)
            await ConfirmAsync(trade, holding, stop, token);
        return null;
    }

    // A spot stop is an order of its own, sent once the coins are there: until it was seen for the first time, none is missing.
    private static NewTradeEvent? WhyMissing(TradeRecord trade, PositionState holding) => holding switch
    {
        { Overguarded: > 0 and var more } => TradeEvents.StopTooLarge(holding.Quantity + more, holding.Quantity),
        _ when trade is { Category: Category.Spot, StopConfirmedAt: null } => null,
        { Bare: > 0, HasGrown: true } => TradeEvents.StopIncomplete(holding.Bare, holding.Quantity),
        { Bare: > 0 } => TradeEvents.StopPartMissing(holding.Bare, holding.Quantity, trade.LoosestStopLoss),
        _ => TradeEvents.StopMissing(trade.LoosestStopLoss),
    };

    // Told in the step that notes it: after a crash it is neither lost nor repeated.
    private async Task ConfirmAsync(TradeRecord trade, PositionState holding, decimal stop, CancellationToken token)
    {
        (NewTradeEvent? Line, Notification? Notice) told = trade switch
        {
            { StopConfirmedAt: null } => (TradeEvents.StopConfirmed(trade.Category, stop), TradeNotices.Opened(
                trade, stop, await exchange.FindTickSizeAsync(trade.Category, trade.Symbol, token))),
            { StopMissingSince: not null, StopLoss: { } reset } when trade.IsResetByEntry(reset) && reset != stop =>
                (TradeEvents.StopPutBack(stop, reset), null),
            { StopMissingSince: not null, KeepsMovedStops: false, StopLoss: { } before }
                when trade.IsTooLoose(before) && before != stop =>
                (TradeEvents.StopPutBack(stop, before), TradeNotices.StopPutBack(trade, stop)),
            { Category: Category.Spot, StopMissingSince: { } since } when holding.Missing > 0 =>
                (TradeEvents.StopRestored(stop), TradeNotices.StopForLess(trade, stop, holding.Quantity, holding.Missing, since)),
            // Nothing was missing: what was bought last has its stop now.
            { Category: Category.Spot, StopMissingSince: not null } when holding.HasGrown =>
                (TradeEvents.StopCompleted(stop, holding.Quantity), null),
            { StopMissingSince: { } since } => (TradeEvents.StopRestored(stop), TradeNotices.StopRestored(trade, stop, since)),
            // Nearer than before, while a move is under way: what was asked for a moment ago.
            { AskedStop: { } asked } when !trade.IsLooser(asked.Price, stop) && trade.IsLooser(trade.StopLoss ?? stop, stop) =>
                (TradeEvents.StopTightened(stop, asked, trade.StopLoss),
                    stop == asked.Price ? TradeNotices.StopTightened(trade, asked) : null),
            { StopLoss: var seen } when seen == stop => (null, null),
            _ => (TradeEvents.StopMoved(stop, trade.StopLoss), TradeNotices.StopMoved(trade, stop)),
        };
        await ledger.ConfirmStopAsync(trade.Id, stop, told.Line, told.Notice, time.GetUtcNow(), token);
    }

    private async Task<bool> GiveUpAsync(TradeRecord trade, string why, ExchangeError? error, CancellationToken token)
    {
        var now = time.GetUtcNow();
        // The exchange takes no stop that the price has passed already: with it in place the position would be closed by now.
        if (await IsPassedAsync(trade, token))
        {
            await ledger.RequestCloseAsync(trade.Id, CloseReason.StopLoss, TradeEvents.CloseDueByStop(trade.Category), now, token);
            return false;
        }

        var line = TradeEvents.CloseRequestedUnprotected(why, error);
        await ledger.RequestCloseAsync(trade.Id, CloseReason.Unprotected, line, now, token);
        await notices.NotifyAsync(TradeNotices.Unprotected(trade, why), now, token);
        return false;
    }

    // Without an answer it is not said.
    private async Task<bool> IsPassedAsync(TradeRecord trade, CancellationToken token) =>
        trade.LoosestStopLoss is { } stop
        && await exchange.GetTickerAsync(trade.Category, trade.Symbol, token) is ExchangeResult<Ticker>.Success { Value: var ticker }
        && !trade.IsLooser(stop, ticker.WatchedPrice);
}
