using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Strategies;

namespace TradingBot.Core.Risk;

/// <summary>What sizing looks at. Entry and stop are already on the tick.</summary>
public sealed record SizeRequest
{
    public required Sizing Sizing { get; init; }

    public required Instrument Instrument { get; init; }

    public required OrderType OrderType { get; init; }

    public required decimal Entry { get; init; }

    public required decimal Stop { get; init; }

    /// <summary>
    /// The strategy's own stop, on the tick; null when it has none. A nearer one from the alert makes the risk smaller and not the position
    /// larger.
    /// </summary>
    public decimal? OwnStop { get; init; }

    public required FeeRate Fees { get; init; }

    public Slippage Slippage { get; init; }

    /// <summary>In the unit of the price, above 0; for <see cref="SizingMode.AtrRisk"/>.</summary>
    public decimal? AverageTrueRange { get; init; }

    /// <summary>Quote coin; inverse: USD.</summary>
    public required decimal Equity { get; init; }

    /// <summary>What is held already: with it the position is not to exceed the strategy's bound. Zero for a new position.</summary>
    public decimal Held { get; init; }

    /// <summary>The alert's contracts, for <see cref="SizingMode.FollowContracts"/>.</summary>
    public required decimal? Contracts { get; init; }
}
