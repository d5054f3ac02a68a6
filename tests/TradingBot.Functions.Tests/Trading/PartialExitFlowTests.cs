using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Notifications;
using TradingBot.Core.Orders;
using TradingBot.Core.Signals;
using TradingBot.Core.Trades;
using TradingBot.TestKit;
using static TradingBot.Functions.Tests.Trading.PartialExitAlerts;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>A part of a position is closed, once and no more of it, and the rest keeps its stop.</summary>
public sealed class PartialExitFlowTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Category.Linear)]
    [InlineData(Category.Spot)]
    public async Task Alert_closes_its_part_and_the_target_the_rest(Category category)
    {
        await using var fixture = await OpenAsync(database, category);
        var trade = await fixture.Driver.OpenAsync();
        var alert = await ReduceAsync(fixture, Portion.Percent(50), category);

        var reduced = await LookUntilReducedAsync(fixture, trade.Id);

        var expected = category == Category.Spot ? 0.004995m : 0.005m;
        Assert.Equal((expected, expected), (reduced.ExitedQuantity, Assert.Single(await ExitsAsync(fixture, trade.Id)).Quantity));
        var signal = await fixture.Driver.SignalAsync(alert);
        Assert.Equal((SignalStatus.Completed, null), (signal.Status, signal.Reason));
        Assert.Single(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == NoticeKinds.TradeReduced);
        await fixture.Driver.LookUntilBookedAsync(trade.Id);
        if (category == Category.Spot)
            Assert.Equal(0.004995m, (await fixture.Driver.OrderAsync(trade.Id, OrderRole.Stop)).Quantity);
        else
            Assert.Equal((0.005m, trade.StopLoss), await StandingAsync(fixture));

        await fixture.Controls.PriceAsync(71_000m, EnumNames.Write(category));
        var closed = await fixture.Driver.LookUntilClosedAsync(trade.Id);

        Assert.Equal((TradeStatus.Closed, CloseReason.TakeProfit), (closed.Status, closed.CloseReason));
        Assert.Equal(category == Category.Spot ? 0.00999m : 0.01m, closed.ExitedQuantity);
        Assert.True(closed.RealizedPnl > 0);
        Assert.DoesNotContain(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == NoticeKinds.Discrepancy);
    }

    [Fact]
    public async Task Parts_follow_each_other_until_what_would_be_left_is_too_little()
    {
        await using var fixture = await OpenAsync(database);
        var trade = await fixture.Driver.OpenAsync();
        foreach (var left in (decimal[])[0.005m, 0.003m, 0.002m, 0.001m])
        {
            await ReduceAsync(fixture, Portion.Percent(50));
            Assert.Equal(left, (await LookUntilReducedAsync(fixture, trade.Id)).OpenQuantity);
        }

        var last = await ReduceAsync(fixture, Portion.Percent(50));

        var denied = await fixture.Driver.SignalAsync(last);
        Assert.Equal((SignalStatus.Denied, DenialCodes.ReduceTooSmall), (denied.Status, denied.Reason?.Code));
        Assert.Equal("0.001", denied.Reason!.Numbers!["held"]);
        Assert.Equal(0.001m, (await fixture.Driver.PositionAsync())!.Quantity);
    }

    [Fact]
    public async Task Amount_of_all_that_is_held_closes_the_trade()
    {
        await using var fixture = await OpenAsync(database);
        var trade = await fixture.Driver.OpenAsync();

        await ReduceAsync(fixture, Portion.Amount(0.01m));

        var closed = await fixture.Driver.LookUntilClosedAsync(trade.Id);
        Assert.Equal((CloseReason.Signal, 0.01m), (closed.CloseReason, closed.ExitedQuantity));
        Assert.Null(closed.Reduction);
    }

    [Theory]
    [InlineData("dropAfter")]
    [InlineData("dropBefore")]
    public async Task Order_whose_answer_is_lost_closes_the_part_once(string fault)
    {
        await using var fixture = await OpenAsync(database);
        var trade = await fixture.Driver.OpenAsync();
        await ReduceAsync(fixture, Portion.Percent(30));
        await fixture.Controls.FaultAsync(PaperExchangeControls.Create, fault);

        var reduced = await LookUntilReducedAsync(fixture, trade.Id);

        Assert.Equal((0.003m, 0.007m), (reduced.ExitedQuantity, (await fixture.Driver.PositionAsync())!.Quantity));
    }

    [Fact]
    public async Task Refused_part_is_tried_again_and_the_stop_stands()
    {
        await using var fixture = await OpenAsync(database);
        var trade = await fixture.Driver.OpenAsync();
        await ReduceAsync(fixture, Portion.Percent(30));
        await fixture.Controls.FaultAsync(PaperExchangeControls.Create, "retCode", count: 2, retCode: 110007);

        await Eventually.TrueAsync(
            async () =>
            {
                await fixture.Driver.LookAsync(trade.Id);
                Assert.Equal(trade.StopLoss, (await fixture.Driver.PositionAsync())!.StopLoss);
                await fixture.PassAsync(TimeSpan.FromMilliseconds(200));
                return (await fixture.Driver.TradeAsync(trade.Id)).Reduction is null;
            },
            "The part was never closed",
            cancellationToken: Token);

        Assert.Equal(
            [OrderStatus.Rejected, OrderStatus.Rejected, OrderStatus.Filled],
            (await ExitsAsync(fixture, trade.Id)).Select(static exit => exit.Status));
        Assert.Equal(0.007m, (await fixture.Driver.TradeAsync(trade.Id)).OpenQuantity);
    }

    [Fact]
    public async Task Exit_that_comes_meanwhile_closes_all()
    {
        await using var fixture = await OpenAsync(database);
        var trade = await fixture.Driver.OpenAsync();
        await ReduceAsync(fixture, Portion.Percent(30));
        var exit = await fixture.LaterAsync(SignalAction.Close);

        Assert.Equal([trade.Id.Value], (await fixture.Driver.DecideAsync(exit)).Closing);

        var closed = await fixture.Driver.LookUntilClosedAsync(trade.Id);
        Assert.Equal((TradeStatus.Closed, 0.01m), (closed.Status, closed.ExitedQuantity));
        Assert.Null(await fixture.Driver.PositionAsync());
        Assert.DoesNotContain(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == NoticeKinds.TradeReduced);
    }

    [Fact]
    public async Task Second_part_waits_until_the_first_is_closed()
    {
        await using var fixture = await OpenAsync(database);
        var trade = await fixture.Driver.OpenAsync();
        await ReduceAsync(fixture, Portion.Amount(0.002m));
        var second = await AlertAsync(fixture, Portion.Amount(0.003m), Category.Linear);

        Assert.True((await fixture.Driver.DecideAsync(second)).IsWaiting);
        Assert.Equal(0.008m, (await LookUntilReducedAsync(fixture, trade.Id)).OpenQuantity);
        Assert.False((await fixture.Driver.DecideAsync(second)).IsWaiting);

        Assert.Equal(0.005m, (await LookUntilReducedAsync(fixture, trade.Id)).OpenQuantity);
    }

    [Fact]
    public async Task What_a_person_closes_at_the_exchange_meanwhile_ends_the_trade()
    {
        await using var fixture = await OpenAsync(database);
        var trade = await fixture.Driver.OpenAsync();
        await ReduceAsync(fixture, Portion.Percent(50));

        await fixture.Driver.HandAsync(OrderSide.Sell, 0.01m);

        var closed = await fixture.Driver.LookUntilClosedAsync(trade.Id);
        Assert.Equal((TradeStatus.Closed, CloseReason.External, 0.01m), (closed.Status, closed.CloseReason, closed.ExitedQuantity));
        Assert.Null(await fixture.Driver.PositionAsync());
    }

    [Fact]
    public async Task Dry_alert_closes_nothing()
    {
        await using var fixture = await OpenAsync(database);
        var trade = await fixture.Driver.OpenAsync();

        var alert = await fixture.Driver.AlertAsync(
            static signal => signal with { Action = SignalAction.Reduce, Reduce = Portion.Percent(50), DryRun = true });
        await fixture.Driver.DecideAsync(alert);

        var signal = await fixture.Driver.SignalAsync(alert);
        Assert.Equal((SignalStatus.Completed, DenialCodes.DryRun), (signal.Status, signal.Reason?.Code));
        Assert.Null((await fixture.Driver.TradeAsync(trade.Id)).Reduction);
    }

    [Theory]
    [InlineData(0.00002, SignalStatus.Denied)]
    [InlineData(0, SignalStatus.Accepted)]
    public async Task Part_that_leaves_too_little_of_a_first_fill_ends_no_entry_that_waits_for_the_rest(double left, SignalStatus status)
    {
        await using var fixture = await RestingEntry.OpenAsync(
            database, static strategy => RestingEntry.Spot(RestingEntry.Large(strategy)));
        await fixture.Controls.ResetAsync(("USDT", "10000000"));
        await fixture.Controls.PriceAsync(RestingEntry.Market, "spot");
        var (trade, part) = await RestingEntry.RestInPartAsync(fixture, Category.Spot);

        var alert = await ReduceAsync(fixture, Portion.Amount((part * 0.999m) - (decimal)left), Category.Spot);

        Assert.Equal(status, (await fixture.Driver.SignalAsync(alert)).Status);
        Assert.Equal(left == 0, (await fixture.Driver.TradeAsync(trade)).CloseRequestedAt is not null);
    }

    [Fact]
    public async Task Decision_made_twice_asks_for_one_part()
    {
        await using var fixture = await OpenAsync(database);
        var trade = await fixture.Driver.OpenAsync();
        var alert = await ReduceAsync(fixture, Portion.Percent(30));

        await fixture.Driver.DecideAsync(alert);
        await LookUntilReducedAsync(fixture, trade.Id);
        await fixture.Driver.DecideAsync(alert);
        await fixture.Driver.GiveUpAsync(alert);

        Assert.Equal(0.007m, (await LookUntilReducedAsync(fixture, trade.Id)).OpenQuantity);
        Assert.Single(await ExitsAsync(fixture, trade.Id));
    }

    private static async Task<TradeRecord> LookUntilReducedAsync(TradingFixture fixture, TradeId trade)
    {
        await Eventually.TrueAsync(
            async () =>
            {
                await fixture.Driver.LookAsync(trade);
                return (await fixture.Driver.TradeAsync(trade)).Reduction is null;
            },
            "The part was never closed",
            cancellationToken: Token);
        return await fixture.Driver.TradeAsync(trade);
    }

    private static async Task<IReadOnlyList<OrderRecord>> ExitsAsync(TradingFixture fixture, TradeId trade) =>
        [.. (await fixture.Ledger.ListOrdersAsync(trade, Token)).Where(static order => order.Role == OrderRole.Exit)];
}
