using TradingBot.Core.Foundation;
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

    /// <summary>How far the entry may go from there, and when.</summary>
    public EntryTerms Terms { get; init; } = EntryTerms.None;

    public required decimal StopLoss { get; init; }

    public required IReadOnlyList<PlannedTarget> Targets { get; init; }

    /// <summary>How the stop moves from there.</summary>
    public StopMoves StopMoves { get; init; } = StopMoves.None;

    public decimal? Leverage { get; init; }

    /// <summary>Quote coin.</summary>
    public required decimal Notional { get; init; }

    /// <summary>Loss at the stop, fees of both sides and slippage included, in quote coin.</summary>
    public required decimal Risk { get; init; }

    /// <summary>What the alert's contracts came to before the strategy's bound; null when that did not count.</summary>
    public decimal? AskedQuantity { get; init; }

    /// <summary>The strategy's own stop, where the size was reckoned by it and not by the alert's nearer one; else null.</summary>
    public decimal? SizedByStop { get; init; }

    /// <summary>The leverage that was asked for, where a lower one keeps the liquidation beyond the stop; else null.</summary>
    public decimal? AskedLeverage { get; init; }

    /// <summary>What was made smaller than asked for and why, a sentence each with a space before it; empty when nothing was.</summary>
    public string Remarks
    {
        get
        {
            var cut = AskedQuantity is { } asked
                ? $" Cut from {FigureText.RoughAmount(asked)} to the most that the strategy follows."
                : "";
            var sized = SizedByStop is { } stop
                ? $" The size is that of the strategy's own stop at {DecimalText.Write(stop)}: a nearer one risks less, and buys no more."
                : "";
            var lowered = AskedLeverage is { } leverage && Leverage is { } lower
                ? $" Leverage {DecimalText.Write(lower)} instead of {DecimalText.Write(leverage)}, so that the stop comes before the liquidation."
                : "";
            return cut + sized + lowered + Terms.Remarks(OrderType)
                + string.Concat(StopMoves.WaitingForNothing(Targets).Select(static rule => $" {rule}"));
        }
    }
}

/// <summary>One target of a trade.</summary>
/// <param name="Price">Where it lies, on the tick; where a person has moved its order, there.</param>
/// <param name="ClosePercent">The share of the whole position that is closed there, above 0 and up to 100.</param>
/// <param name="IsReached">True once its share was closed, or was closed together with that of a farther one.</param>
/// <param name="Version">With which change of the targets a person has set it; 0 when it was planned with the entry.</param>
public sealed record PlannedTarget(decimal Price, decimal ClosePercent, bool IsReached = false, int Version = 0);
