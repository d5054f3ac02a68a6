using TradingBot.Core.Notifications;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;
using TradingBot.TestKit;
using TradingBot.Trading.Positions;
using static TradingBot.Functions.Tests.Trading.RestingEntry;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>
/// The exchange keeps one position a symbol, also where a person has added to the bot's: of what closes it, the trade books what is missing
/// of its own part, and its risk follows what is left of that.
/// </summary>
public sealed class SharedPositionFlowTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stop_that_closes_all_counts_with_its_part_in_quantity_fee_and_profit()
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();
        await HandMakesItAsync(fixture, OrderSide.Buy, 0.02m, 0.03m);
        await StopHitsAsync(fixture, trade);

        var closed = await fixture.Driver.LookUntilClosedAsync(trade.Id);

        var fills = await fixture.Ledger.ListFillsAsync(trade.Id, Token);
        var exit = Assert.Single(fills, static fill => fill.Role == OrderRole.Stop);
        Assert.Equal((CloseReason.StopLoss, 0.01m), (closed.CloseReason, closed.ExitedQuantity));
        Assert.Equal((0.01m, exit.Price * 0.01m), (exit.Quantity, exit.Value));
        // The taker's fee of the whole, of which a third is the trade's.
        Assert.Equal(exit.Value * 0.00055m, exit.Fee, 10);
        Assert.Equal((exit.Price - closed.EntryPrice!.Value) * 0.01m - closed.Fees, closed.RealizedPnl!.Value, 10);
        Assert.Empty(await fixture.Driver.DiscrepanciesAsync());
        Assert.DoesNotContain(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == NoticeKinds.Discrepancy);
    }

    [Fact]
    public async Task Person_who_closes_what_they_added_closes_nothing_of_the_trade()
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();
        await HandMakesItAsync(fixture, OrderSide.Buy, 0.02m, 0.03m);
        Assert.Equal(MonitorState.Protected, (await fixture.Driver.LookAsync(trade.Id)).State);
        await HandMakesItAsync(fixture, OrderSide.Sell, 0.02m, 0.01m);

        await fixture.Driver.LookUntilAsync(trade.Id, MonitorState.Protected);
        var kept = await fixture.Driver.TradeAsync(trade.Id);
        await StopHitsAsync(fixture, trade);
        var closed = await fixture.Driver.LookUntilClosedAsync(trade.Id);

        Assert.Equal((0m, trade.Risk), (kept.ExitedQuantity, kept.OpenRisk));
        Assert.Equal((CloseReason.StopLoss, 0.01m), (closed.CloseReason, closed.ExitedQuantity));
        Assert.Equal(OrderRole.Stop, (await fixture.Ledger.ListFillsAsync(trade.Id, Token))[^1].Role);
        Assert.DoesNotContain(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == NoticeKinds.TradeReducedOutside);
    }

    [Fact]
    public async Task Risk_follows_what_a_person_closes_of_it()
    {
        await using var fixture = await OpenAsync();
        var trade = await fixture.Driver.OpenAsync();
        Assert.Equal((trade.Risk, 0m), (trade.OpenRisk, trade.EntryWaiting));
        await fixture.Driver.HandAsync(OrderSide.Sell, 0.004m);

        await Eventually.TrueAsync(
            async () =>
            {
                await fixture.Driver.LookAsync(trade.Id);
                return (await fixture.Driver.TradeAsync(trade.Id)).ExitedQuantity == 0.004m;
            },
            "What the person closed was never booked",
            cancellationToken: Token);

        Assert.Equal(trade.Risk * 0.6m, (await fixture.Driver.TradeAsync(trade.Id)).OpenRisk, 10);
    }

    [Fact]
    public async Task Risk_of_a_limit_entry_is_of_the_whole_while_it_waits_and_of_its_filled_part_once_the_rest_is_taken_back()
    {
        await using var fixture = await RestingEntry.OpenAsync(database, Large);
        await fixture.Controls.ResetAsync(("USDT", "10000000"));
        var (id, part) = await RestInPartAsync(fixture);
        var waiting = await fixture.Driver.TradeAsync(id);
        Assert.Equal((40m - part, waiting.Risk), (waiting.EntryWaiting, waiting.OpenRisk));

        await fixture.PassAsync(TimeSpan.FromMinutes(60));
        await LookUntilEntryIsAsync(fixture, id, OrderStatus.Cancelled);

        var open = await fixture.Driver.TradeAsync(id);
        Assert.Equal((0m, open.Risk * part / 40m), (open.EntryWaiting, open.OpenRisk));
        Assert.Equal(open.OpenRisk, open.FilledRisk);
    }

    private static async Task HandMakesItAsync(TradingFixture fixture, OrderSide side, decimal quantity, decimal standing)
    {
        await fixture.Driver.HandAsync(side, quantity);
        await Eventually.TrueAsync(
            async () => (await fixture.Driver.PositionAsync())?.Quantity == standing,
            $"The position never became {standing}",
            cancellationToken: Token);
    }

    // Nobody looks while the exchange is at it: between trigger and sale it shows a position without a stop.
    private static async Task StopHitsAsync(TradingFixture fixture, TradeRecord trade)
    {
        await fixture.Controls.PriceAsync(trade.PlannedStopLoss!.Value - 100m);
        await Eventually.TrueAsync(
            async () => await fixture.Driver.PositionAsync() is null, "The stop never closed the position", cancellationToken: Token);
    }

    private async Task<TradingFixture> OpenAsync()
    {
        var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync(static strategy => strategy with { TakeProfits = [] });
        return fixture;
    }
}
