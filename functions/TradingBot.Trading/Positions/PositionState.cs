using TradingBot.Core.Exchange;

namespace TradingBot.Trading.Positions;

/// <summary>What of a trade stands at the exchange.</summary>
/// <param name="Quantity">What can be guarded and closed, zero when nothing stands; base coin, inverse: USD contracts.</param>
/// <param name="StopLoss">The price of the stop confirmed there; null when none stands, or not for all of it.</param>
/// <param name="Missing">What our books hold more than that; zero when both agree.</param>
/// <param name="IsShared">True when the exchange holds more than our part, so that closing all would close somebody else's too.</param>
/// <param name="Foreign">A position in the symbol while nothing of ours stands there; null when there is none.</param>
public sealed record PositionState(
    decimal Quantity, decimal? StopLoss, decimal Missing = 0, bool IsShared = false, ExchangePosition? Foreign = null)
{
    /// <summary>The price of the target for the whole position there; null when none stands. Futures only.</summary>
    public decimal? TakeProfit { get; init; }

    /// <summary>The price by which the exchange values it now; null where it does not tell. Not for spot.</summary>
    public decimal? MarkPrice { get; init; }

    /// <summary>For how much of it no stop stands while one does for the rest; spot only.</summary>
    public decimal Bare { get; init; }

    /// <summary>True when that is, or was, only what was bought since the stops were set: none has ended since. Spot only.</summary>
    public bool HasGrown { get; init; }

    /// <summary>For how much more than that stops of ours stand; the exchange carries out no such sale. Spot only.</summary>
    public decimal Overguarded { get; init; }
}
