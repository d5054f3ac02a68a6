using TradingBot.Core.Foundation;
using TradingBot.Core.Notifications;

namespace TradingBot.Core.Trades;

/// <summary>The notices about a trade's stop.</summary>
public static partial class TradeNotices
{
    /// <param name="trade">The trade whose stop was missing.</param>
    /// <param name="stop">The stop's price as the exchange holds it again.</param>
    /// <param name="since">Since when it was missing: each time is told once.</param>
    public static Notification StopRestored(TradeRecord trade, decimal stop, DateTimeOffset since)
    {
        ArgumentNullException.ThrowIfNull(trade);
        return Of(
            NoticeKinds.StopRestored,
            trade,
            $"{trade.Symbol}: missing stop-loss set again",
            $"The stop-loss of the {Direction(trade)} position in {trade.Symbol} was missing at the exchange, wholly or for a part of it; "
                + $"it stands again at {DecimalText.Write(stop)}.",
            $"stopRestored:{trade.Id}:{since.ToUnixTimeMilliseconds()}");
    }

    /// <summary>Spot: coins of the trade are gone, and the stop stands for those that are left.</summary>
    /// <param name="trade">The trade whose stop stood for more than was there.</param>
    /// <param name="stop">The stop's price as the exchange holds it again.</param>
    /// <param name="guarded">What it stands for, in base coin.</param>
    /// <param name="missing">What of the trade is not in the wallet, in base coin.</param>
    /// <param name="since">Since when no stop stood for the rest: each time is told once.</param>
    public static Notification StopForLess(TradeRecord trade, decimal stop, decimal guarded, decimal missing, DateTimeOffset since)
    {
        ArgumentNullException.ThrowIfNull(trade);
        return Of(
            NoticeKinds.StopRestored,
            trade,
            $"{trade.Symbol}: stop-loss set for what is left",
            $"{DecimalText.Write(missing)} {trade.Symbol} of the trade are not in the wallet: sold or spent elsewhere. The stop-loss stands "
                + $"again at {DecimalText.Write(stop)}, for the {DecimalText.Write(guarded)} that are there.",
            $"stopRestored:{trade.Id}:{since.ToUnixTimeMilliseconds()}");
    }

    /// <param name="trade">The trade with the looser stop that stood until now.</param>
    /// <param name="stop">The stop's price as the exchange holds it again.</param>
    public static Notification StopPutBack(TradeRecord trade, decimal stop)
    {
        ArgumentNullException.ThrowIfNull(trade);
        return Of(
            NoticeKinds.StopLoosened,
            trade,
            $"{trade.Symbol}: moved stop-loss put back",
            $"The stop-loss of the {Direction(trade)} position in {trade.Symbol} was moved at the exchange to {Level(trade.StopLoss)}, "
                + $"looser than it is to stand; it was put back to {DecimalText.Write(stop)}.");
    }

    /// <summary>The stop was moved and stays where it was moved to; how urgent that is depends on the side.</summary>
    /// <param name="trade">The trade with the stop as it stood until now.</param>
    /// <param name="stop">The stop's price as the exchange holds it.</param>
    public static Notification StopMoved(TradeRecord trade, decimal stop)
    {
        ArgumentNullException.ThrowIfNull(trade);
        var (kind, than) = trade.IsTooLoose(stop)
            ? (NoticeKinds.StopLoosened, "looser than")
            : (NoticeKinds.StopMoved, "no looser than");
        var loosest = Level(trade.LoosestStopLoss);
        var what = trade.MovedStopLoss is null ? $"the planned {loosest}" : $"{loosest}, where it had been moved to";
        return Of(
            kind,
            trade,
            $"{trade.Symbol}: stop-loss moved to {DecimalText.Write(stop)}",
            $"The stop-loss of the {Direction(trade)} position in {trade.Symbol} was moved at the exchange from {Level(trade.StopLoss)} to "
                + $"{DecimalText.Write(stop)}, {than} {what}. It is kept there.");
    }

    /// <summary>
    /// The rules have moved the stop for good: null where it follows the price, which would tell of every step, and where a person moved it
    /// here.
    /// </summary>
    /// <param name="trade">The trade that stays open.</param>
    /// <param name="asked">Where the stop stands now, and why.</param>
    public static Notification? StopTightened(TradeRecord trade, AskedStop asked)
    {
        ArgumentNullException.ThrowIfNull(trade);
        ArgumentNullException.ThrowIfNull(asked);
        if (asked.Cause is StopMoveCause.Trailing or StopMoveCause.Manual or StopMoveCause.Addition)
            return null;
        var where = asked.Cause == StopMoveCause.BreakEven ? "to break-even" : "behind the target that was reached";
        return Of(
            NoticeKinds.StopTightened,
            trade,
            $"{trade.Symbol}: stop-loss moved {where}",
            $"The stop-loss of the {Direction(trade)} position in {trade.Symbol} was moved {where}, as planned: from {Level(trade.StopLoss)} to "
                + $"{DecimalText.Write(asked.Price)}.",
            $"stopTightened:{trade.Id}:{DecimalText.Write(asked.Price)}");
    }

    /// <summary>The rules have wanted the stop nearer for long, and the exchange does not hold it there.</summary>
    /// <param name="trade">The trade that stays open.</param>
    /// <param name="asked">Where it is wanted.</param>
    public static Notification StopMoveFailed(TradeRecord trade, AskedStop asked)
    {
        ArgumentNullException.ThrowIfNull(trade);
        ArgumentNullException.ThrowIfNull(asked);
        return Of(
            NoticeKinds.StopMoveFailed,
            trade,
            $"{trade.Symbol}: stop-loss could not be moved yet",
            $"The stop-loss of the {Direction(trade)} position in {trade.Symbol} is to stand at {DecimalText.Write(asked.Price)} and still "
                + $"stands at {Level(trade.StopLoss)}. The bot goes on trying.",
            $"stopMoveFailed:{trade.Id}:{asked.Since.ToUnixTimeMilliseconds()}");
    }

    private static string Level(decimal? stop) => stop is { } known ? DecimalText.Write(known) : "unknown";

    /// <summary>An option could not be looked at, and nobody but the bot keeps its stop.</summary>
    /// <param name="trade">The trade.</param>
    /// <param name="since">Since when.</param>
    /// <param name="why">What the exchange said last.</param>
    public static Notification StopUnwatched(TradeRecord trade, DateTimeOffset since, string why)
    {
        ArgumentNullException.ThrowIfNull(trade);
        ArgumentNullException.ThrowIfNull(why);
        var stop = trade.WantedStopLoss is { } price ? $" at {DecimalText.Write(price)}" : "";
        return Of(
            NoticeKinds.StopUnwatched,
            trade,
            $"{trade.Symbol}: the stop is not watched",
            $"The exchange cannot be asked for {DecimalText.Write(trade.OpenQuantity)} {trade.Symbol}, whose stop{stop} the bot keeps: "
                + $"{why.TrimEnd('.')}. The bot goes on asking; close it at the exchange by hand if it must not wait.",
            $"stopUnwatched:{trade.Id}:{since.ToUnixTimeSeconds()}");
    }
}
