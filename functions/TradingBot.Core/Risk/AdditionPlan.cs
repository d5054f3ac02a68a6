using TradingBot.Core.Identifiers;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;

namespace TradingBot.Core.Risk;

/// <summary>What is written down of an approved addition to an open trade.</summary>
/// <remarks>
/// One stop guards the whole. It goes to where the rules would put the stop of a new position at the price of now, as Faith, The Original
/// Turtle Trading Rules, 2003, moves the stops of all units with the newest one; where the stop that stands is nearer, it stays.
/// </remarks>
public static class AdditionPlan
{
    /// <param name="plan">As approved: what is added alone, with the stop of the whole.</param>
    /// <param name="request">What it was approved for.</param>
    /// <param name="signal">The alert that asks.</param>
    /// <param name="validUntil">After that it is not sent.</param>
    /// <exception cref="ArgumentException">The request opens a trade.</exception>
    public static Addition Of(TradePlan plan, EntryRequest request, SignalId signal, DateTimeOffset validUntil)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(request);
        if (request.AddsTo is not { } trade) throw new ArgumentException("The request opens a trade.", nameof(request));
        var (number, planned) = (trade.AdditionsApproved + 1, trade.PlannedStopLoss ?? plan.StopLoss);
        var slippage = Slippage.Of(request.Strategy, plan.OrderType, plan.ReferencePrice, plan.Terms.WorstPrice);
        return new Addition
        {
            Number = number,
            SignalId = signal,
            LinkId = OrderLinkId.For(trade.Id, OrderRole.Entry, number),
            Quantity = plan.Quantity,
            ReferencePrice = plan.ReferencePrice,
            WorstPrice = plan.Terms.WorstPrice,
            StopLoss = plan.StopLoss,
            Risk = plan.Risk,
            RiskAtPlannedStop = plan.Quantity
                * UnitRisk.AtStop(trade.Category, plan.ReferencePrice, planned, request.Fees, slippage),
            Notional = plan.Notional,
            ValidUntil = validUntil,
            RequestedAt = request.Now,
            Before = PlannedFigures.Of(trade),
        };
    }
}
