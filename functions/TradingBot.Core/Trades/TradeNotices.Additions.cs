using TradingBot.Core.Foundation;
using TradingBot.Core.Notifications;

namespace TradingBot.Core.Trades;

/// <summary>What is added to an open trade.</summary>
public static partial class TradeNotices
{
    /// <param name="trade">The trade that stays open.</param>
    /// <param name="addition">What was approved.</param>
    /// <param name="filled">What of it is filled, above zero.</param>
    public static Notification Added(TradeRecord trade, Addition addition, decimal filled)
    {
        ArgumentNullException.ThrowIfNull(trade);
        ArgumentNullException.ThrowIfNull(addition);
        return Of(
            NoticeKinds.TradeAdded,
            trade,
            $"{trade.Symbol} {Direction(trade)}: {TradeEvents.FilledWords(addition, filled)} added",
            $"The position was added to at about {DecimalText.Write(addition.ReferencePrice)}. One stop-loss guards all of it; it goes to "
                + $"{DecimalText.Write(addition.StopLoss)}, unless it stands nearer.",
            $"added:{trade.Id}:{addition.Number}");
    }

    /// <param name="trade">The trade that stays as it is.</param>
    /// <param name="addition">What was approved.</param>
    /// <param name="why">Why nothing of it was filled.</param>
    public static Notification AddFailed(TradeRecord trade, Addition addition, Denial why)
    {
        ArgumentNullException.ThrowIfNull(trade);
        ArgumentNullException.ThrowIfNull(addition);
        ArgumentNullException.ThrowIfNull(why);
        return Of(
            NoticeKinds.AddFailed,
            trade,
            $"{trade.Symbol} {Direction(trade)}: nothing was added",
            $"{why.Message} The position stays as it is.",
            $"added:{trade.Id}:{addition.Number}");
    }
}
