using TradingBot.Core.Markets;
using TradingBot.Core.Orders;

namespace TradingBot.Core.Trades;

/// <summary>An approved entry in absolute numbers, every one of them on the instrument's steps.</summary>
public sealed record TradePlan
{
    public required Direction Direction { get; init; }

    public required OrderType OrderType { get; init; }

    public required decimal Quantity { get; init; }

    public decimal? LimitPrice { get; init; }

    /// <summary>The price the plan was made with: the limit price, or the side of the book a market order would meet.</summary>
    public required decimal ReferencePrice { get; init; }

    public required decimal StopLoss { get; init; }

    public required IReadOnlyList<PlannedTarget> Targets { get; init; }

    /// <summary>How the stop moves from there.</summary>
    public StopMoves StopMoves { get; init; } = StopMoves.None;

    public decimal? Leverage { get; init; }

    /// <summary>Quote coin.</summary>
    public required decimal Notional { get; init; }

    /// <summary>Loss at the stop, fees of both sides included, in quote coin.</summary>
    public required decimal Risk { get; init; }
}

/// <summary>One target of a trade.</summary>
/// <param name="Price">Where it lies, on the tick; where a person has moved its order, there.</param>
/// <param name="ClosePercent">The share of the whole position that is closed there, above 0 and up to 100.</param>
/// <param name="IsReached">True once its share was closed, or was closed together with that of a farther one.</param>
public sealed record PlannedTarget(decimal Price, decimal ClosePercent, bool IsReached = false);
