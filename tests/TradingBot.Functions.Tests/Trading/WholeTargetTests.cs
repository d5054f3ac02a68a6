using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Notifications;
using TradingBot.Core.Trades;
using static TradingBot.Functions.Tests.Trading.TargetLadders;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>The one target for a whole position, after somebody moved it at the exchange or took it away.</summary>
public sealed class WholeTargetTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Target_that_is_moved_is_kept_and_told_and_closes_the_trade_there()
    {
        await using var fixture = await OpenAsync(database, [(4, 100)]);
        var trade = await OpenTradeAsync(fixture);
        var moved = trade.Targets[0].Price + 150;
        await SetAsync(fixture, moved);

        await LookUntilAsync(fixture, trade, now => now.Targets[0].Price == moved);
        await LookUntilRestedAsync(fixture, trade);

        Assert.Equal(moved, (await fixture.Driver.PositionAsync())!.TakeProfit);
        Assert.Single(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == NoticeKinds.TargetMoved);
        await fixture.Controls.PriceAsync(moved - 1);
        await LookUntilRestedAsync(fixture, trade);
        await fixture.Controls.PriceAsync(moved);
        Assert.Equal(CloseReason.TakeProfit, (await fixture.Driver.LookUntilClosedAsync(trade.Id)).CloseReason);
    }

    [Fact]
    public async Task Target_that_is_removed_is_put_back_and_told_once()
    {
        await using var fixture = await OpenAsync(database, [(4, 100)]);
        var trade = await OpenTradeAsync(fixture);
        for (var round = 0; round < 2; round++)
        {
            await SetAsync(fixture, 0m);
            await LookUntilAsync(
                fixture, trade, async _ => (await fixture.Driver.PositionAsync())!.TakeProfit == trade.Targets[0].Price);
        }

        await LookUntilRestedAsync(fixture, trade);
        Assert.Equal((0.01m, trade.StopLoss), await PartialExitAlerts.StandingAsync(fixture));
        Assert.Single(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == NoticeKinds.TargetMoved);
        Assert.Contains(TradeEventKinds.TargetMissing, await fixture.Driver.StoryAsync(trade.Id));
    }

    [Fact]
    public async Task Price_beyond_a_target_that_is_gone_closes_the_trade()
    {
        await using var fixture = await OpenAsync(database, [(4, 100)]);
        var trade = await OpenTradeAsync(fixture);
        await SetAsync(fixture, 0m);
        await fixture.Controls.PriceAsync(trade.Targets[0].Price);

        var closed = await fixture.Driver.LookUntilClosedAsync(trade.Id);

        Assert.Equal((CloseReason.TakeProfit, 0.01m), (closed.CloseReason, closed.ExitedQuantity));
    }

    [Fact]
    public async Task Refused_target_is_tried_again_and_told_in_the_story()
    {
        await using var fixture = await OpenAsync(database, [(4, 100)]);
        var trade = await OpenTradeAsync(fixture);
        await SetAsync(fixture, 0m);
        await fixture.Controls.FaultAsync(PaperExchangeControls.TradingStop, "retCode", count: 2, retCode: 10001);

        await LookUntilAsync(fixture, trade, async _ => (await fixture.Driver.PositionAsync())!.TakeProfit == trade.Targets[0].Price);

        Assert.Contains(TradeEventKinds.TargetRefused, await fixture.Driver.StoryAsync(trade.Id));
    }

    private static async Task SetAsync(TradingFixture fixture, decimal target)
    {
        var stop = new TradingStop(Category.Linear, TradeDriver.Btc, StopLoss: null, target);
        Assert.IsType<SubmitOutcome.Accepted>(await fixture.Exchange.SetTradingStopAsync(stop, Token));
        await fixture.Controls.SettledAsync();
    }
}
