using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Strategies;
using TradingBot.Core.Trades;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>Spot exits when the stop, the account or the exchange's answers are not as they ought to be.</summary>
public sealed class SpotExitFlowTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Market_beyond_the_stop_while_none_stands_is_sold_and_no_stop_is_set_above_it()
    {
        await using var fixture = await SpotAsync();
        var trade = await fixture.Driver.OpenAsync();
        var stop = await fixture.Driver.OrderAsync(trade.Id, OrderRole.Stop);
        await fixture.Exchange.CancelOrderAsync(Category.Spot, TradeDriver.Btc, stop.LinkId, isStopOrder: true, Token);
        await TestKit.Eventually.TrueAsync(
            async () => await LiveOrdersAsync(fixture) == 0, "The stop was never taken away", cancellationToken: Token);
        await fixture.Controls.PriceAsync(trade.StopLoss!.Value - 100m, "spot");

        var closed = await fixture.Driver.LookUntilClosedAsync(trade.Id);

        Assert.Equal((TradeStatus.Closed, CloseReason.StopLoss, 0.00999m), (closed.Status, closed.CloseReason, closed.ExitedQuantity));
        Assert.Single(await fixture.Controls.SentOrdersAsync(), static order => order["triggerPrice"] is not null);
    }

    [Fact]
    public async Task Account_that_was_reset_ends_the_trade_also_when_closing_was_asked_for()
    {
        await using var fixture = await SpotAsync();
        var trade = await fixture.Driver.OpenAsync();
        await fixture.Controls.ResetAsync(("USDT", "10000"));
        await fixture.Driver.CloseAsync(trade.Id);
        await fixture.Driver.LookUntilMissingAsync(trade.Id);
        await fixture.PassAsync(TimeSpan.FromSeconds(31));

        var closed = await fixture.Driver.LookUntilClosedAsync(trade.Id);

        Assert.Equal((TradeStatus.Closed, CloseReason.PositionLost), (closed.Status, closed.CloseReason));
    }

    [Fact]
    public async Task Exit_that_was_refused_for_a_while_sells_everything_once_the_exchange_takes_it()
    {
        await using var fixture = await SpotAsync();
        var trade = await fixture.Driver.OpenAsync();
        await fixture.Controls.FaultAsync(PaperExchangeControls.Create, "retCode", count: 1000, retCode: 170131);
        await fixture.Driver.CloseAsync(trade.Id);
        for (var look = 0; look < 40; look++)
        {
            var result = await fixture.Driver.LookAsync(trade.Id);
            await fixture.PassAsync(TimeSpan.FromMilliseconds(result.NextLookMilliseconds));
        }

        await fixture.Controls.HealAsync();
        await fixture.PassAsync(TimeSpan.FromMinutes(1));
        var closed = await fixture.Driver.LookUntilClosedAsync(trade.Id);

        Assert.Equal((TradeStatus.Closed, CloseReason.Manual, 0.00999m), (closed.Status, closed.CloseReason, closed.ExitedQuantity));
    }

    private static async Task<int> LiveOrdersAsync(TradingFixture fixture) =>
        Assert.IsType<ExchangeResult<IReadOnlyList<ExchangeOrder>>.Success>(
            await fixture.Exchange.GetOpenOrdersAsync(Category.Spot, TradeDriver.Btc, Token)).Value.Count;

    private async Task<TradingFixture> SpotAsync()
    {
        var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Controls.ResetAsync(("USDT", "10000"));
        await fixture.Driver.StrategyAsync(
            strategy => strategy with { Category = Category.Spot, Leverage = null, Direction = AllowedDirection.Long });
        return fixture;
    }
}
