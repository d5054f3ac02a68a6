using TradingBot.Core.Foundation;
using TradingBot.Core.Notifications;

namespace TradingBot.Core.Trades;

/// <summary>The notices that a trade gives rise to: subject, body and the name under which each is written once.</summary>
public static class TradeNotices
{
    /// <param name="trade">The trade with what of its entry is filled.</param>
    /// <param name="stop">The stop's price as the exchange holds it.</param>
    public static Notification Opened(TradeRecord trade, decimal stop)
    {
        ArgumentNullException.ThrowIfNull(trade);
        return Of(
            NoticeKinds.TradeOpened,
            trade,
            $"{trade.Symbol} {Direction(trade)} opened: {DecimalText.Write(trade.FilledQuantity)} filled",
            $"Entry {Price(trade.EntryPrice)}, stop-loss {DecimalText.Write(stop)} confirmed at the exchange.",
            $"opened:{trade.Id}");
    }

    /// <param name="trade">The trade with its final prices and fees.</param>
    /// <param name="result">Profit net of fees with its coin, such as "+12.5 USDT".</param>
    public static Notification Closed(TradeRecord trade, string result)
    {
        ArgumentNullException.ThrowIfNull(trade);
        return Of(
            NoticeKinds.TradeClosed,
            trade,
            $"{trade.Symbol} {Direction(trade)} closed: {result}",
            $"Entry {Price(trade.EntryPrice)}, exit {Price(trade.ExitPrice)}, fees {DecimalText.Write(trade.Fees)} {trade.SettleCoin}.",
            $"finished:{trade.Id}");
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
            $"{trade.Symbol}: position closed because it could not be protected",
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

    /// <param name="trade">The trade that stays open.</param>
    /// <param name="attempts">Exit orders sent so far.</param>
    public static Notification ExitFailed(TradeRecord trade, int attempts)
    {
        ArgumentNullException.ThrowIfNull(trade);
        return Of(
            NoticeKinds.ExitFailed,
            trade,
            $"{trade.Symbol}: the position could not be closed",
            $"{attempts} exit orders did not close the position. Close it at the exchange; the bot will notice.",
            $"exitFailed:{trade.Id}");
    }

    /// <summary>The exchange's profit for the trade is not ours, or is not told.</summary>
    public static Notification ProfitDiffers(TradeRecord trade, string message)
    {
        ArgumentNullException.ThrowIfNull(trade);
        return Of(NoticeKinds.Discrepancy, trade, $"{trade.Symbol}: exchange and ledger differ", message, $"closedPnl:{trade.Id}");
    }

    private static Notification Of(string kind, TradeRecord trade, string subject, string body, string once) =>
        new(NoticeKinds.Of(kind).Severity, kind, subject, body, trade.Id, trade.Strategy, once);

    private static string Direction(TradeRecord trade) => EnumNames.Write(trade.Direction);

    private static string Price(decimal? price) => price is { } known ? DecimalText.Write(known) : "unknown";
}
