using TradingBot.Core.Tests.Building;
using TradingBot.Core.Trades;

namespace TradingBot.Core.Tests.Trades;

public sealed class ClosedTradeNoticeTests
{
    [Theory]
    [InlineData(-2.0, "Info tradeClosed")]
    [InlineData(-2.01, "Warning tradeLostBeyondRisk")]
    [InlineData(3.0, "Info tradeClosed")]
    public void Loss_beyond_twice_the_risk_is_a_warning(double profit, string expected)
    {
        var notice = TradeNotices.Closed(ATrade.Closed with { RealizedPnl = (decimal)profit, Risk = 1m }, CloseReason.StopLoss, 0.1m);

        Assert.Equal(expected, $"{notice.Severity} {notice.Kind}");
    }

    [Theory]
    [InlineData(CloseReason.StopLoss, "by its stop-loss")]
    [InlineData(CloseReason.TakeProfit, "by its target")]
    [InlineData(CloseReason.Signal, "by an alert")]
    [InlineData(CloseReason.Manual, "by hand on the dashboard")]
    [InlineData(CloseReason.Halt, "by the halt")]
    [InlineData(CloseReason.TimeStop, "by its time stop")]
    [InlineData(CloseReason.Expiry, "before its expiry")]
    [InlineData(CloseReason.Unprotected, "because no stop-loss could be confirmed")]
    public void Closed_trade_tells_what_closed_it(CloseReason reason, string words) =>
        Assert.Equal($"BTCUSDT long closed {words}: +1.95 USDT", TradeNotices.Closed(ATrade.Closed, reason, 0.1m).Subject);
}
