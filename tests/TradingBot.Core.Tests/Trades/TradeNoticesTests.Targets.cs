using TradingBot.Core.Orders;
using TradingBot.Core.Tests.Building;
using TradingBot.Core.Trades;

namespace TradingBot.Core.Tests.Trades;

/// <summary>Targets that close parts.</summary>
public sealed partial class TradeNoticesTests
{
    private static TradeRecord Laddered => Trade with { Targets = [new PlannedTarget(104.0m, 40m), new PlannedTarget(108m, 60m)] };

    private static OrderRecord Leg => new()
    {
        LinkId = OrderLinkId.ForTarget(ATrade.Closed.Id, 1, 3),
        TradeId = ATrade.Closed.Id,
        Role = OrderRole.TakeProfit,
        Side = OrderSide.Sell,
        Type = OrderType.Limit,
        Quantity = 0.30m,
        LimitPrice = 108.0m,
        Status = OrderStatus.Filled,
        FilledQuantity = 0.30m,
        CreatedAt = Since,
        UpdatedAt = Since,
    };

    public static TheoryData<string, string, string> TargetNotices => new()
    {
        {
            nameof(TradeNotices.TargetReached),
            $"""
            Info targetReached, once target:{Leg.LinkId}
            BTCUSDT: target 2 of 2 reached
            0.4 BTCUSDT were closed at 108 or better; 0.2 stay open with their stop-loss.
            """,
            Text(TradeNotices.TargetReached(Laddered, Leg, 1, closed: 0.40m, open: 0.20m))
        },
        {
            nameof(TradeNotices.TargetMoved),
            """
            Info targetMoved, once 
            BTCUSDT: target 1 of 2 moved to 105
            The order of the long position's target 1 of 2 was moved at the exchange from 104 to 105. It is kept there.
            """,
            Text(TradeNotices.TargetMoved(Laddered, 0, 105.0m))
        },
        {
            nameof(TradeNotices.TargetMoved),
            """
            Info targetMoved, once 
            BTCUSDT: target 2 of 2 moved to 109
            The order of the long position's target 2 of 2 was moved at the exchange from 108 to 109. It is kept there.
            """,
            Text(TradeNotices.TargetMoved(Laddered, 1, 109m))
        },
        {
            nameof(TradeNotices.TargetRemoved),
            $"""
            Info targetMoved, once targetRemoved:{Leg.LinkId}
            BTCUSDT: target 2 of 2 was removed
            The order of the long position's target 2 of 2 at 108 was cancelled, and not by the bot (a cancel was asked for). It is put back.
            """,
            Text(TradeNotices.TargetRemoved(Laddered, Leg with { Reason = "a cancel was asked for" }, 1))
        },
        {
            nameof(TradeNotices.TargetRemoved),
            $"""
            Info targetMoved, once targetRemoved:{Leg.LinkId}
            BTCUSDT: target 2 of 2 was removed
            The order of the long position's target 2 of 2 at 108 was cancelled, and not by the bot. It is put back.
            """,
            Text(TradeNotices.TargetRemoved(Laddered, Leg, 1))
        },
        {
            nameof(TradeNotices.WholeTargetRemoved),
            $"""
            Info targetMoved, once targetRemoved:{Id}:1970010100
            BTCUSDT: the target was removed
            The long position had no target at the exchange any more. It is put back at 104.
            """,
            Text(TradeNotices.WholeTargetRemoved(Trade, 104.0m, DateTimeOffset.UnixEpoch))
        },
        {
            nameof(TradeNotices.TargetFailed),
            $"""
            Warning targetFailed, once targetFailed:{Leg.LinkId}
            BTCUSDT: target 2 of 2 cannot be placed
            2 orders for target 2 of 2 at 108 did not stand. The exchange said: No margin. The bot goes on trying. The position keeps its stop-loss.
            """,
            Text(TradeNotices.TargetFailed(Laddered, 1, [Leg, Leg with { Reason = "No margin." }]))
        },
        {
            nameof(TradeNotices.TargetFailed),
            $"""
            Warning targetFailed, once targetFailed:{Leg.LinkId}
            BTCUSDT: target 1 of 2 cannot be placed
            1 orders for target 1 of 2 at 104 did not stand. The exchange said: nothing. The bot goes on trying. The position keeps its stop-loss.
            """,
            Text(TradeNotices.TargetFailed(Laddered, 0, [Leg]))
        },
        {
            nameof(TradeNotices.TargetChangeFailed),
            $"""
            Warning targetFailed, once targetChange:{Id}:3
            BTCUSDT: the target could not be changed yet
            The target of the long position is to be none for all of it, and still stands at 104.5 at the exchange. The bot goes on trying. The position keeps its stop-loss.
            """,
            Text(TradeNotices.TargetChangeFailed(Laddered with { TargetsVersion = 3 }, 104.50m))
        },
        {
            nameof(TradeNotices.TargetChangeFailed),
            $"""
            Warning targetFailed, once targetChange:{Id}:1
            BTCUSDT: the target could not be changed yet
            The target of the long position is to stand at 105, and still is missing at the exchange. The bot goes on trying. The position keeps its stop-loss.
            """,
            Text(TradeNotices.TargetChangeFailed(
                Trade with { Targets = [new PlannedTarget(105.0m, 100m)], TargetsVersion = 1 }, standing: null))
        },
    };
}
