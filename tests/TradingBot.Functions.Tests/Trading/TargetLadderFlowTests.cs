using TradingBot.Core.Exchange;
using TradingBot.Core.Foundation;
using TradingBot.Core.Markets;
using TradingBot.Core.Notifications;
using TradingBot.Core.Orders;
using TradingBot.Core.Trades;
using TradingBot.Trading.Entries;
using TradingBot.Trading.Positions;
using static TradingBot.Functions.Tests.Trading.TargetLadders;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>Targets that close parts of a position: each once, at its price, and the rest stays guarded.</summary>
public sealed class TargetLadderFlowTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private const string CreateBatch = "/v5/order/create-batch";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Category.Linear)]
    [InlineData(Category.Spot)]
    public async Task Each_target_closes_its_part_and_the_last_one_the_rest(Category category)
    {
        await using var fixture = await OpenAsync(database, [(1, 30), (2, 30), (3, 40)], category);
        var trade = await OpenTradeAsync(fixture);
        var prices = trade.Targets.Select(static target => target.Price).ToList();
        // Of coins a thousandth went for the fee of the entry, so a share of them is that much less.
        var fee = category == Category.Spot ? 0.00001m : 0;

        foreach (var (index, left) in new[] { (0, 0.007m), (1, 0.004m) })
        {
            await fixture.Controls.PriceAsync(prices[index], EnumNames.Write(category));
            await LookUntilAsync(
                fixture, trade, now => now.Targets[index].IsReached && now is { Reduction: null } && now.OpenQuantity <= left + fee);
            var now = await fixture.Driver.TradeAsync(trade.Id);
            Assert.Equal([true, index == 1, false], now.Targets.Select(static target => target.IsReached));
            Assert.True(now.OpenQuantity >= left, "more was closed");
            await LookUntilRestedAsync(fixture, trade);
            if (category == Category.Linear)
                Assert.Equal((left, trade.StopLoss), await PartialExitAlerts.StandingAsync(fixture));
            else
                Assert.Equal(OrderStatus.Open, (await fixture.Driver.OrderAsync(trade.Id, OrderRole.Stop)).Status);
        }

        await fixture.Controls.PriceAsync(prices[2], EnumNames.Write(category));
        var closed = await fixture.Driver.LookUntilClosedAsync(trade.Id);

        Assert.Equal((TradeStatus.Closed, CloseReason.TakeProfit), (closed.Status, closed.CloseReason));
        Assert.Equal(category == Category.Spot ? 0.00999m : 0.01m, closed.ExitedQuantity);
        Assert.True(closed.RealizedPnl > 0);
        Assert.Equal([true, true, true], closed.Targets.Select(static target => target.IsReached));
        Assert.Equal(3, (await fixture.Driver.StoryAsync(trade.Id)).Count(static kind => kind == TradeEventKinds.TargetReached));
        Assert.DoesNotContain(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == NoticeKinds.Discrepancy);
        if (category == Category.Spot)
            return;
        Assert.Equal([0.003m, 0.003m, 0.004m], (await LegsAsync(fixture, trade)).Select(static leg => leg.FilledQuantity));
        var exits = (await fixture.Ledger.ListFillsAsync(trade.Id, Token)).Where(static fill => fill.Role != OrderRole.Entry).ToList();
        Assert.Equal(prices, exits.Select(static fill => fill.Price));
        Assert.Equal(2, (await fixture.Driver.NoticesAsync()).Count(static notice => notice.Kind == NoticeKinds.TargetReached));
    }

    [Fact]
    public async Task Short_position_has_its_targets_below()
    {
        await using var fixture = await OpenAsync(database, [(1, 50), (2, 50)]);
        var trade = await OpenTradeAsync(fixture, isShort: true);
        Assert.True(trade.Targets[0].Price > trade.Targets[1].Price && trade.Targets[0].Price < trade.EntryPrice);

        await fixture.Controls.PriceAsync(trade.Targets[1].Price);
        var closed = await fixture.Driver.LookUntilClosedAsync(trade.Id);

        Assert.Equal((CloseReason.TakeProfit, 0.01m), (closed.CloseReason, closed.ExitedQuantity));
    }

    [Fact]
    public async Task What_no_target_closes_is_left_to_the_stop()
    {
        await using var fixture = await OpenAsync(database, [(1, 50)]);
        var trade = await OpenTradeAsync(fixture);
        await fixture.Controls.PriceAsync(trade.Targets[0].Price);
        await LookUntilAsync(fixture, trade, static now => now.OpenQuantity == 0.005m);
        Assert.Null((await fixture.Driver.TradeAsync(trade.Id)).NextTarget);

        await fixture.Controls.PriceAsync(trade.StopLoss!.Value - 10);
        var closed = await fixture.Driver.LookUntilClosedAsync(trade.Id);

        Assert.Equal((CloseReason.StopLoss, 0.01m), (closed.CloseReason, closed.ExitedQuantity));
        Assert.DoesNotContain(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == NoticeKinds.Discrepancy);
    }

    [Fact]
    public async Task Stop_that_closes_all_leaves_no_order_of_a_target_behind()
    {
        await using var fixture = await OpenAsync(database, [(1, 50), (2, 50)]);
        var trade = await OpenTradeAsync(fixture);

        await fixture.Controls.PriceAsync(trade.StopLoss!.Value - 10);
        var closed = await fixture.Driver.LookUntilClosedAsync(trade.Id);

        Assert.Equal((CloseReason.StopLoss, 0.01m), (closed.CloseReason, closed.ExitedQuantity));
        Assert.Empty(await OpenOrdersAsync(fixture));
        Assert.All(
            await LegsAsync(fixture, trade), static leg => Assert.Equal((OrderStatus.Cancelled, 0m), (leg.Status, leg.FilledQuantity)));
    }

    [Fact]
    public async Task Closing_takes_the_targets_back_and_closes_all()
    {
        await using var fixture = await OpenAsync(database, [(1, 50), (2, 50)]);
        var trade = await OpenTradeAsync(fixture);
        Assert.Equal(2, (await OpenOrdersAsync(fixture)).Count);

        await fixture.Driver.CloseAsync(trade.Id);
        var closed = await fixture.Driver.LookUntilClosedAsync(trade.Id);

        Assert.Equal((CloseReason.Manual, 0.01m), (closed.CloseReason, closed.ExitedQuantity));
        Assert.Empty(await OpenOrdersAsync(fixture));
        Assert.All(await LegsAsync(fixture, trade), static leg => Assert.Equal(TargetOrders.TakenBack, leg.Reason));
        Assert.Single((await fixture.Ledger.ListOrdersAsync(trade.Id, Token)), static order => order.Role == OrderRole.Exit);
    }

    [Fact]
    public async Task Part_that_is_closed_leaves_each_target_its_share_of_the_rest()
    {
        await using var fixture = await OpenAsync(database, [(1, 25), (2, 25), (3, 50)]);
        var trade = await OpenTradeAsync(fixture, quantity: 0.04m);
        Assert.Equal([0.01m, 0.01m, 0.02m], await WorkingAsync(fixture, trade));

        await PartialExitAlerts.ReduceAsync(fixture, Portion.Percent(50));
        await LookUntilAsync(fixture, trade, static now => now is { Reduction: null, OpenQuantity: 0.02m });
        await LookUntilRestedAsync(fixture, trade);

        Assert.Equal([0.005m, 0.005m, 0.01m], await WorkingAsync(fixture, trade));
        Assert.DoesNotContain(TradeEventKinds.TargetMissing, await fixture.Driver.StoryAsync(trade.Id));
        await fixture.Controls.PriceAsync(trade.Targets[2].Price);
        var closed = await fixture.Driver.LookUntilClosedAsync(trade.Id);
        Assert.Equal((CloseReason.TakeProfit, 0.04m), (closed.CloseReason, closed.ExitedQuantity));
    }

    [Fact]
    public async Task Target_that_a_person_moves_is_kept_there_and_told()
    {
        await using var fixture = await OpenAsync(database, [(1, 50), (2, 50)]);
        var trade = await OpenTradeAsync(fixture);
        var moved = trade.Targets[0].Price + 100;
        await AmendAsync(fixture, (await LegsAsync(fixture, trade))[0], leg => leg with { LimitPrice = moved });

        await LookUntilAsync(fixture, trade, now => now.Targets[0].Price == moved);

        Assert.Single(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == NoticeKinds.TargetMoved);
        await LookUntilRestedAsync(fixture, trade);
        Assert.Equal(2, (await LegsAsync(fixture, trade)).Count);
        // Also after its order was replaced for another reason.
        await PartialExitAlerts.ReduceAsync(fixture, Portion.Percent(40));
        await LookUntilAsync(fixture, trade, static now => now is { Reduction: null, OpenQuantity: 0.006m });
        await LookUntilRestedAsync(fixture, trade);
        Assert.Equal([0.003m, 0.003m], await WorkingAsync(fixture, trade));
        Assert.Contains(await OpenOrdersAsync(fixture), order => order.LimitPrice == moved);
    }

    [Fact]
    public async Task Target_that_a_person_removes_is_put_back_and_told()
    {
        await using var fixture = await OpenAsync(database, [(1, 50), (2, 50)]);
        var trade = await OpenTradeAsync(fixture);
        var leg = (await LegsAsync(fixture, trade))[1];
        await fixture.Exchange.CancelOrderAsync(Category.Linear, TradeDriver.Btc, leg.LinkId, isStopOrder: false, Token);
        await fixture.Controls.SettledAsync();

        await LookUntilAsync(fixture, trade, async _ => (await LegsAsync(fixture, trade)).Count == 3);
        await LookUntilRestedAsync(fixture, trade);

        Assert.Equal([0.005m, 0.005m], await WorkingAsync(fixture, trade));
        Assert.Contains(TradeEventKinds.TargetMissing, await fixture.Driver.StoryAsync(trade.Id));
        var told = Assert.Single(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == NoticeKinds.TargetMoved);
        Assert.Contains("target 2 of 2 was removed", told.Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Order_that_a_person_makes_smaller_is_put_back_to_its_share()
    {
        await using var fixture = await OpenAsync(database, [(1, 50), (2, 50)]);
        var trade = await OpenTradeAsync(fixture);
        await AmendAsync(fixture, (await LegsAsync(fixture, trade))[0], static leg => leg with { Quantity = 0.002m });

        await LookUntilAsync(fixture, trade, async _ => (await LegsAsync(fixture, trade)).Count == 3);
        await LookUntilRestedAsync(fixture, trade);

        Assert.Equal([0.005m, 0.005m], await WorkingAsync(fixture, trade));
    }

    [Theory]
    [InlineData("dropAfter")]
    [InlineData("dropBefore")]
    public async Task Order_whose_answer_is_lost_is_sent_once(string fault)
    {
        await using var fixture = await OpenAsync(database, [(1, 50), (2, 50)]);
        var trade = await fixture.Driver.ApproveAsync();
        Assert.Equal(EntryOutcome.Placed, await fixture.Driver.PlaceAsync(trade));
        await fixture.Controls.SettledAsync();
        await fixture.Controls.FaultAsync(CreateBatch, fault);

        var record = await fixture.Driver.LookUntilBookedAsync(trade);
        await LookUntilRestedAsync(fixture, record);

        Assert.Equal([0.005m, 0.005m], await WorkingAsync(fixture, record));
        Assert.Equal(2, (await OpenOrdersAsync(fixture)).Count);
    }

    [Fact]
    public async Task Refused_target_is_tried_again_slower_and_told()
    {
        await using var fixture = await OpenAsync(database, [(1, 50), (2, 50)]);
        var trade = await fixture.Driver.ApproveAsync();
        Assert.Equal(EntryOutcome.Placed, await fixture.Driver.PlaceAsync(trade));
        await fixture.Controls.SettledAsync();
        await fixture.Controls.FaultAsync(CreateBatch, "retCode", count: 7, retCode: 110007);
        var record = await fixture.Driver.LookUntilBookedAsync(trade);

        await LookUntilAsync(
            fixture,
            record,
            async _ => (await fixture.Driver.NoticesAsync()).Any(static notice => notice.Kind == NoticeKinds.TargetFailed),
            TimeSpan.FromSeconds(2));
        Assert.Equal((0.01m, record.StopLoss), await PartialExitAlerts.StandingAsync(fixture));
        await LookUntilAsync(fixture, record, async _ => (await OpenOrdersAsync(fixture)).Count == 2, TimeSpan.FromSeconds(10));

        Assert.Equal([0.005m, 0.005m], await WorkingAsync(fixture, record));
    }

    /// <summary>A person opens more in the same direction: the targets are only for what is the trade's.</summary>
    [Fact]
    public async Task Targets_close_nothing_of_what_a_person_holds()
    {
        await using var fixture = await OpenAsync(database, [(1, 50), (2, 50)]);
        var trade = await OpenTradeAsync(fixture);
        await fixture.Driver.HandAsync(OrderSide.Buy, 0.02m);
        await LookUntilRestedAsync(fixture, trade);
        Assert.Equal([0.005m, 0.005m], await WorkingAsync(fixture, trade));

        await fixture.Controls.PriceAsync(trade.Targets[0].Price);
        await LookUntilAsync(fixture, trade, static now => now.OpenQuantity == 0.005m);
        await fixture.Driver.CloseAsync(trade.Id);
        await fixture.Driver.LookUntilClosedAsync(trade.Id);

        Assert.Equal(0.02m, (await fixture.Driver.PositionAsync())!.Quantity);
        Assert.Empty(await OpenOrdersAsync(fixture));
    }

    private static async Task AmendAsync(TradingFixture fixture, OrderRecord leg, Func<OrderAmendment, OrderAmendment> change)
    {
        var amendment = change(new OrderAmendment { LinkId = leg.LinkId, Category = Category.Linear, Symbol = TradeDriver.Btc });
        Assert.IsType<SubmitOutcome.Accepted>(await fixture.Exchange.AmendOrderAsync(amendment, Token));
        await fixture.Controls.SettledAsync();
    }
}
