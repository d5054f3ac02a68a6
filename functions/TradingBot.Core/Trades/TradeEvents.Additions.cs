using TradingBot.Core.Exchange;
using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Orders;

namespace TradingBot.Core.Trades;

/// <summary>What is added to an open trade.</summary>
public static partial class TradeEvents
{
    /// <param name="signal">The alert that asks.</param>
    /// <param name="plan">What was approved of it.</param>
    /// <param name="standing">Where the stop stands, or is wanted by now; null when none is.</param>
    /// <param name="quoteCoin">The coin of the risk; inverse: USD.</param>
    public static NewTradeEvent AddApproved(SignalId signal, TradePlan plan, decimal? standing, string quoteCoin)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var stop = plan.StopLoss == standing
            ? $"The stop-loss of the whole stays at {DecimalText.Write(plan.StopLoss)}."
            : $"The stop-loss of the whole goes to {DecimalText.Write(plan.StopLoss)}.";
        return new(
            TradeEventKinds.AddApproved,
            $"The strategy's alert adds to the position: {DecimalText.Write(plan.Quantity)}, risking {FigureText.RoughAmount(plan.Risk)} "
                + $"{quoteCoin}. {stop} Targets and rules that move the stop stay as they are.{plan.Remarks}",
            Data(
                ("signalId", signal),
                ("quantity", plan.Quantity),
                ("referencePrice", plan.ReferencePrice),
                ("stopLoss", plan.StopLoss),
                ("notional", plan.Notional),
                ("risk", plan.Risk)),
            $"addBySignal:{signal}");
    }

    public static NewTradeEvent AddSent(OrderIntent intent)
    {
        ArgumentNullException.ThrowIfNull(intent);
        return new(
            TradeEventKinds.EntrySent,
            $"Order that adds to the position sent: {Words(intent)}.",
            Data(("orderLinkId", intent.LinkId)),
            $"addSent:{intent.LinkId}");
    }

    public static NewTradeEvent AddSentAgain(OrderLinkId link) => new(
        TradeEventKinds.EntrySent,
        "The order that adds to the position was not at the exchange: sent again under the same id.",
        Data(("orderLinkId", link)));

    /// <param name="link">Of the order that the exchange has: it said so, or a look-up found it.</param>
    public static NewTradeEvent AddAccepted(OrderLinkId link, string exchangeOrderId) => new(
        TradeEventKinds.EntryAccepted,
        "The exchange has the order that adds to the position.",
        Data(("orderId", exchangeOrderId)),
        $"addAccepted:{link}");

    public static NewTradeEvent AddUnknown(ExchangeError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return new(
            TradeEventKinds.EntryUnknown,
            "No clear answer to the order that adds to the position: looking it up, not sending again.",
            Data(error));
    }

    /// <summary>A refusal that says no more than "not now"; each code is told once an order.</summary>
    public static NewTradeEvent AddDeferred(OrderLinkId link, ExchangeError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return new(
            TradeEventKinds.EntryDeferred,
            $"The exchange refused the order that adds to the position for now: {error.Message} It is tried again.",
            Data(error),
            $"addDeferred:{link}:{error.Code}");
    }

    /// <param name="addition">What was approved.</param>
    /// <param name="filled">What of it is filled, above zero.</param>
    public static NewTradeEvent Added(Addition addition, decimal filled)
    {
        ArgumentNullException.ThrowIfNull(addition);
        return new(
            TradeEventKinds.Added,
            $"Added to the position: {FilledWords(addition, filled)}.",
            Data(("number", addition.Number), ("filled", filled), ("quantity", addition.Quantity)),
            $"added:{addition.Number}");
    }

    /// <param name="addition">What was approved.</param>
    /// <param name="why">Why nothing of it was filled.</param>
    public static NewTradeEvent AddFailed(Addition addition, Denial why)
    {
        ArgumentNullException.ThrowIfNull(addition);
        ArgumentNullException.ThrowIfNull(why);
        return new(
            TradeEventKinds.AddFailed,
            $"Nothing was added to the position: {why.Message}",
            Data(("number", addition.Number), ("code", why.Code)),
            $"added:{addition.Number}");
    }

    /// <summary>"0.5", or "0.3 of 0.5" where the exchange filled less.</summary>
    internal static string FilledWords(Addition addition, decimal filled) => filled < addition.Quantity
        ? $"{DecimalText.Write(filled)} of {DecimalText.Write(addition.Quantity)}"
        : DecimalText.Write(filled);
}
