using TradingBot.Core.Markets;
using TradingBot.Core.Orders;

namespace TradingBot.Core.Trades;

/// <summary>What a trade would lose at the stop that stands, with what is held of it and what of its entry still waits.</summary>
/// <param name="Category">Decides how a price difference becomes a loss.</param>
/// <param name="Direction">Long or short.</param>
/// <param name="Quantity">As planned; base coin, inverse: USD contracts.</param>
/// <param name="Exposed">What can be lost of it now, in the same unit: open, or still to be filled.</param>
/// <param name="Reference">The price the plan was made with.</param>
/// <param name="PlannedStop">The planned stop; null when none was planned.</param>
/// <param name="StandingStop">The stop as last seen at the exchange; null when none was seen.</param>
/// <param name="PlannedRisk">Loss at the planned stop, fees of both sides included, in quote coin (inverse: USD).</param>
public sealed record StandingRisk(
    Category Category,
    Direction Direction,
    decimal Quantity,
    decimal Exposed,
    decimal Reference,
    decimal? PlannedStop,
    decimal? StandingStop,
    decimal PlannedRisk)
{
    /// <summary>
    /// Loss at the stop that stands, with the fees as planned, in quote coin (inverse: USD). Never below zero: a stop in the profit frees
    /// the whole risk and no more.
    /// </summary>
    public decimal Amount => PlannedStop is { } planned && StandingStop is { } standing && planned != standing
        ? Math.Max(0m, ShareOf(PlannedRisk) + (Exposed * Direction.Sign() * MoreLoss(planned, standing)))
        : ShareOf(PlannedRisk);

    /// <summary>Of a figure of the planned quantity, what falls to the exposed one.</summary>
    public decimal ShareOf(decimal planned) => Exposed == Quantity ? planned : planned * Exposed / Quantity;

    // Of one unit, for a long. Inverse: base coin per USD contract, converted at the reference price as the planned risk was.
    private decimal MoreLoss(decimal planned, decimal standing) =>
        Category == Category.Inverse ? (Reference / standing) - (Reference / planned) : planned - standing;
}
