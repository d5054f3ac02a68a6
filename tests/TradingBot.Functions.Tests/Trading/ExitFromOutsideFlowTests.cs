using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Notifications;
using TradingBot.Core.Orders;
using TradingBot.Core.Strategies;
using TradingBot.Core.Trades;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>Exits that nobody here sent: by a person at the exchange, or by a liquidation.</summary>
public sealed class ExitFromOutsideFlowTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    [Fact]
    public async Task Position_closed_by_hand_is_told_as_closed_outside()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var trade = await fixture.Driver.OpenAsync();
        await fixture.Driver.HandAsync(OrderSide.Sell, 0.01m);

        var closed = await fixture.Driver.LookUntilClosedAsync(trade.Id);

        Assert.Equal((TradeStatus.Closed, CloseReason.External), (closed.Status, closed.CloseReason));
        var notice = Assert.Single(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == NoticeKinds.TradeClosedOutside);
        Assert.Equal(Severity.Warning, notice.Severity);
        Assert.Contains("closed outside the bot", notice.Subject, StringComparison.Ordinal);
        Assert.DoesNotContain(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == NoticeKinds.TradeClosed);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Liquidation_is_named_and_critical_also_while_closing_was_asked_for(bool isClosing)
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Controls.ResetAsync(("USDT", "200"));
        await fixture.Driver.StrategyAsync(static strategy => strategy with
        {
            Leverage = 50,
            Sizing = new Sizing(SizingMode.FixedQuantity, 0.04m),
            StopLoss = new PriceDistance(Percent: 2m),
            TakeProfits = [],
        });
        var trade = await fixture.Driver.OpenAsync();
        // An entry with its stop behind the liquidation is denied, but a hand may move the stop there.
        Assert.IsType<SubmitOutcome.Accepted>(await fixture.Exchange.SetTradingStopAsync(
            new TradingStop(Category.Linear, TradeDriver.Btc, 61_200m, TakeProfit: null), TestContext.Current.CancellationToken));
        if (isClosing)
            await fixture.Driver.CloseAsync(trade.Id);
        await fixture.Controls.PriceAsync(63_000m);

        var closed = await fixture.Driver.LookUntilClosedAsync(trade.Id);

        Assert.Equal((TradeStatus.Closed, CloseReason.Liquidation), (closed.Status, closed.CloseReason));
        var notice = Assert.Single(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == NoticeKinds.Liquidated);
        Assert.Equal(Severity.Critical, notice.Severity);
    }
}
