using TradingBot.Core.Exchange;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Notifications;
using TradingBot.Core.Orders;
using TradingBot.Core.Strategies;
using TradingBot.Core.Trades;
using TradingBot.Trading.Positions;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>A stop that a person moves while the trade is to be closed and the exits do not get through.</summary>
public sealed class MovedStopWhileClosingFlowTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("retCode")]
    [InlineData("slowFill")]
    public async Task Looser_stop_is_put_back_and_told_while_the_exit_is_refused_or_slow(string fault)
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var trade = await fixture.Driver.OpenAsync();
        var planned = trade.PlannedStopLoss!.Value;
        await fixture.Controls.FaultAsync(PaperExchangeControls.Create, fault, count: 100, retCode: 110007, delayMs: 20_000);
        await fixture.Driver.CloseAsync(trade.Id);
        Assert.Equal(MonitorState.Closing, (await fixture.Driver.LookAsync(trade.Id)).State);
        await MoveAsync(fixture, planned - 1000m);

        await LookUntilToldAsync(fixture, trade.Id, "stopRestored");

        Assert.Equal(planned, (await fixture.Driver.PositionAsync())!.StopLoss);
        var told = Assert.Single(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == "stopLoosened");
        Assert.Contains("it was put back", told.Body, StringComparison.Ordinal);
        var closing = await fixture.Driver.TradeAsync(trade.Id);
        Assert.Equal((planned, trade.Risk, null), (closing.StopLoss, closing.OpenRisk, closing.StopMissingSince));
    }

    [Theory]
    [InlineData("retCode")]
    [InlineData("slowFill")]
    public async Task Stop_that_is_taken_away_is_set_again_and_told_while_the_exit_is_refused_or_slow(string fault)
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var trade = await fixture.Driver.OpenAsync();
        await fixture.Controls.FaultAsync(PaperExchangeControls.Create, fault, count: 100, retCode: 110007, delayMs: 20_000);
        await fixture.Driver.CloseAsync(trade.Id);
        Assert.Equal(MonitorState.Closing, (await fixture.Driver.LookAsync(trade.Id)).State);
        await fixture.Driver.RemoveStopAsync();

        await LookUntilToldAsync(fixture, trade.Id, "stopRestored");

        Assert.Equal(trade.PlannedStopLoss, (await fixture.Driver.PositionAsync())!.StopLoss);
        Assert.Single(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == "stopRestored");
    }

    [Fact]
    public async Task Stop_that_cannot_be_put_back_in_time_while_an_exit_is_slow_is_told()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var trade = await fixture.Driver.OpenAsync();
        await MoveAsync(fixture, trade.PlannedStopLoss!.Value - 1000m);
        await fixture.Controls.FaultAsync(PaperExchangeControls.TradingStop, "retCode", count: 100, retCode: 10001);
        await fixture.Controls.FaultAsync(PaperExchangeControls.Create, "retCode", count: 100, retCode: 110007);
        await fixture.Driver.CloseAsync(trade.Id);
        await LookUntilToldAsync(fixture, trade.Id, "stopLoosened");
        Assert.DoesNotContain(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == "unprotected");

        for (var look = 0; look < 3; look++)
        {
            await fixture.PassAsync(TimeSpan.FromSeconds(3));
            await fixture.Driver.LookAsync(trade.Id);
        }

        var told = Assert.Single(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == "unprotected");
        Assert.Contains("does not stand while the position is being closed", told.Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Coins_that_a_slow_exit_binds_are_not_lost()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Controls.PriceAsync(68_000m, "spot");
        await fixture.Driver.StrategyAsync(
            static strategy => strategy with { Category = Category.Spot, Direction = AllowedDirection.Long, Leverage = null });
        var trade = await fixture.Driver.OpenAsync();
        await fixture.Controls.FaultAsync(PaperExchangeControls.Create, "slowFill", delayMs: 120_000);
        await fixture.Driver.CloseAsync(trade.Id);
        await LookUntilToldAsync(fixture, trade.Id, "exitSent");
        for (var look = 0; look < 5; look++)
        {
            await fixture.PassAsync(TimeSpan.FromSeconds(11));
            Assert.Equal(MonitorState.Closing, (await fixture.Driver.LookAsync(trade.Id)).State);
        }

        await fixture.PassAsync(TimeSpan.FromMinutes(2));
        var closed = await fixture.Driver.LookUntilClosedAsync(trade.Id);

        Assert.Equal((CloseReason.Manual, 0.00999m), (closed.CloseReason, closed.ExitedQuantity));
        Assert.DoesNotContain("positionMissing", await fixture.Driver.StoryAsync(trade.Id));
    }

    [Fact]
    public async Task Looser_stop_raises_the_risk_that_is_told_until_it_is_put_back()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var trade = await fixture.Driver.OpenAsync();
        await MoveAsync(fixture, trade.PlannedStopLoss!.Value - 1000m);
        await fixture.Controls.FaultAsync(PaperExchangeControls.Create, "retCode", count: 100, retCode: 110007);
        await fixture.Controls.FaultAsync(PaperExchangeControls.TradingStop, "retCode", count: 100, retCode: 110063);
        await fixture.Driver.CloseAsync(trade.Id);

        await LookUntilToldAsync(fixture, trade.Id, "stopLoosened");

        var loosened = await fixture.Driver.TradeAsync(trade.Id);
        Assert.Equal((trade.PlannedStopLoss - 1000m, trade.Risk + 10m), (loosened.StopLoss, loosened.OpenRisk));
        Assert.NotNull(loosened.StopMissingSince);
    }

    [Fact]
    public async Task Moved_stop_of_a_strategy_that_keeps_them_stays_and_is_told()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync(static strategy => strategy with { KeepMovedStops = true });
        var trade = await fixture.Driver.OpenAsync();
        await fixture.Controls.FaultAsync(PaperExchangeControls.Create, "retCode", count: 100, retCode: 110007);
        await fixture.Driver.CloseAsync(trade.Id);
        var looser = trade.PlannedStopLoss!.Value - 1000m;
        await MoveAsync(fixture, looser);

        await LookUntilToldAsync(fixture, trade.Id, "stopMoved");

        Assert.Equal(looser, (await fixture.Driver.PositionAsync())!.StopLoss);
        Assert.Equal(trade.Risk + 10m, (await fixture.Driver.TradeAsync(trade.Id)).OpenRisk);
    }

    // Each exit takes the stop away for a moment; between them it stands, and a person may move it.
    [Fact]
    public async Task Stop_that_a_person_loosens_between_refused_exits_is_put_back_before_the_next_one()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Controls.PriceAsync(68_000m, "spot");
        await fixture.Driver.StrategyAsync(
            static strategy => strategy with { Category = Category.Spot, Direction = AllowedDirection.Long, Leverage = null });
        var trade = await fixture.Driver.OpenAsync();
        await fixture.Controls.FaultAsync(PaperExchangeControls.Create, "retCode", retCode: 170131);
        await fixture.Driver.CloseAsync(trade.Id);

        decimal? moved = null;
        await ExitWalk.RunAsync(fixture, trade.Id, TimeSpan.FromMinutes(2), async () =>
        {
            var (tries, isLive) = ((await ExitWalk.ExitsAsync(fixture, trade.Id)).Count, await ExitWalk.LiveOrdersAsync(fixture) > 0);
            // The first three follow each other; on a slow machine a stop comes between them, and is refused as well. After that the stop
            // goes up first, and with it in place the next order is an exit.
            if (tries >= 3 && !isLive)
                return;
            await fixture.Controls.HealAsync();
            if ((await fixture.Driver.StoryAsync(trade.Id)).Contains("stopRestored"))
                return;
            await fixture.Controls.FaultAsync(PaperExchangeControls.Create, "retCode", retCode: 170131);
            if (tries >= 7)
                moved ??= await LoosenAsync(fixture, trade.Id);
        });

        List<string> story = [.. await fixture.Driver.StoryAsync(trade.Id)];
        var since = story.Skip(story.IndexOf("stopLoosened")).ToList();
        Assert.Equal(["stopLoosened", "stopSent", "stopAccepted", "stopRestored"], since.Take(4));
        Assert.Single(story, static kind => kind == "stopRestored");
        Assert.Equal(trade.PlannedStopLoss, (await fixture.Driver.OrderAsync(trade.Id, OrderRole.Stop)).TriggerPrice);
        Assert.Single(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == NoticeKinds.StopLoosened);
    }

    private static async Task<decimal?> LoosenAsync(TradingFixture fixture, TradeId trade)
    {
        var stop = await fixture.Driver.OrderAsync(trade, OrderRole.Stop);
        var looser = new OrderAmendment
        {
            LinkId = stop.LinkId,
            Category = Category.Spot,
            Symbol = TradeDriver.Btc,
            TriggerPrice = stop.TriggerPrice - 1000m,
        };
        Assert.IsType<SubmitOutcome.Accepted>(await fixture.Exchange.AmendOrderAsync(looser, Token));
        return looser.TriggerPrice;
    }

    private static Task LookUntilToldAsync(TradingFixture fixture, TradeId trade, string kind) => TestKit.Eventually.TrueAsync(
        async () =>
        {
            await fixture.Driver.LookAsync(trade);
            return (await fixture.Driver.StoryAsync(trade)).Contains(kind);
        },
        $"The story never told {kind}",
        cancellationToken: Token);

    private static async Task MoveAsync(TradingFixture fixture, decimal stop) => Assert.IsType<SubmitOutcome.Accepted>(
        await fixture.Exchange.SetTradingStopAsync(new TradingStop(Category.Linear, TradeDriver.Btc, stop, TakeProfit: null), Token));
}
