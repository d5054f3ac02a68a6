using TradingBot.Core.Ledger;
using TradingBot.Core.Orders;
using TradingBot.Core.Ports;

namespace TradingBot.Functions.Trading;

/// <summary>How a kind of market holds a position, guards it and lets it go.</summary>
public interface IPositionDesk
{
    /// <exception cref="VenueUnavailableException">The venue gave no answer.</exception>
    Task<Holding> ReadAsync(TradeRecord trade, CancellationToken token);

    /// <summary>True when nothing of the trade is left to close.</summary>
    bool IsFlat(TradeRecord trade, Holding holding);

    /// <summary>Asks the venue for the trade's stop (and target, where the venue keeps one).</summary>
    Task<SubmitOutcome> PlaceStopAsync(TradeRecord trade, Holding holding, CancellationToken token);

    /// <summary>Frees the quantity for an exit order; false while something still binds it.</summary>
    Task<bool> ReleaseAsync(TradeRecord trade, CancellationToken token);

    /// <summary>True when a target that the venue does not keep has been reached.</summary>
    Task<bool> IsTargetReachedAsync(TradeRecord trade, CancellationToken token);

    OrderIntent ExitIntent(TradeRecord trade, Holding holding, int attempt);
}
