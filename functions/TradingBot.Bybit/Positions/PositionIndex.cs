using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;

namespace TradingBot.Bybit.Positions;

/// <summary>Bybit numbers the positions of a symbol: 0 the only one, 1 the long, 2 the short leg of hedge mode.</summary>
internal static class PositionIndex
{
    public static PositionLeg ToLeg(long? index) => index switch
    {
        1 => PositionLeg.Long,
        2 => PositionLeg.Short,
        _ => PositionLeg.Net,
    };

    /// <summary>In hedge mode a buy opens the long leg or, reduce-only, closes the short one.</summary>
    public static PositionLeg LegFor(PositionMode mode, OrderIntent intent)
    {
        if (mode == PositionMode.OneWay)
            return PositionLeg.Net;
        return (intent.Side == OrderSide.Buy) != intent.ReduceOnly ? PositionLeg.Long : PositionLeg.Short;
    }

    public static PositionLeg LegFor(PositionMode mode, Direction direction)
    {
        if (mode == PositionMode.OneWay)
            return PositionLeg.Net;
        return direction == Direction.Long ? PositionLeg.Long : PositionLeg.Short;
    }

    public static int Of(PositionLeg leg) => leg switch
    {
        PositionLeg.Net => 0,
        PositionLeg.Long => 1,
        PositionLeg.Short => 2,
        _ => throw new ArgumentOutOfRangeException(nameof(leg), leg, "Unknown leg."),
    };

    /// <summary>
    /// Options stay in one-way mode, spot has no positions, inverse cannot hedge on a unified account but is read as it is.
    /// </summary>
    public static bool MayHedge(Category category) => category is Category.Linear or Category.Inverse;
}
