using System.Text.Json.Nodes;
using TradingBot.Core.Foundation;
using TradingBot.Core.Orders;

namespace TradingBot.Core.Trades;

/// <summary>What becomes of an order whatever it is for.</summary>
public static partial class TradeEvents
{
    public static NewTradeEvent OrderRejected(OrderRecord order, string? reason)
    {
        ArgumentNullException.ThrowIfNull(order);
        var message = $"The exchange rejected the {Word(order.Role)} order after accepting it.";
        return new(TradeEventKinds.OrderRejected, message, Data(("reason", reason)), $"rejected:{order.LinkId}");
    }

    public static NewTradeEvent OrderCancelled(OrderRecord order, string? reason)
    {
        ArgumentNullException.ThrowIfNull(order);
        return new(
            TradeEventKinds.OrderCancelled, $"The {Word(order.Role)} order was cancelled.", Data(("reason", reason)), $"cancelled:{order.LinkId}");
    }

    /// <summary>An entry that the exchange had taken and does not show any more.</summary>
    public static NewTradeEvent EntryMissing() => new(
        TradeEventKinds.PositionMissing, "The exchange does not show the entry order that it had taken: looking for what became of it.");

    /// <summary>An option that has expired is held by the exchange no more, and its delivery is not listed yet; told once.</summary>
    public static NewTradeEvent DeliveryAwaited() => new(
        TradeEventKinds.DeliveryAwaited,
        "The option has expired: waiting for the exchange to tell its delivery price.",
        Once: TradeEventKinds.DeliveryAwaited);

    public static NewTradeEvent EntryShown() => new(TradeEventKinds.PositionFound, "The exchange shows the entry order again.");

    /// <summary>An exit, stop or target without an answer that the exchange does not show; told once for each order.</summary>
    public static NewTradeEvent OrderSentAgain(OrderRecord order)
    {
        ArgumentNullException.ThrowIfNull(order);
        return new(
            order.Role switch
            {
                OrderRole.Stop => TradeEventKinds.StopSent,
                OrderRole.TakeProfit => TradeEventKinds.TargetSent,
                _ => TradeEventKinds.ExitSent,
            },
            $"The exchange shows no trace of the {Word(order.Role)} order: sent again under the same id.",
            Data(("orderLinkId", order.LinkId)),
            $"sentAgain:{order.LinkId}");
    }

    // What says something only in some lines.
    private static JsonObject With(this JsonObject data, params ReadOnlySpan<(string Name, decimal? Value)> values)
    {
        foreach (var (name, value) in values)
        {
            if (value is { } number)
                data[name] = DecimalText.Write(number);
        }

        return data;
    }
}
