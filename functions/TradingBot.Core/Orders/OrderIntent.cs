using TradingBot.Core.Markets;

namespace TradingBot.Core.Orders;

/// <summary>Everything the exchange needs to know of one order, decided before it is sent and never changed after.</summary>
public sealed record OrderIntent
{
    public required OrderLinkId LinkId { get; init; }

    public required Category Category { get; init; }

    public required Symbol Symbol { get; init; }

    public required OrderSide Side { get; init; }

    public required OrderType Type { get; init; }

    /// <summary>In base coin; inverse: USD contracts. Always stated in base units for spot, market buys included.</summary>
    public required decimal Quantity { get; init; }

    /// <summary>Required for a limit order, absent otherwise.</summary>
    public decimal? LimitPrice { get; init; }

    /// <summary>Of a limit order.</summary>
    public TimeInForce TimeInForce { get; init; }

    /// <summary>May only shrink a position. Not for spot.</summary>
    public bool ReduceOnly { get; init; }

    /// <summary>
    /// Closes whatever stands, also what is smaller than an order may be; reduce-only market orders of perpetuals and futures alone.
    /// </summary>
    public bool ClosesAll { get; init; }

    /// <summary>Stop for the whole position, triggered by last price, attached to the entry (not on spot market orders).</summary>
    public decimal? StopLoss { get; init; }

    /// <summary>Target for the whole position, triggered by last price, attached to the entry (not on spot market orders).</summary>
    public decimal? TakeProfit { get; init; }

    /// <summary>Spot only: a stop order that sells (or buys) at market when the last price reaches this price.</summary>
    public decimal? TriggerPrice { get; init; }
}
