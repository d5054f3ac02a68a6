using TradingBot.Core.Exchange;
using TradingBot.Core.Foundation;
using TradingBot.Core.Orders;

namespace TradingBot.Core.Trades;

/// <summary>The lines of a trade's story about its targets.</summary>
public static partial class TradeEvents
{
    /// <summary>A target in words: "target 2 of 3", or "the target" where it is the only one.</summary>
    /// <param name="trade">Whose target it is.</param>
    /// <param name="target">Which one, from 0.</param>
    public static string NameOf(TradeRecord trade, int target)
    {
        ArgumentNullException.ThrowIfNull(trade);
        return trade.Targets.Count == 1 ? "the target" : $"target {target + 1} of {trade.Targets.Count}";
    }

    /// <param name="actor">Who has changed them.</param>
    /// <param name="reason">Why; null when it is not told.</param>
    /// <param name="before">All targets as they were.</param>
    /// <param name="now">All targets as they are.</param>
    /// <param name="remarks">What that means for other rules, a sentence each.</param>
    public static NewTradeEvent TargetsChanged(
        string actor, string? reason, IReadOnlyList<PlannedTarget> before, IReadOnlyList<PlannedTarget> now, IReadOnlyList<string> remarks)
    {
        var wanted = Words(now);
        var change = wanted.Length == 0 ? $"Targets removed by {actor}" : $"Targets changed by {actor} to {wanted}";
        return new(
            TradeEventKinds.TargetsChanged,
            string.Join(' ', [reason is null ? $"{change}." : $"{change}: {reason}", .. remarks]),
            Data(("by", actor), ("reason", reason), ("takeProfits", wanted), ("before", Words(before))));

        static string Words(IReadOnlyList<PlannedTarget> targets) => string.Join(
            ", ",
            targets.Where(static target => !target.IsReached)
                .Select(static target => $"{DecimalText.Write(target.Price)} ({DecimalText.Write(target.ClosePercent)} %)"));
    }

    public static NewTradeEvent TargetSent(TradeRecord trade, int target, OrderIntent intent)
    {
        ArgumentNullException.ThrowIfNull(intent);
        var (quantity, price) = (DecimalText.Write(intent.Quantity), DecimalText.Write(intent.LimitPrice ?? 0));
        return new(
            TradeEventKinds.TargetSent,
            $"Order of {NameOf(trade, target)} sent: {quantity} at {price}.",
            Data(("orderLinkId", intent.LinkId), ("quantity", intent.Quantity), ("price", intent.LimitPrice)));
    }

    public static NewTradeEvent TargetRefused(TradeRecord trade, int target, ExchangeError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return new(TradeEventKinds.TargetRefused, $"The exchange refused the order of {NameOf(trade, target)}: {error.Message}", Data(error));
    }

    /// <param name="trade">Whose target it is.</param>
    /// <param name="target">Which one, from 0.</param>
    /// <param name="closed">What was closed there; base coin, inverse: USD contracts.</param>
    /// <param name="link">The order that closed it.</param>
    public static NewTradeEvent TargetReached(TradeRecord trade, int target, decimal closed, OrderLinkId link) => new(
        TradeEventKinds.TargetReached,
        $"Reached: {NameOf(trade, target)}. {DecimalText.Write(closed)} are closed.",
        Data(("target", target + 1), ("quantity", DecimalText.Write(closed)), ("orderLinkId", link)),
        $"target:{link}");

    /// <summary>A target that the bot closes itself at market.</summary>
    /// <param name="trade">Whose target it is.</param>
    /// <param name="target">Which one, from 0.</param>
    /// <param name="price">The price that reached it.</param>
    /// <param name="quantity">What is to be closed.</param>
    public static NewTradeEvent TargetDue(TradeRecord trade, int target, decimal price, decimal quantity) => new(
        TradeEventKinds.TargetReached,
        $"Reached: {NameOf(trade, target)}. The price is {DecimalText.Write(price)}; closing {DecimalText.Write(quantity)}.",
        Data(("target", target + 1), ("price", DecimalText.Write(price)), ("quantity", DecimalText.Write(quantity))),
        $"target:{target}:{DecimalText.Write(trade.Targets[target].Price)}");

    public static NewTradeEvent TargetMoved(TradeRecord trade, int target, decimal price)
    {
        ArgumentNullException.ThrowIfNull(trade);
        var before = trade.Targets[target].Price;
        return new(
            TradeEventKinds.TargetMoved,
            $"The order of {NameOf(trade, target)} was moved at the exchange from {DecimalText.Write(before)} to {DecimalText.Write(price)}.",
            Data(("target", target + 1), ("price", price), ("before", before)));
    }

    /// <summary>The target for the whole position is gone at the exchange; told once a minute while it cannot be put back.</summary>
    public static NewTradeEvent WholeTargetMissing(decimal target, DateTimeOffset now) => new(
        TradeEventKinds.TargetMissing,
        $"The target at {DecimalText.Write(target)} is gone at the exchange: putting it back.",
        Data(("price", DecimalText.Write(target))),
        $"targetMissing:{now:yyyyMMddHHmm}");

    /// <inheritdoc cref="WholeTargetMissing"/>
    public static NewTradeEvent WholeTargetRefused(ExchangeError error, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(error);
        return new(
            TradeEventKinds.TargetRefused,
            $"The exchange refused the target: {error.Message}",
            Data(error),
            $"targetRefused:{now:yyyyMMddHHmm}");
    }

    /// <summary>An order of which a person changed the size at the exchange.</summary>
    /// <param name="trade">Whose target it is.</param>
    /// <param name="target">Which one, from 0.</param>
    /// <param name="before">How much it was to close; base coin, inverse: USD contracts.</param>
    /// <param name="quantity">How much it is to close now.</param>
    public static NewTradeEvent TargetResized(TradeRecord trade, int target, decimal before, decimal quantity) => new(
        TradeEventKinds.TargetMoved,
        $"The order of {NameOf(trade, target)} was changed at the exchange from {DecimalText.Write(before)} to {DecimalText.Write(quantity)}: "
            + "putting it back.",
        Data(("target", target + 1), ("quantity", DecimalText.Write(quantity)), ("before", DecimalText.Write(before))));

    public static NewTradeEvent TargetMissing(TradeRecord trade, int target, OrderRecord order)
    {
        ArgumentNullException.ThrowIfNull(order);
        return new(
            TradeEventKinds.TargetMissing,
            $"The order of {NameOf(trade, target)} is gone, and the bot did not cancel it: putting it back.",
            Data(("target", target + 1), ("reason", order.Reason)),
            $"targetMissing:{order.LinkId}");
    }
}
