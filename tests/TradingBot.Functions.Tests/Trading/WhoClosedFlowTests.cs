using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Strategies;
using TradingBot.Core.Trades;
using TradingBot.TestKit;
using TradingBot.Trading.Positions;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>A trade ends with the reason of whoever closed the last of it, whatever was asked for meanwhile.</summary>
public sealed class WhoClosedFlowTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    [Theory]
    [InlineData(Category.Linear)]
    [InlineData(Category.Spot)]
    public async Task Stop_that_filled_before_closing_was_asked_for_is_what_closed_the_trade(Category category)
    {
        await using var fixture = await OpenAsync(category);
        var trade = await fixture.Driver.OpenAsync();
        await FallAsync(fixture, trade);
        await fixture.Driver.CloseAsync(trade.Id);

        var closed = await fixture.Driver.LookUntilClosedAsync(trade.Id);

        Assert.Equal(CloseReason.StopLoss, closed.CloseReason);
        Assert.Contains(
            await fixture.Driver.NoticesAsync(), static notice => notice.Subject.Contains("closed by its stop-loss", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Stop_that_fills_while_the_exits_are_refused_is_what_closed_the_trade()
    {
        await using var fixture = await OpenAsync(Category.Linear);
        var trade = await fixture.Driver.OpenAsync();
        await fixture.Controls.FaultAsync(PaperExchangeControls.Create, "retCode", count: 100, retCode: 110007);
        await fixture.Driver.CloseAsync(trade.Id);
        Assert.Equal(MonitorState.Closing, (await fixture.Driver.LookAsync(trade.Id)).State);
        await FallAsync(fixture, trade);

        Assert.Equal(CloseReason.StopLoss, (await fixture.Driver.LookUntilClosedAsync(trade.Id)).CloseReason);
    }

    [Fact]
    public async Task Target_that_filled_before_closing_was_asked_for_is_what_closed_the_trade()
    {
        await using var fixture = await OpenAsync(Category.Linear);
        var trade = await fixture.Driver.OpenAsync();
        await fixture.Controls.PriceAsync(trade.Targets[0].Price + 200m);
        await fixture.Controls.SettledAsync();
        await fixture.Driver.CloseAsync(trade.Id);

        Assert.Equal(CloseReason.TakeProfit, (await fixture.Driver.LookUntilClosedAsync(trade.Id)).CloseReason);
    }

    [Fact]
    public async Task Hand_that_closed_all_before_closing_was_asked_for_is_what_closed_the_trade()
    {
        await using var fixture = await OpenAsync(Category.Linear);
        var trade = await fixture.Driver.OpenAsync();
        await fixture.Driver.HandAsync(OrderSide.Sell, trade.FilledQuantity);
        await fixture.Driver.CloseAsync(trade.Id);

        Assert.Equal(CloseReason.External, (await fixture.Driver.LookUntilClosedAsync(trade.Id)).CloseReason);
    }

    [Fact]
    public async Task Rest_that_the_bot_closed_after_a_hand_took_a_part_is_closed_as_asked()
    {
        await using var fixture = await OpenAsync(Category.Linear);
        var trade = await fixture.Driver.OpenAsync();
        await fixture.Driver.HandAsync(OrderSide.Sell, 0.006m);
        await fixture.Driver.CloseAsync(trade.Id);

        var closed = await fixture.Driver.LookUntilClosedAsync(trade.Id);

        Assert.Equal((CloseReason.Manual, trade.FilledQuantity), (closed.CloseReason, closed.ExitedQuantity));
    }

    [Theory]
    [InlineData(false, CloseReason.Manual)]
    [InlineData(true, CloseReason.AutoDeleveraging)]
    public async Task Part_that_the_exchange_took_by_itself_closed_the_trade_only_where_it_was_the_last(bool isLast, CloseReason reason)
    {
        await using var fixture = await OpenAsync(Category.Linear);
        var trade = await fixture.Driver.OpenAsync();
        await fixture.Driver.HandAsync(OrderSide.Sell, 0.006m);
        await Eventually.TrueAsync(
            async () =>
            {
                await fixture.Driver.LookAsync(trade.Id);
                return (await fixture.Driver.TradeAsync(trade.Id)).ExitedQuantity == 0.006m;
            },
            "The first part was never booked",
            cancellationToken: TestContext.Current.CancellationToken);
        await fixture.Driver.CloseAsync(trade.Id);
        await fixture.Driver.LookUntilAsync(trade.Id, MonitorState.Flat);
        await database.ExecuteAsync($"""
            update trading.fills set forced = 'autoDeleveraging' where quantity = {(isLast ? "0.004" : "0.006")} and role = 'exit'
            """);

        await fixture.Driver.SettleAsync(trade.Id);

        Assert.Equal(reason, (await fixture.Driver.TradeAsync(trade.Id)).CloseReason);
    }

    private async Task<TradingFixture> OpenAsync(Category category)
    {
        var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Controls.PriceAsync(68_000m, "spot");
        await fixture.Driver.StrategyAsync(strategy => category == Category.Spot
            ? strategy with { Category = category, Leverage = null, Direction = AllowedDirection.Long }
            : strategy);
        return fixture;
    }

    private static async Task FallAsync(TradingFixture fixture, TradeRecord trade)
    {
        await fixture.Controls.PriceAsync(trade.PlannedStopLoss!.Value - 100m, trade.Category == Category.Spot ? "spot" : "linear");
        await fixture.Controls.SettledAsync();
    }
}
