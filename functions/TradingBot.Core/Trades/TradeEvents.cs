using System.Text.Json.Nodes;
using TradingBot.Core.Exchange;
using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;

namespace TradingBot.Core.Trades;

/// <summary>
/// The catalogue of the lines of a trade's story: each kind with its sentence, its data and the name under which it is written once.
/// </summary>
public static partial class TradeEvents
{
    // A trade ends once, whatever ended it.
    private const string Finished = "finished";

    public static NewTradeEvent SignalReceived() => new(TradeEventKinds.SignalReceived, "Alert received from TradingView.");

    /// <param name="plan">What was approved.</param>
    /// <param name="symbol">What it is in.</param>
    /// <param name="quoteCoin">The coin of the risk; inverse: USD.</param>
    public static NewTradeEvent Decided(TradePlan plan, Symbol symbol, string quoteCoin)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var risk = FigureText.RoughAmount(plan.Risk);
        return new(
            TradeEventKinds.Decided,
            $"Approved: {EnumNames.Write(plan.Direction)} {DecimalText.Write(plan.Quantity)} {symbol}, risking {risk} {quoteCoin}.{plan.Remarks}",
            Data(
                ("quantity", plan.Quantity),
                ("referencePrice", plan.ReferencePrice),
                ("stopLoss", plan.StopLoss),
                ("notional", plan.Notional),
                ("risk", plan.Risk)).With(
                ("askedQuantity", plan.AskedQuantity), ("sizedByStop", plan.SizedByStop), ("askedLeverage", plan.AskedLeverage)),
            TradeEventKinds.Decided);
    }

    public static NewTradeEvent EntrySent(OrderIntent intent)
    {
        ArgumentNullException.ThrowIfNull(intent);
        return new(TradeEventKinds.EntrySent, $"Entry order sent: {Words(intent)}.", Data(("orderLinkId", intent.LinkId)), TradeEventKinds.EntrySent);
    }

    public static NewTradeEvent EntrySentAgain(OrderLinkId link) => new(
        TradeEventKinds.EntrySent,
        "The exchange has no trace of the entry order: sent again under the same id.",
        Data(("orderLinkId", link)));

    public static NewTradeEvent EntryRetried(OrderLinkId link) => new(
        TradeEventKinds.EntrySent,
        "Entry order sent again under the same id, after it was refused for now.",
        Data(("orderLinkId", link)));

    public static NewTradeEvent EntryAccepted(string exchangeOrderId) => new(
        TradeEventKinds.EntryAccepted, "The exchange accepted the entry order.", Data(("orderId", exchangeOrderId)), TradeEventKinds.EntryAccepted);

    public static NewTradeEvent EntryFound(string exchangeOrderId) => new(
        TradeEventKinds.EntryAccepted, "The entry order was found at the exchange.", Data(("orderId", exchangeOrderId)), TradeEventKinds.EntryAccepted);

    public static NewTradeEvent EntryUnknown(ExchangeError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return new NewTradeEvent(
            TradeEventKinds.EntryUnknown, "No clear answer to the entry order: looking it up, not sending again.", Data(error));
    }

    /// <summary>A refusal that says no more than "not now"; each code is told once.</summary>
    public static NewTradeEvent EntryDeferred(ExchangeError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return new(
            TradeEventKinds.EntryDeferred,
            $"The exchange refused the entry for now: {error.Message} It is tried again.",
            Data(error),
            $"entryDeferred:{error.Code}");
    }

    /// <param name="reason">Why.</param>
    /// <param name="foreign">The position that is not the trade's, where that is why.</param>
    public static NewTradeEvent EntryTakenBack(TakeBackReason reason, ExchangePosition? foreign = null)
    {
        var because = reason switch
        {
            TakeBackReason.Expired => "The entry has waited for its time",
            TakeBackReason.Halt => "Trading is halted",
            TakeBackReason.Paused => "The strategy is paused",
            TakeBackReason.ExitOnly => "The strategy only takes exits now",
            TakeBackReason.DryRun => "The strategy is a dry run now",
            TakeBackReason.ForeignPosition => foreign is null
                ? "Somebody else opened a position in the symbol"
                : $"Somebody else opened a {EnumNames.Write(foreign.Direction)} position of {DecimalText.Write(foreign.Quantity)} "
                    + $"{foreign.Symbol} at {FigureText.Price(foreign.EntryPrice, tickSize: null)}",
            TakeBackReason.Signal => "An alert of the strategy ends it",
            TakeBackReason.Manual => "A person closes the trade",
            TakeBackReason.Closed => "The position, or a part of it, is closed or being closed",
            TakeBackReason.StopMoved => "The stop-loss of what is filled has moved to the price of the entry or beyond",
            _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "Unknown reason."),
        };
        return new(
            TradeEventKinds.EntryCancelled,
            $"{because}: taking back what is left of the entry.",
            foreign is null
                ? Data(("reason", EnumNames.Write(reason)))
                : Data(
                    ("reason", EnumNames.Write(reason)),
                    ("direction", EnumNames.Write(foreign.Direction)),
                    ("quantity", foreign.Quantity),
                    ("entryPrice", foreign.EntryPrice)),
            Once: "entryTakenBack");
    }

    /// <summary>One execution, entry or exit; a close by an order that is not the bot's is told as that.</summary>
    /// <param name="trade">Whose execution it is: its orders have link ids of their own.</param>
    /// <param name="fill">What was executed.</param>
    public static NewTradeEvent Filled(TradeId trade, Fill fill)
    {
        ArgumentNullException.ThrowIfNull(fill);
        var word = fill.Role switch
        {
            OrderRole.Entry => "Entry",
            OrderRole.Stop => "Stop-loss",
            OrderRole.TakeProfit => "Take-profit",
            _ => fill.Forced switch
            {
                ForcedExit.Liquidation => "Liquidation",
                ForcedExit.AutoDeleveraging => "Auto-deleveraging",
                ForcedExit.Settlement => "Settlement",
                ForcedExit.Transfer => "Transfer",
                _ => "Exit",
            },
        };
        var isOutside = fill is { Role: OrderRole.Exit, Forced: null } && !OrderLinkId.IsOf(trade, fill.OrderLinkId);
        var what = isOutside ? "Closed outside the bot" : $"{word} filled";
        return new(
            fill.Role == OrderRole.Entry ? TradeEventKinds.EntryFilled : TradeEventKinds.ExitFilled,
            $"{what}: {DecimalText.Write(fill.Quantity)} at {DecimalText.Write(fill.Price)}.",
            Data(
                ("execId", fill.ExecId),
                ("price", fill.Price),
                ("quantity", fill.Quantity),
                ("fee", fill.Fee),
                ("feeCurrency", fill.FeeCurrency)),
            $"fill:{fill.ExecId}");
    }

    /// <param name="trade">The trade with what our books hold.</param>
    /// <param name="missing">What of it the exchange does not show; base coin, inverse: USD contracts.</param>
    public static NewTradeEvent PositionMissing(TradeRecord trade, decimal missing)
    {
        ArgumentNullException.ThrowIfNull(trade);
        return new(
            TradeEventKinds.PositionMissing,
            $"The exchange does not show {DecimalText.Write(missing)} of the {DecimalText.Write(trade.OpenQuantity)} {trade.Symbol} that are open: "
                + "looking for what closed it.",
            Data(("missing", missing), ("open", trade.OpenQuantity)));
    }

    public static NewTradeEvent PositionFound() => new(TradeEventKinds.PositionFound, "The exchange shows the whole position again.");

    public static NewTradeEvent CloseRequestedBySignal(SignalId signal) => new(
        TradeEventKinds.CloseRequested, "The strategy's alert asks to close.", Data(("signalId", signal)), $"closeBySignal:{signal}");

    public static NewTradeEvent CloseRequestedByPerson(string actor, string? reason) => new(
        TradeEventKinds.CloseRequested,
        $"Close requested by {actor}{(reason is null ? "." : $": {reason}")}",
        Data(("by", actor), ("reason", reason)));

    /// <param name="quantity">What is to be closed, in the unit of the trade's quantity.</param>
    public static NewTradeEvent ReduceRequestedBySignal(SignalId signal, decimal quantity) => new(
        TradeEventKinds.ReduceRequested,
        $"The strategy's alert asks to close a part: {DecimalText.Write(quantity)}.",
        Data(("signalId", signal), ("quantity", DecimalText.Write(quantity))),
        $"reduceBySignal:{signal}");

    /// <param name="quantity">What is to be closed, in the unit of the trade's quantity.</param>
    public static NewTradeEvent ReduceRequestedByPerson(string actor, string? reason, decimal quantity) => new(
        TradeEventKinds.ReduceRequested,
        $"Closing a part, {DecimalText.Write(quantity)}, requested by {actor}{(reason is null ? "." : $": {reason}")}",
        Data(("by", actor), ("reason", reason), ("quantity", DecimalText.Write(quantity))));

    public static NewTradeEvent Reduced(ReductionEnd end)
    {
        ArgumentNullException.ThrowIfNull(end);
        var closed = DecimalText.Write(end.Closed);
        return new(
            end.GivenUp is null ? TradeEventKinds.Reduced : TradeEventKinds.ReduceFailed,
            (end.GivenUp is { } why ? $"Closing the part is given up. {why}; {closed} are closed, " : $"A part is closed: {closed}; ")
                + end.RestText,
            Data(("closed", closed), ("open", DecimalText.Write(end.Open)), ("reason", end.GivenUp)));
    }

    public static NewTradeEvent CloseRequestedByHalt(string actor, string reason) => new(
        TradeEventKinds.CloseRequested, "Close requested: the halt flattens every trade.", Data(("by", actor), ("reason", reason)));

    /// <param name="why">Half a sentence, such as "no stop was planned for it".</param>
    public static NewTradeEvent CloseRequestedUnprotected(string why, ExchangeError? error) => new(
        TradeEventKinds.CloseRequested, $"Closing the position: {why}.", error is null ? null : Data(error), "unprotected");

    public static NewTradeEvent CloseDueByHalt() => Due(CloseReason.Halt, "Trading was halted with the order to close everything.");

    public static NewTradeEvent CloseDueByTime(int minutes) =>
        Due(CloseReason.TimeStop, $"The position has stood for {minutes} minutes, the strategy's time stop.");

    public static NewTradeEvent CloseDueByExpiry() =>
        Due(CloseReason.Expiry, "The expiry of the option is so near that the strategy closes it.");

    public static NewTradeEvent CloseDueByStop(Category category) => Due(
        CloseReason.StopLoss,
        category == Category.Option
            ? "The mark price is at the stop or beyond it: closing."
            : "The market is beyond the stop and no stop order stands at the exchange: closing at market.");

    public static NewTradeEvent CloseDueByTarget() => Due(CloseReason.TakeProfit, "The target price was reached.");

    public static NewTradeEvent ExitSent(OrderIntent intent)
    {
        ArgumentNullException.ThrowIfNull(intent);
        var price = intent.LimitPrice is { } least ? $"for {DecimalText.Write(least)} or better, at once or not at all" : "at market";
        return new(TradeEventKinds.ExitSent, $"Exit order sent: {Words(intent)} {price}.", Data(("orderLinkId", intent.LinkId)));
    }

    /// <summary>The exchange takes no calls while the trade is to be closed; told once.</summary>
    public static NewTradeEvent ExitWaits(string why)
    {
        ArgumentNullException.ThrowIfNull(why);
        return new NewTradeEvent(
            TradeEventKinds.ExitWaits,
            $"Closing waits: {why.TrimEnd('.')}. It goes on as soon as the exchange takes calls again.",
            Once: "exitWaits");
    }

    public static NewTradeEvent ExitRejected(ExchangeError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return new(TradeEventKinds.ExitRejected, $"The exchange refused the exit order: {error.Message}", Data(error));
    }

    /// <param name="trade">The trade with its final profit and fees.</param>
    /// <param name="exchangePnl">The exchange's own figure, in settle coin; null when it has none.</param>
    /// <param name="isShared">Whether somebody else held a part of the position: the exchange's figure is not of ours alone then.</param>
    public static NewTradeEvent Settled(TradeRecord trade, decimal? exchangePnl, bool isShared = false)
    {
        ArgumentNullException.ThrowIfNull(trade);
        return new(
            TradeEventKinds.Settled,
            $"Settled: {ResultOf(trade)} after {FigureText.Amount(trade.Fees)} {trade.SettleCoin} of fees{AndFunding(trade)}."
                + (isShared ? " Somebody else held a part of the position, so the exchange's own figure is another one." : ""),
            Data(("realizedPnl", trade.RealizedPnl ?? 0), ("fees", trade.Fees), ("funding", trade.Funding), ("venuePnl", exchangePnl)),
            Finished);
    }

    /// <summary>The trade's profit with its coin, such as "+12.5 USDT"; of a lost position only as far as it is known.</summary>
    internal static string ResultOf(TradeRecord trade)
    {
        var known = $"{FigureText.Gain(trade.RealizedPnl ?? 0)} {trade.SettleCoin}";
        if (!trade.IsLost) return known;
        return trade.ExitedQuantity == 0 ? "result unknown" : $"{known} for the part that was closed";
    }

    public static NewTradeEvent Failed(Denial reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        return new(TradeEventKinds.Failed, reason.Message, Data(("code", reason.Code)), Finished);
    }

    private static NewTradeEvent Due(CloseReason reason, string message) =>
        new(TradeEventKinds.CloseRequested, message, Once: $"due:{reason}");

    private static string Words(OrderIntent intent) =>
        $"{EnumNames.Write(intent.Side)} {DecimalText.Write(intent.Quantity)} {intent.Symbol}";

    private static string Word(OrderRole role) => role switch
    {
        OrderRole.Entry => "entry",
        OrderRole.Exit => "exit",
        OrderRole.Stop => "stop",
        _ => "target",
    };

    private static JsonObject Data(ExchangeError error) => Data(("code", error.Code), ("message", error.Message));

    private static JsonObject Data(params ReadOnlySpan<(string Name, object? Value)> values)
    {
        var data = new JsonObject();
        foreach (var (name, value) in values)
        {
            data[name] = value switch
            {
                null => null,
                decimal number => DecimalText.Write(number),
                _ => value.ToString(),
            };
        }

        return data;
    }
}
