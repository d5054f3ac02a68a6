using TradingBot.Core.Foundation;
using TradingBot.Core.Notifications;

namespace TradingBot.Core.Trades;

/// <summary>The notices about a trade's targets.</summary>
public static partial class TradeNotices
{
    /// <param name="trade">The trade that stays open.</param>
    /// <param name="order">The target's last order, filled.</param>
    /// <param name="target">Which target, from 0.</param>
    /// <param name="closed">What all its orders have closed; base coin, inverse: USD contracts.</param>
    /// <param name="open">What of the position is left; base coin, inverse: USD contracts.</param>
    public static Notification TargetReached(TradeRecord trade, OrderRecord order, int target, decimal closed, decimal open)
    {
        ArgumentNullException.ThrowIfNull(trade);
        ArgumentNullException.ThrowIfNull(order);
        return Of(
            NoticeKinds.TargetReached,
            trade,
            $"{trade.Symbol}: {TradeEvents.NameOf(trade, target)} reached",
            $"{DecimalText.Write(closed)} {trade.Symbol} were closed at {DecimalText.Write(order.LimitPrice ?? trade.Targets[target].Price)} or better; "
                + $"{DecimalText.Write(open)} stay open with their stop-loss.",
            $"target:{order.LinkId}");
    }

    /// <param name="trade">Whose target it is.</param>
    /// <param name="target">Which target, from 0.</param>
    /// <param name="price">Where its order stands now.</param>
    public static Notification TargetMoved(TradeRecord trade, int target, decimal price)
    {
        ArgumentNullException.ThrowIfNull(trade);
        return Of(
            NoticeKinds.TargetMoved,
            trade,
            $"{trade.Symbol}: {TradeEvents.NameOf(trade, target)} moved to {DecimalText.Write(price)}",
            $"The order of the {Direction(trade)} position's {TradeEvents.NameOf(trade, target)} was moved at the exchange from "
                + $"{DecimalText.Write(trade.Targets[target].Price)} to {DecimalText.Write(price)}. It is kept there.");
    }

    /// <param name="trade">Whose target it is.</param>
    /// <param name="order">Its order, which somebody took away.</param>
    /// <param name="target">Which target, from 0.</param>
    public static Notification TargetRemoved(TradeRecord trade, OrderRecord order, int target)
    {
        ArgumentNullException.ThrowIfNull(trade);
        ArgumentNullException.ThrowIfNull(order);
        return Of(
            NoticeKinds.TargetMoved,
            trade,
            $"{trade.Symbol}: {TradeEvents.NameOf(trade, target)} was removed",
            $"The order of the {Direction(trade)} position's {TradeEvents.NameOf(trade, target)} at "
                + $"{DecimalText.Write(trade.Targets[target].Price)} was cancelled, and not by the bot"
                + $"{(order.Reason is { } why ? $" ({why})" : "")}. It is put back.",
            $"targetRemoved:{order.LinkId}");
    }

    /// <summary>The target for the whole position is gone at the exchange; told once an hour while that goes on.</summary>
    /// <param name="trade">Whose target it is.</param>
    /// <param name="target">Where it is to stand.</param>
    /// <param name="now">The present moment.</param>
    public static Notification WholeTargetRemoved(TradeRecord trade, decimal target, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(trade);
        return Of(
            NoticeKinds.TargetMoved,
            trade,
            $"{trade.Symbol}: the target was removed",
            $"The {Direction(trade)} position had no target at the exchange any more. It is put back at {DecimalText.Write(target)}.",
            $"targetRemoved:{trade.Id}:{now:yyyyMMddHH}");
    }

    /// <param name="trade">Whose target it is.</param>
    /// <param name="target">Which target, from 0.</param>
    /// <param name="vain">Its orders that did not stand, one after the other.</param>
    public static Notification TargetFailed(TradeRecord trade, int target, IReadOnlyList<OrderRecord> vain)
    {
        ArgumentNullException.ThrowIfNull(trade);
        ArgumentNullException.ThrowIfNull(vain);
        return Of(
            NoticeKinds.TargetFailed,
            trade,
            $"{trade.Symbol}: {TradeEvents.NameOf(trade, target)} cannot be placed",
            $"{vain.Count} orders for {TradeEvents.NameOf(trade, target)} at {DecimalText.Write(trade.Targets[target].Price)} did not stand. The "
                + $"exchange said: {vain[^1].Reason?.TrimEnd('.') ?? "nothing"}. The bot goes on trying. The position keeps its stop-loss.",
            $"targetFailed:{vain[0].LinkId}");
    }

    /// <summary>
    /// A person has changed the targets, and the exchange goes on holding one for all of the position that is not wanted.
    /// </summary>
    /// <param name="trade">With the targets that are wanted.</param>
    /// <param name="standing">What the exchange shows; null where the wanted one is missing.</param>
    public static Notification TargetChangeFailed(TradeRecord trade, decimal? standing)
    {
        ArgumentNullException.ThrowIfNull(trade);
        var wanted = trade.WholeTarget is { } target ? $"stand at {DecimalText.Write(target)}" : "be none for all of it";
        var shown = standing is { } price ? $"stands at {DecimalText.Write(price)}" : "is missing";
        return Of(
            NoticeKinds.TargetFailed,
            trade,
            $"{trade.Symbol}: the target could not be changed yet",
            $"The target of the {Direction(trade)} position is to {wanted}, and still {shown} at the exchange. The bot goes on trying. The "
                + "position keeps its stop-loss.",
            $"targetChange:{trade.Id}:{trade.TargetsVersion}");
    }
}
