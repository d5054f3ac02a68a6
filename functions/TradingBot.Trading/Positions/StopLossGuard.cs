using Microsoft.Extensions.Options;
using TradingBot.Core.Exchange;
using TradingBot.Core.Notifications;
using TradingBot.Core.Trades;
using TradingBot.Trading.Exchange;

namespace TradingBot.Trading.Positions;

/// <summary>
/// Holds the promise that no position stands without a confirmed stop: restores a missing one, and closes what cannot be guarded in time.
/// </summary>
public sealed class StopLossGuard(
    IExchange exchange, ITradeLedger ledger, INotificationStore board, TimeProvider time, IOptions<TradingOptions> options)
{
    /// <summary>True when a stop is confirmed at the exchange.</summary>
    public async Task<bool> EnsureAsync(IPositionKeeping desk, TradeRecord trade, PositionState holding, CancellationToken token)
    {
        if (holding.StopLoss is { } stop)
        {
            if (trade.StopConfirmedAt is null || trade.StopMissingSince is not null || trade.StopLoss != stop)
                await ConfirmAsync(trade, stop, token);
            return true;
        }

        var now = time.GetUtcNow();
        var missing = TradeEvents.StopMissing(trade.StopLoss);
        var since = await ledger.NoteStopMissingAsync(trade.Id, missing, now, token);
        if (trade.StopLoss is null)
            return await GiveUpAsync(trade, "no stop was planned for it", error: null, token);
        if (now - since > TimeSpan.FromSeconds(options.Value.ProtectWithinSeconds))
            return await GiveUpAsync(
                trade, $"its stop was not confirmed within {options.Value.ProtectWithinSeconds} seconds", error: null, token);
        var outcome = await desk.PlaceStopAsync(trade, holding, token);
        return outcome is SubmitOutcome.Rejected { Error.Class: not (RetryGuidance.CorrectAndRetry or RetryGuidance.RetryLater) } rejected
            && await GiveUpAsync(trade, "the exchange refused its stop", rejected.Error, token);
    }

    private async Task ConfirmAsync(TradeRecord trade, decimal stop, CancellationToken token)
    {
        var now = time.GetUtcNow();
        // Told before it is noted, and once: after a crash in between it is neither lost nor repeated.
        if (trade.StopConfirmedAt is null)
        {
            var tickSize = await exchange.FindTickSizeAsync(trade.Category, trade.Symbol, token);
            await board.NotifyAsync(TradeNotices.Opened(trade, stop, tickSize), now, token);
        }

        var line = trade switch
        {
            { StopConfirmedAt: null } => TradeEvents.StopConfirmed(stop),
            { StopMissingSince: not null } => TradeEvents.StopRestored(stop),
            _ => TradeEvents.StopMoved(stop, trade.StopLoss),
        };
        await ledger.ConfirmStopAsync(trade.Id, stop, line, now, token);
        if (trade is { StopConfirmedAt: not null, StopMissingSince: { } since })
            await board.NotifyAsync(TradeNotices.StopRestored(trade, stop, since), now, token);
    }

    private async Task<bool> GiveUpAsync(TradeRecord trade, string why, ExchangeError? error, CancellationToken token)
    {
        var now = time.GetUtcNow();
        var line = TradeEvents.CloseRequestedUnprotected(why, error);
        await ledger.RequestCloseAsync(trade.Id, CloseReason.Unprotected, line, now, token);
        await board.NotifyAsync(TradeNotices.Unprotected(trade, why), now, token);
        return false;
    }
}
