using TradingBot.Core.Foundation;
using TradingBot.Core.Notifications;
using TradingBot.Core.Tests.Building;
using TradingBot.Core.Trades;

namespace TradingBot.Core.Tests.Trades;

public sealed partial class TradeNoticesTests
{
    public static TheoryData<string, string, string> Lines => new()
    {
        {
            nameof(TradeNotices.Opened),
            $"""
            Info tradeOpened, once opened:{Id}
            BTCUSDT long opened: 0.5 filled
            Entry 100.1, stop-loss 98 confirmed at the exchange.
            """,
            Text(TradeNotices.Opened(Trade, 98.0m, 0.1m))
        },
        {
            nameof(TradeNotices.Opened),
            $"""
            Info tradeOpened, once opened:{Id}
            BTCUSDT long opened: 0.5 filled
            Entry unknown, stop-loss 98 confirmed at the exchange.
            """,
            Text(TradeNotices.Opened(Trade with { EntryPrice = null }, 98.0m, 0.1m))
        },
        {
            nameof(TradeNotices.Opened),
            $"""
            Info tradeOpened, once opened:{Id}
            BTCUSD long opened: 1000 filled
            Entry 62345.7, stop-loss 61098.5 confirmed at the exchange.
            """,
            Text(TradeNotices.Opened(Inverse, 61098.5m, 0.1m))
        },
        {
            nameof(TradeNotices.Closed),
            $"""
            Warning tradeLostBeyondRisk, once finished:{Id}
            BTCUSD long closed by its stop-loss: -0.00012346 BTC
            Entry 62345.7, exit 61000.1, fees 0.00001667 BTC, -7.53 R.
            """,
            Text(TradeNotices.Closed(Inverse, CloseReason.StopLoss, 0.1m))
        },
        {
            nameof(TradeNotices.Closed),
            $"""
            Info tradeClosed, once finished:{Id}
            BTCUSD long closed by hand on the dashboard: -0.00012346 BTC
            Entry 62345.679, exit 61000.123, fees 0.00001667 BTC, -0.75 R.
            """,
            Text(TradeNotices.Closed(Inverse with { Risk = 10m }, CloseReason.Manual, tickSize: null))
        },
        {
            nameof(TradeNotices.Closed),
            $"""
            Info tradeClosed, once finished:{Id}
            BTCUSDT long closed by its target: +1.95 USDT
            Entry 100.1, exit 104.2, fees 0.1 USDT, +1.95 R.
            """,
            Text(TradeNotices.Closed(Trade, CloseReason.TakeProfit, 0.1m))
        },
        {
            nameof(TradeNotices.Failed),
            $"""
            Warning tradeFailed, once finished:{Id}
            BTCUSDT: entry not opened
            The exchange said no.
            """,
            Text(TradeNotices.Failed(Trade, new Denial(DenialCodes.ExchangeRejected, "The exchange said no.")))
        },
        {
            nameof(TradeNotices.Unprotected),
            $"""
            Critical unprotected, once unprotected:{Id}
            BTCUSDT: closing the position because it could not be protected
            The long position in BTCUSDT is being closed at market: no stop was planned for it.
            """,
            Text(TradeNotices.Unprotected(Trade, "no stop was planned for it"))
        },
        {
            nameof(TradeNotices.UnprotectedWhileClosing),
            $"""
            Critical unprotected, once unprotected:{Id}
            BTCUSDT: the planned stop-loss does not stand while the position is being closed
            The long position in BTCUSDT is being closed, and no stop was confirmed. The bot goes on with both.
            """,
            Text(TradeNotices.UnprotectedWhileClosing(Trade, "no stop was confirmed"))
        },
        {
            nameof(TradeNotices.StopRestored),
            $"""
            Warning stopRestored, once stopRestored:{Id}:1700000000123
            BTCUSDT: missing stop-loss set again
            The stop-loss of the long position in BTCUSDT was missing at the exchange, wholly or for a part of it; it stands again at 98.
            """,
            Text(TradeNotices.StopRestored(Trade, 98.0m, Since))
        },
        {
            nameof(TradeNotices.StopForLess),
            $"""
            Warning stopRestored, once stopRestored:{Id}:1700000000123
            BTCUSDT: stop-loss set for what is left
            0.02 BTCUSDT of the trade are not in the wallet: sold or spent elsewhere. The stop-loss stands again at 98, for the 0.48 that are there.
            """,
            Text(TradeNotices.StopForLess(Trade, 98.0m, 0.480m, 0.020m, Since))
        },
        {
            nameof(TradeNotices.StopPutBack),
            """
            Warning stopLoosened, once 
            BTCUSDT: moved stop-loss put back
            The stop-loss of the long position in BTCUSDT was moved at the exchange to 97, looser than it is to stand; it was put back to 98.
            """,
            Text(TradeNotices.StopPutBack(Trade with { StopLoss = 97.0m, PlannedStopLoss = 98.0m }, 98.0m))
        },
        {
            nameof(TradeNotices.StopMoved),
            """
            Info stopMoved, once 
            BTCUSDT: stop-loss moved to 99
            The stop-loss of the long position in BTCUSDT was moved at the exchange from 98 to 99, no looser than the planned 98. It is kept there.
            """,
            Text(TradeNotices.StopMoved(Trade with { StopLoss = 98.0m, PlannedStopLoss = 98.0m }, 99.0m))
        },
        {
            nameof(TradeNotices.StopMoved),
            """
            Warning stopLoosened, once 
            BTCUSDT: stop-loss moved to 97
            The stop-loss of the long position in BTCUSDT was moved at the exchange from 98 to 97, looser than the planned 98. It is kept there.
            """,
            Text(TradeNotices.StopMoved(Trade with { StopLoss = 98.0m, PlannedStopLoss = 98.0m }, 97.0m))
        },
        {
            nameof(TradeNotices.StopMoved),
            """
            Warning stopLoosened, once 
            BTCUSDT: stop-loss moved to 99
            The stop-loss of the long position in BTCUSDT was moved at the exchange from 100 to 99, looser than 100, where it had been moved to. It is kept there.
            """,
            Text(TradeNotices.StopMoved(Trade with { StopLoss = 100.0m, PlannedStopLoss = 98.0m, MovedStopLoss = 100.0m }, 99.0m))
        },
        {
            nameof(TradeNotices.ExitFailed),
            $"""
            Critical exitFailed, once exitFailed:{Id}
            BTCUSDT: the position could not be closed yet
            0.5 BTCUSDT long are still open after 5 exit orders. The exchange said: too small. The bot keeps trying, more and more slowly.
            """,
            Text(TradeNotices.ExitFailed(Trade with { ExitedQuantity = 0m }, 5, "too small."))
        },
        {
            nameof(TradeNotices.ExitFailed),
            $"""
            Critical exitFailed, once exitFailed:{Id}
            BTCUSDT: the position could not be closed yet
            0.5 BTCUSDT long are still open after 1 exit orders. The exchange said: nothing. The bot keeps trying, more and more slowly.
            """,
            Text(TradeNotices.ExitFailed(Trade with { ExitedQuantity = 0m }, 1, lastReason: null))
        },
        {
            nameof(TradeNotices.ExitWaits),
            $"""
            Critical exitWaits, once exitWaits:{Id}
            BTCUSDT: closing waits for the exchange
            0.5 BTCUSDT long are still open: no answer. The bot closes them as soon as the exchange takes orders again; their stop-loss at the exchange stands meanwhile.
            """,
            Text(TradeNotices.ExitWaits(Trade with { ExitedQuantity = 0m }, "no answer."))
        },
        {
            nameof(TradeNotices.Closed),
            $"""
            Critical liquidated, once finished:{Id}
            BTCUSDT long liquidated by the exchange: +1.95 USDT
            Entry 100.1, exit 104.2, fees 0.1 USDT, +1.95 R.
            """,
            Text(TradeNotices.Closed(Trade, CloseReason.Liquidation, 0.1m))
        },
        {
            nameof(TradeNotices.Closed),
            $"""
            Warning tradeClosedOutside, once finished:{Id}
            BTCUSDT long closed by the exchange (auto-deleveraging): +1.95 USDT
            Entry 100.1, exit 104.2, fees 0.1 USDT, +1.95 R.
            """,
            Text(TradeNotices.Closed(Trade, CloseReason.AutoDeleveraging, 0.1m))
        },
        {
            nameof(TradeNotices.Closed),
            $"""
            Warning tradeClosedOutside, once finished:{Id}
            BTCUSDT long settled by the exchange: +1.95 USDT
            Entry 100.1, exit 104.2, fees 0.1 USDT, +1.95 R.
            """,
            Text(TradeNotices.Closed(Trade, CloseReason.Settlement, 0.1m))
        },
        {
            nameof(TradeNotices.Closed),
            $"""
            Warning tradeClosedOutside, once finished:{Id}
            BTCUSDT long closed outside the bot: +1.95 USDT
            Entry 100.1, exit 104.2, fees 0.1 USDT, +1.95 R.
            """,
            Text(TradeNotices.Closed(Trade, CloseReason.External, 0.1m))
        },
        {
            nameof(TradeNotices.Closed),
            $"""
            Critical positionLost, once finished:{Id}
            BTCUSDT long lost at the exchange: result unknown
            Entry 100.1, exit unknown, fees 0.1 USDT. 0.5 of 0.5 BTCUSDT were not at the exchange any more, and no execution says how they left.
            """,
            Text(TradeNotices.Closed(
                Trade with { ExitedQuantity = 0m, ExitPrice = null, RealizedPnl = null, PositionMissingSince = Since },
                CloseReason.PositionLost, 0.1m, lost: 0.5m))
        },
        {
            nameof(TradeNotices.Closed),
            $"""
            Info tradeClosed, once finished:{Id}
            BTCUSDT long closed by hand on the dashboard: +1.95 USDT for the part that was closed
            Entry 100.1, exit 104.2, fees 0.1 USDT, +1.95 R.
            """,
            Text(TradeNotices.Closed(Trade with { ExitedQuantity = 0.3m, PositionMissingSince = Since }, CloseReason.Manual, 0.1m))
        },
        {
            nameof(TradeNotices.PartLost),
            $"""
            Critical positionLost, once positionLost:{Id}
            BTCUSDT: a part of the position was not there any more
            The rest was closed. 0.2 of 0.5 BTCUSDT were not at the exchange any more, and no execution says how they left.
            """,
            Text(TradeNotices.PartLost(Trade with { ExitedQuantity = 0.3m, PositionMissingSince = Since }, lost: 0.2m))
        },
        {
            nameof(TradeNotices.ReducedOutside),
            $"""
            Warning tradeReducedOutside, once reducedOutside:{Id}:hand-1
            BTCUSDT: a part of the position was closed outside the bot
            An order that is not the bot's closed 0.3 BTCUSDT at 104.2; 0.2 stay open with their stop-loss.
            """,
            Text(TradeNotices.ReducedOutside(Trade with { ExitedQuantity = 0.3m }, Hand))
        },
        {
            nameof(TradeNotices.ProfitDiffers),
            $"""
            Warning discrepancy, once closedPnl:{Id}
            BTCUSDT: exchange and ledger differ
            The exchange shows no closed profit for the trade.
            """,
            Text(TradeNotices.ProfitDiffers(Trade, "The exchange shows no closed profit for the trade."))
        },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    [MemberData(nameof(PartNotices))]
    [MemberData(nameof(AdditionNotices))]
    [MemberData(nameof(TargetNotices))]
    [MemberData(nameof(StopNotices))]
    public void Notice_has_its_kind_name_subject_and_body(string member, string expected, string told)
    {
        Assert.NotEmpty(member);
        Assert.Equal(expected.ReplaceLineEndings("\n"), told);
    }

    [Fact]
    public void Every_notice_has_its_row() =>
        Assert.Equal(
            Sentences.Of(typeof(TradeNotices), typeof(Notification)),
            Sentences.Written([.. Lines, .. PartNotices, .. AdditionNotices, .. TargetNotices, .. StopNotices]));

    [Fact]
    public void Notice_names_its_trade_and_strategy()
    {
        var notice = TradeNotices.Closed(Trade, CloseReason.TakeProfit, 0.1m);

        Assert.Equal((Trade.Id, "trend"), (notice.TradeId, notice.Strategy));
    }

    private static string Text(Notification notice) =>
        $"{notice.Severity} {notice.Kind}, once {notice.Once}\n{notice.Subject}\n{notice.Body}";
}
