using TradingBot.Core.Exchange;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;
using TradingBot.Trading.Exchange;

namespace TradingBot.Trading.Positions;

/// <summary>How a kind of market holds a position, guards it and lets it go.</summary>
public interface IPositionKeeping
{
    /// <param name="trade">As just read from the ledger.</param>
    /// <param name="entry">Its entry order, as it was brought up to date before.</param>
    /// <exception cref="ExchangeUnavailableException">The exchange gave no answer.</exception>
    Task<PositionState> ReadAsync(TradeRecord trade, OrderRecord entry, CancellationToken token);

    /// <summary>True when nothing of the trade is left to close.</summary>
    bool IsFlat(TradeRecord trade, PositionState holding);

    /// <summary>Asks the exchange for the trade's stop (and its target for the whole position, where the exchange keeps one).</summary>
    Task<SubmitOutcome> PlaceStopAsync(TradeRecord trade, PositionState holding, CancellationToken token);

    /// <summary>Frees the quantity for an exit order; false while something still binds it.</summary>
    Task<bool> ReleaseAsync(TradeRecord trade, PositionState holding, CancellationToken token);

    /// <summary>True when a target for the whole position that the exchange does not keep has been reached.</summary>
    Task<bool> IsTargetReachedAsync(TradeRecord trade, CancellationToken token);

    /// <summary>
    /// True when the market is beyond the trade's stop, where the exchange would take a stop order for one that waits for the price to come
    /// back. Asked while no stop stands.
    /// </summary>
    Task<bool> IsStopPassedAsync(TradeRecord trade, CancellationToken token);

    OrderIntent ExitIntent(TradeRecord trade, ExitOrder exit);
}
