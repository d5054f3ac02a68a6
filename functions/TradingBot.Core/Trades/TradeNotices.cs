using TradingBot.Core.Foundation;
using TradingBot.Core.Markets;
using TradingBot.Core.Notifications;

namespace TradingBot.Core.Trades;

/// <summary>The notices that a trade gives rise to: subject, body and the name under which each is written once.</summary>
public static partial class TradeNotices
{
    // In multiples of the risk (R). A stop may slip by its spread and a little more; the double of what was risked is news.
    private const decimal TolerableLoss = 2m;

    /// <param name="trade">The trade with what of its entry is filled.</param>
    /// <param name="stop">The stop's price as the exchange holds it.</param>
    /// <param name="tickSize">The instrument's price step; null when it is not known.</param>
    public static Notification Opened(TradeRecord trade, decimal stop, decimal? tickSize)
    {
        ArgumentNullException.ThrowIfNull(trade);
        return Of(
            NoticeKinds.TradeOpened,
            trade,
            $"{trade.Symbol} {Direction(trade)} opened: {DecimalText.Write(trade.FilledQuantity)} filled",
            $"Entry {Price(trade.EntryPrice, tickSize)}, stop-loss {DecimalText.Write(stop)} {(trade.Category == Category.Option ? "kept by the bot" : "confirmed at the exchange")}.",
            $"opened:{trade.Id}");
    }

    /// <param name="trade">The trade with its final prices, profit and fees.</param>
    /// <param name="reason">What closed it: it says how urgent the notice is.</param>
    /// <param name="tickSize">The instrument's price step; null when it is not known.</param>
    /// <param name="lost">What of it was not at the exchange any more, in base coin (inverse: USD contracts); zero for none.</param>
    public static Notification Closed(TradeRecord trade, CloseReason reason, decimal? tickSize, decimal lost = 0)
    {
        ArgumentNullException.ThrowIfNull(trade);
        var multiple = RiskMultiple.Of(trade.Category, trade.RealizedPnl, trade.ExitPrice, trade.FilledRisk);
        var (kind, how) = reason switch
        {
            CloseReason.Liquidation => (NoticeKinds.Liquidated, "liquidated by the exchange"),
            CloseReason.AutoDeleveraging => (NoticeKinds.TradeClosedOutside, "closed by the exchange (auto-deleveraging)"),
            CloseReason.Settlement => (NoticeKinds.TradeClosedOutside, "settled by the exchange"),
            CloseReason.External => (NoticeKinds.TradeClosedOutside, "closed outside the bot"),
            CloseReason.PositionLost => (NoticeKinds.PositionLost, "lost at the exchange"),
            _ => (IsBeyondRisk(multiple) ? NoticeKinds.TradeLostBeyondRisk : NoticeKinds.TradeClosed, $"closed {By(reason)}"),
        };
        var (entry, exit) = (Price(trade.EntryPrice, tickSize), Price(trade.ExitPrice, tickSize));
        return Of(
            kind,
            trade,
            $"{trade.Symbol} {Direction(trade)} {how}: {TradeEvents.ResultOf(trade)}",
            $"Entry {entry}, exit {exit}, fees {FigureText.Amount(trade.Fees)} {trade.SettleCoin}{TradeEvents.AndFunding(trade)}"
                + $"{Times(multiple)}.{Rest(kind, trade, lost)}",
            $"finished:{trade.Id}");
    }

    /// <summary>A part of the position was gone when the trade ended; the rest was closed as asked.</summary>
    /// <param name="trade">The trade that ends.</param>
    /// <param name="lost">As for <see cref="Closed"/>.</param>
    public static Notification PartLost(TradeRecord trade, decimal lost)
    {
        ArgumentNullException.ThrowIfNull(trade);
        return Of(
            NoticeKinds.PositionLost,
            trade,
            $"{trade.Symbol}: a part of the position was not there any more",
            $"The rest was closed.{Rest(NoticeKinds.PositionLost, trade, lost)}",
            $"positionLost:{trade.Id}");
    }

    /// <summary>The part that was asked for is closed.</summary>
    /// <param name="trade">The trade with what is left of it.</param>
    /// <param name="end">How it ended.</param>
    /// <param name="reduction">What was asked for: each is told once.</param>
    public static Notification Reduced(TradeRecord trade, Reduction reduction, ReductionEnd end)
    {
        ArgumentNullException.ThrowIfNull(trade);
        ArgumentNullException.ThrowIfNull(reduction);
        ArgumentNullException.ThrowIfNull(end);
        return Of(
            end.GivenUp is null ? NoticeKinds.TradeReduced : NoticeKinds.ReduceFailed,
            trade,
            end.GivenUp is null ? $"{trade.Symbol}: a part of the position was closed" : $"{trade.Symbol}: closing a part was given up",
            (end.GivenUp is { } why ? $"{why}. " : "")
                + $"{DecimalText.Write(end.Closed)} of {DecimalText.Write(reduction.Quantity)} {trade.Symbol} that were to be closed are closed; "
                + end.RestText,
            $"reduced:{trade.Id}:{reduction.RequestedAt:O}");
    }

    /// <summary>Somebody else's order closed a part of the position; the rest stays under watch.</summary>
    /// <param name="trade">The trade with what is left of it.</param>
    /// <param name="fill">The newest fill of that order.</param>
    public static Notification ReducedOutside(TradeRecord trade, Fill fill)
    {
        ArgumentNullException.ThrowIfNull(trade);
        ArgumentNullException.ThrowIfNull(fill);
        return Of(
            NoticeKinds.TradeReducedOutside,
            trade,
            $"{trade.Symbol}: a part of the position was closed outside the bot",
            $"An order that is not the bot's closed {DecimalText.Write(fill.Quantity)} {trade.Symbol} at {DecimalText.Write(fill.Price)}; "
                + $"{DecimalText.Write(trade.OpenQuantity)} stay open with their stop-loss.",
            $"reducedOutside:{trade.Id}:{fill.ExchangeOrderId}");
    }

    public static Notification Failed(TradeRecord trade, Denial reason)
    {
        ArgumentNullException.ThrowIfNull(trade);
        ArgumentNullException.ThrowIfNull(reason);
        return Of(NoticeKinds.TradeFailed, trade, $"{trade.Symbol}: entry not opened", reason.Message, $"finished:{trade.Id}");
    }

    /// <param name="trade">The trade that is being closed.</param>
    /// <param name="why">Half a sentence, such as "no stop was planned for it".</param>
    public static Notification Unprotected(TradeRecord trade, string why)
    {
        ArgumentNullException.ThrowIfNull(trade);
        return Of(
            NoticeKinds.Unprotected,
            trade,
            $"{trade.Symbol}: closing the position because it could not be protected",
            $"The {Direction(trade)} position in {trade.Symbol} is being closed at market: {why}.",
            $"unprotected:{trade.Id}");
    }

    /// <summary>The position is being closed for another reason, and its planned stop does not stand meanwhile.</summary>
    /// <param name="trade">The trade that is being closed.</param>
    /// <param name="why">Half a sentence, as for <see cref="Unprotected"/>.</param>
    public static Notification UnprotectedWhileClosing(TradeRecord trade, string why)
    {
        ArgumentNullException.ThrowIfNull(trade);
        return Of(
            NoticeKinds.Unprotected,
            trade,
            $"{trade.Symbol}: the planned stop-loss does not stand while the position is being closed",
            $"The {Direction(trade)} position in {trade.Symbol} is being closed, and {why}. The bot goes on with both.",
            $"unprotected:{trade.Id}");
    }

    /// <param name="trade">The trade that stays open.</param>
    /// <param name="attempts">Exit orders sent so far.</param>
    /// <param name="lastReason">Why the newest one closed nothing; null when the exchange did not say.</param>
    public static Notification ExitFailed(TradeRecord trade, int attempts, string? lastReason)
    {
        ArgumentNullException.ThrowIfNull(trade);
        return Of(
            NoticeKinds.ExitFailed,
            trade,
            $"{trade.Symbol}: the position could not be closed yet",
            $"{DecimalText.Write(trade.OpenQuantity)} {trade.Symbol} {Direction(trade)} are still open after {attempts} exit orders. "
                + $"The exchange said: {lastReason?.TrimEnd('.') ?? "nothing"}. The bot keeps trying, more and more slowly.",
            $"exitFailed:{trade.Id}");
    }

    /// <summary>A part was to be closed, and the exchange refuses; the rest is not touched by it.</summary>
    /// <param name="trade">The trade that stays open.</param>
    /// <param name="reduction">What was asked for: each is told once.</param>
    /// <param name="attempts">Orders sent for it so far.</param>
    /// <param name="lastReason">Why the newest one closed nothing; null when the exchange did not say.</param>
    public static Notification ReduceWaits(TradeRecord trade, Reduction reduction, int attempts, string? lastReason)
    {
        ArgumentNullException.ThrowIfNull(trade);
        ArgumentNullException.ThrowIfNull(reduction);
        return Of(
            NoticeKinds.ReduceFailed,
            trade,
            $"{trade.Symbol}: a part of the position could not be closed yet",
            $"{DecimalText.Write(reduction.Quantity)} {trade.Symbol} were to be closed; {attempts} orders did not do it. The exchange said: "
                + $"{lastReason?.TrimEnd('.') ?? "nothing"}. The bot tries a few times more. The position keeps its stop-loss.",
            $"reduceFailed:{trade.Id}:{reduction.RequestedAt:O}");
    }

    /// <summary>Closing was asked for, and the exchange takes no calls.</summary>
    /// <param name="trade">The trade that stays open meanwhile.</param>
    /// <param name="why">What the exchange said last.</param>
    public static Notification ExitWaits(TradeRecord trade, string why)
    {
        ArgumentNullException.ThrowIfNull(trade);
        ArgumentNullException.ThrowIfNull(why);
        return Of(
            NoticeKinds.ExitWaits,
            trade,
            $"{trade.Symbol}: closing waits for the exchange",
            $"{DecimalText.Write(trade.OpenQuantity)} {trade.Symbol} {Direction(trade)} are still open: {why.TrimEnd('.')}. The bot closes them "
                + "as soon as the exchange takes orders again; "
                + (trade.Category == Category.Option ? "nothing stands at the exchange meanwhile." : "their stop-loss at the exchange stands meanwhile."),
            $"exitWaits:{trade.Id}");
    }

    /// <summary>The exchange's profit for the trade is not ours, or is not told.</summary>
    public static Notification ProfitDiffers(TradeRecord trade, string message)
    {
        ArgumentNullException.ThrowIfNull(trade);
        return Of(NoticeKinds.Discrepancy, trade, $"{trade.Symbol}: exchange and ledger differ", message, $"closedPnl:{trade.Id}");
    }

    private static Notification Of(string kind, TradeRecord trade, string subject, string body, string? once = null) =>
        new(NoticeKinds.Of(kind).Severity, kind, subject, body, trade.Id, trade.Strategy, once);

    private static bool IsBeyondRisk(decimal? multiple) => multiple < -TolerableLoss;

    private static string By(CloseReason reason) => reason switch
    {
        CloseReason.StopLoss => "by its stop-loss",
        CloseReason.TakeProfit => "by its target",
        CloseReason.Signal => "by an alert",
        CloseReason.Manual => "by hand on the dashboard",
        CloseReason.Halt => "by the halt",
        CloseReason.TimeStop => "by its time stop",
        CloseReason.Expiry => "before its expiry",
        CloseReason.Unprotected => "because no stop-loss could be confirmed",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "Not closed by the bot."),
    };

    private static string Times(decimal? multiple) => multiple is { } times ? $", {FigureText.Gain(decimal.Round(times, 2))} R" : "";

    private static string Rest(string kind, TradeRecord trade, decimal lost) => kind == NoticeKinds.PositionLost
        ? $" {DecimalText.Write(lost)} of {DecimalText.Write(trade.FilledQuantity)} {trade.Symbol} were not at the exchange any "
            + "more, and no execution says how they left."
        : "";

    private static string Direction(TradeRecord trade) => EnumNames.Write(trade.Direction);

    private static string Price(decimal? price, decimal? tickSize) =>
        price is { } known ? FigureText.Price(known, tickSize) : "unknown";
}
