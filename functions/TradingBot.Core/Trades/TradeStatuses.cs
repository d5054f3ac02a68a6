namespace TradingBot.Core.Trades;

public static class TradeStatuses
{
    /// <summary>The status of a trade that was approved this moment.</summary>
    public const TradeStatus First = TradeStatus.Pending;

    /// <summary>The statuses of a trade that still reserves risk or holds a position, in the order of its life.</summary>
    public static IReadOnlyList<TradeStatus> Unfinished { get; } = [TradeStatus.Pending,
        TradeStatus.Opening, TradeStatus.Open, TradeStatus.Closing];

    public static bool IsUnfinished(this TradeStatus status) => Unfinished.Contains(status);
}
