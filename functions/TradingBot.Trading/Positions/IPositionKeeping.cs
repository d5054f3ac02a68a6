using TradingBot.Core.Exchange;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;
using TradingBot.Trading.Exchange;

namespace TradingBot.Trading.Positions;

/// <summary>How a kind of market holds a position, guards it and lets it go.</summary>
public interface IPositionKeeping
{
    /// <param name="trade">As just read from the ledger.</param>
    /// <param name="entry">Its entry orders, as they were brought up to date before.</param>
    /// <exception cref="ExchangeUnavailableException">The exchange gave no answer.</exception>
    Task<PositionState> ReadAsync(TradeRecord trade, EntryOrders entry, CancellationToken token);

    /// <summary>True when nothing of the trade is left to close.</summary>
    bool IsFlat(TradeRecord trade, PositionState holding);

    /// <summary>Asks the exchange for a stop of the trade (and its target for the whole position, where the exchange keeps one).</summary>
    /// <param name="trade">As just read from the ledger.</param>
    /// <param name="holding">What of it stands.</param>
    /// <param name="stop">The price. Nearer than the loosest that may stand, it is a move: also one that a person has set looser is
    /// moved.</param>
    /// <param name="token">Ends the wait.</param>
    Task<SubmitOutcome> PlaceStopAsync(TradeRecord trade, PositionState holding, decimal stop, CancellationToken token);

    /// <summary>Frees the quantity for an exit order; false while something still binds it.</summary>
    Task<bool> ReleaseAsync(TradeRecord trade, PositionState holding, CancellationToken token);

    /// <summary>True when a target for the whole position that the exchange does not keep has been reached.</summary>
    Task<bool> IsTargetReachedAsync(TradeRecord trade, CancellationToken token);

    /// <summary>
    /// True when the market is beyond a stop that the exchange does not carry out: one that it would take for an order that waits for the
    /// price to come back, or that the bot alone watches.
    /// </summary>
    /// <param name="trade">As just read from the ledger.</param>
    /// <param name="holding">What of it stands, more than nothing.</param>
    /// <param name="token">Ends the wait.</param>
    Task<bool> IsStopPassedAsync(TradeRecord trade, PositionState holding, CancellationToken token);

    /// <summary>The least that an exit closes for; null where exits are market orders.</summary>
    /// <param name="trade">As just read from the ledger.</param>
    /// <param name="holding">What of it stands, more than nothing.</param>
    /// <param name="vainTries">How many exits before it closed nothing.</param>
    /// <param name="token">Ends the wait.</param>
    Task<decimal?> FindExitPriceAsync(TradeRecord trade, PositionState holding, int vainTries, CancellationToken token);

    /// <summary>True when an exit would be filled now that would not have been before, so that it need not wait for its time.</summary>
    /// <inheritdoc cref="FindExitPriceAsync"/>
    Task<bool> IsWantedAsync(TradeRecord trade, PositionState holding, int vainTries, CancellationToken token);

    OrderIntent ExitIntent(TradeRecord trade, ExitOrder exit);
}

/// <summary>What is the same for every kind of market.</summary>
internal static class PositionGuard
{
    /// <summary>
    /// Asks for the loosest stop that may stand. One that is only wanted was never there: the price may have passed it, and the exchange
    /// would take none.
    /// </summary>
    public static Task<SubmitOutcome> GuardAsync(
        this IPositionKeeping positions, TradeRecord trade, PositionState holding, CancellationToken token) =>
        positions.PlaceStopAsync(
            trade, holding, trade.LoosestStopLoss ?? throw new InvalidOperationException($"Trade {trade.Id} has no stop to place."), token);
}
