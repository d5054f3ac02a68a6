using TradingBot.Core.Orders;
using TradingBot.Core.Trades;

namespace TradingBot.Trading.Positions;

/// <summary>An order of a futures trade's target.</summary>
/// <param name="Order">The order.</param>
/// <param name="Target">Which target its id names, from 0.</param>
/// <param name="Filled">What it has closed.</param>
internal sealed record TargetLeg(OrderRecord Order, int Target, decimal Filled)
{
    /// <summary>
    /// True when it serves a target as the trade has it now: a person may have put another one in its place since it was sent for.
    /// </summary>
    public bool IsOf(TradeRecord trade) =>
        trade.HasTargetLadder && Target < trade.Targets.Count && Order.TargetsVersion >= trade.Targets[Target].Version;
}

/// <summary>What the orders of a trade's targets have closed and may still close.</summary>
internal static class TargetLegs
{
    /// <summary>All of the trade's target orders, with the order itself or its executions counted: whichever tells more.</summary>
    /// <param name="ledger">Holds the executions.</param>
    /// <param name="trade">The trade.</param>
    /// <param name="orders">Its orders.</param>
    public static async Task<IReadOnlyList<TargetLeg>> ReadAsync(
        ITradeLedger ledger, TradeRecord trade, IReadOnlyList<OrderRecord> orders, CancellationToken token)
    {
        // An order that has gone from the exchange's lists tells no more.
        var filled = (await ledger.ListFillsAsync(trade.Id, token)).ToLookup(static fill => fill.OrderLinkId, static fill => fill.Quantity);
        return
        [
            .. from order in orders
               where order.LinkId.TargetOf(trade.Id) is not null
               select new TargetLeg(
                   order, order.LinkId.TargetOf(trade.Id)!.Value, Math.Max(order.FilledQuantity, filled[order.LinkId.Value].Sum())),
        ];
    }

    /// <summary>How each target stands, in the order of the trade's.</summary>
    public static IReadOnlyList<TargetState> StatesOf(TradeRecord trade, IReadOnlyList<TargetLeg> legs) =>
    [
        .. trade.Targets.Select((target, index) =>
        {
            var its = legs.Where(leg => leg.Target == index && leg.IsOf(trade)).ToList();
            return new TargetState(
                target,
                its.Sum(static leg => leg.Filled),
                its.Where(static leg => !leg.Order.Status.IsFinal()).Sum(static leg => leg.Order.Quantity - leg.Filled));
        }),
    ];
}
