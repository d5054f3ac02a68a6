using TradingBot.Core.Foundation;
using TradingBot.Core.Notifications;

namespace TradingBot.Core.Trades;

/// <summary>The notices that a trade gives rise to: subject, body and the name under which each is written once.</summary>
public static class TradeNotices
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
            $"Entry {Price(trade.EntryPrice, tickSize)}, stop-loss {DecimalText.Write(stop)} confirmed at the exchange.",
            $"opened:{trade.Id}");
    }

    /// <param name="trade">The trade with its final prices, profit and fees.</param>
    /// <param name="reason">What closed it: it says how urgent the notice is.</param>
    /// <param name="tickSize">The instrument's price step; null when it is not known.</param>
    public static Notification Closed(TradeRecord trade, CloseReason reason, decimal? tickSize)
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
                + $"{Times(multiple)}.{Rest(kind, trade)}",
            $"finished:{trade.Id}");
    }

    /// <summary>A part of the position was gone when the trade ended; the rest was closed as asked.</summary>
    /// <param name="trade">The trade that ends.</param>
    public static Notification PartLost(TradeRecord trade)
    {
        ArgumentNullException.ThrowIfNull(trade);
        return Of(
            NoticeKinds.PositionLost,
            trade,
            $"{trade.Symbol}: a part of the position was not there any more",
            $"The rest was closed.{Rest(NoticeKinds.PositionLost, trade)}",
            $"positionLost:{trade.Id}");
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
                + $"looser than planned; it was put back to {DecimalText.Write(stop)}.");
    }

    /// <summary>The stop was moved and stays where it was moved to; how urgent that is depends on the side.</summary>
    /// <param name="trade">The trade with the stop as it stood until now.</param>
    /// <param name="stop">The stop's price as the exchange holds it.</param>
    public static Notification StopMoved(TradeRecord trade, decimal stop)
    {
        ArgumentNullException.ThrowIfNull(trade);
        var (kind, than) = trade.IsLooserThanPlanned(stop)
            ? (NoticeKinds.StopLoosened, "looser than")
            : (NoticeKinds.StopMoved, "no looser than");
        return Of(
            kind,
            trade,
            $"{trade.Symbol}: stop-loss moved to {DecimalText.Write(stop)}",
            $"The stop-loss of the {Direction(trade)} position in {trade.Symbol} was moved at the exchange from {Level(trade.StopLoss)} to "
                + $"{DecimalText.Write(stop)}, {than} the planned {Level(trade.PlannedStopLoss)}. It is kept there.");
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
        CloseReason.Unprotected => "because no stop-loss could be confirmed",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "Not closed by the bot."),
    };

    private static string Times(decimal? multiple) => multiple is { } times ? $", {FigureText.Gain(decimal.Round(times, 2))} R" : "";

    private static string Rest(string kind, TradeRecord trade) => kind == NoticeKinds.PositionLost
        ? $" {DecimalText.Write(trade.OpenQuantity)} of {DecimalText.Write(trade.FilledQuantity)} {trade.Symbol} were not at the exchange any "
            + "more, and no execution says how they left."
        : "";

    private static string Direction(TradeRecord trade) => EnumNames.Write(trade.Direction);

    private static string Level(decimal? stop) => stop is { } known ? DecimalText.Write(known) : "unknown";

    private static string Price(decimal? price, decimal? tickSize) =>
        price is { } known ? FigureText.Price(known, tickSize) : "unknown";
}
