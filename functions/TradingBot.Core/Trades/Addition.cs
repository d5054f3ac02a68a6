using TradingBot.Core.Identifiers;
using TradingBot.Core.Orders;

namespace TradingBot.Core.Trades;

/// <summary>What is being added to an open trade, fixed when it was approved; its order is filled or gone at once.</summary>
public sealed record Addition
{
    /// <summary>Which addition that was approved for the trade it is, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>The alert that asked for it.</summary>
    public required SignalId SignalId { get; init; }

    /// <summary>The id of its order.</summary>
    public required OrderLinkId LinkId { get; init; }

    /// <summary>In the unit of the trade's quantity; greater than zero.</summary>
    public required decimal Quantity { get; init; }

    /// <summary>The price it was approved at.</summary>
    public required decimal ReferencePrice { get; init; }

    /// <summary>The worst price that it may be filled at; null where nothing bounds it.</summary>
    public decimal? WorstPrice { get; init; }

    /// <summary>Where the stop of the whole position goes with it, unless it stands nearer by then.</summary>
    public required decimal StopLoss { get; init; }

    /// <summary>Loss of what is added at that stop, fees of both sides and slippage included, in quote coin (inverse: USD).</summary>
    public required decimal Risk { get; init; }

    /// <summary>The same at the trade's planned stop: until the stop has moved, that is what can be lost.</summary>
    public required decimal RiskAtPlannedStop { get; init; }

    /// <summary>Quote coin; inverse: USD.</summary>
    public required decimal Notional { get; init; }

    /// <summary>After this moment an order that never reached the exchange is given up instead of sent late.</summary>
    public required DateTimeOffset ValidUntil { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>The planned figures of the trade without it.</summary>
    public required PlannedFigures Before { get; init; }

    /// <summary>The planned figures of the trade with so much of it.</summary>
    /// <remarks>
    /// What was closed before takes no part: risk and value of what is open then are those of the open part and of what is added, and the
    /// figures of the plan are as many times that as its quantity is.
    /// </remarks>
    /// <param name="filled">Of the quantity, from 0 to all of it.</param>
    public PlannedFigures With(decimal filled)
    {
        if (filled <= 0) return Before;
        var (share, open, planned) = (filled / Quantity, Before.Open + filled, Before.Quantity + filled);
        return new PlannedFigures(
            planned,
            open,
            decimal.Round(
                ((Before.ReferencePrice * Before.Open) + (ReferencePrice * filled)) / open,
                Math.Max(Before.ReferencePrice.Scale, ReferencePrice.Scale)),
            OfPlan(Before.Risk, RiskAtPlannedStop),
            Before.RiskTaken + (Risk * share),
            OfPlan(Before.Notional, Notional));

        decimal OfPlan(decimal before, decimal added) => ((before * Before.Open / Before.Quantity) + (added * share)) * planned / open;
    }
}

/// <summary>What the plan of a trade comes to.</summary>
/// <param name="Quantity">As planned; base coin, inverse: USD contracts.</param>
/// <param name="Open">What of it is open, in the same unit.</param>
/// <param name="ReferencePrice">The price it was planned with.</param>
/// <param name="Risk">Loss at the planned stop of the planned quantity, in quote coin (inverse: USD).</param>
/// <param name="RiskTaken">The sum of what was approved to be lost; quote coin (inverse: USD).</param>
/// <param name="Notional">Quote coin; inverse: USD.</param>
public sealed record PlannedFigures(
    decimal Quantity, decimal Open, decimal ReferencePrice, decimal Risk, decimal RiskTaken, decimal Notional)
{
    public static PlannedFigures Of(TradeRecord trade)
    {
        ArgumentNullException.ThrowIfNull(trade);
        return new PlannedFigures(
            trade.Quantity, trade.OpenQuantity, trade.ReferencePrice, trade.Risk, trade.RiskTaken, trade.Notional);
    }
}
