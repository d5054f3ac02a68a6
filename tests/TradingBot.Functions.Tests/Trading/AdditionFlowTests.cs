using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Notifications;
using TradingBot.Core.Orders;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;
using TradingBot.Core.Trades;
using static TradingBot.Functions.Tests.Trading.AddingAlerts;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>A position is added to, once for each alert, and one stop guards all of it.</summary>
public sealed class AdditionFlowTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Category.Linear, SignalAction.Buy, 1.02, false)]
    [InlineData(Category.Linear, SignalAction.Buy, 1.02, true)]
    [InlineData(Category.Linear, SignalAction.Sell, 0.98, false)]
    [InlineData(Category.Linear, SignalAction.Sell, 0.98, true)]
    [InlineData(Category.Inverse, SignalAction.Buy, 1.02, false)]
    [InlineData(Category.Inverse, SignalAction.Sell, 0.98, true)]
    [InlineData(Category.Spot, SignalAction.Buy, 1.02, false)]
    [InlineData(Category.Spot, SignalAction.Buy, 1.02, true)]
    public async Task Winner_grows_with_a_stop_behind_the_newest_part(Category category, SignalAction action, double move, bool isStopped)
    {
        await using var fixture = await OpenAsync(database, category);
        var direction = action == SignalAction.Buy ? Direction.Long : Direction.Short;
        var first = await OpenTradeAsync(fixture, category, action);
        var price = decimal.Round(first.EntryPrice!.Value * (decimal)move, 1);
        await PriceAsync(fixture, category, price);

        var alert = await AddAsync(fixture, category, direction);
        var both = await LookUntilAddedAsync(fixture, first.Id);

        var signal = await fixture.Driver.SignalAsync(alert);
        Assert.Equal((SignalStatus.Completed, null, first.Id), (signal.Status, signal.Reason, signal.AddsTo));
        Assert.Equal((first.Quantity * 2, first.Quantity * 2, 1), (both.Quantity, both.FilledQuantity, both.Additions));
        Assert.Equal(2, (await EntriesAsync(fixture, first.Id)).Count);
        Assert.True(first.IsLooser(first.StopLoss!.Value, both.StopLoss!.Value));
        Assert.InRange(Math.Abs(both.StopLoss!.Value - price) / price, 0.0195m, 0.0205m);
        Assert.Equal((first.PlannedStopLoss, both.StopLoss), (both.PlannedStopLoss, both.MovedStopLoss));
        if (category == Category.Spot)
        {
            var stops = (await fixture.Ledger.ListOrdersAsync(first.Id, Token)).Where(
                static order => order.Role == OrderRole.Stop && !order.Status.IsFinal()).ToList();
            Assert.Equal(0.01998m, stops.Sum(static stop => stop.Quantity));
            Assert.All(stops, stop => Assert.Equal(both.StopLoss, stop.TriggerPrice));
            await AssertToldAsGrownAsync(fixture, first.Id);
        }
        else
        {
            var standing = (await StandingAsync(fixture, category))!;
            Assert.Equal(
                (both.FilledQuantity, both.StopLoss, both.WholeTarget), (standing.Quantity, standing.StopLoss, standing.TakeProfit));
        }

        var story = await fixture.Driver.StoryAsync(first.Id);
        Assert.Single(story, TradeEventKinds.AddApproved);
        Assert.Single(story, TradeEventKinds.Added);
        Assert.DoesNotContain(TradeEventKinds.StopMoved, story);
        Assert.Single(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == NoticeKinds.TradeAdded);

        await PriceAsync(fixture, category, isStopped ? both.StopLoss.Value : both.WholeTarget!.Value);
        var closed = await fixture.Driver.LookUntilClosedAsync(first.Id);

        Assert.Equal(isStopped ? CloseReason.StopLoss : CloseReason.TakeProfit, closed.CloseReason);
        Assert.Equal(category == Category.Spot ? 0.01998m : both.FilledQuantity, closed.ExitedQuantity);
        Assert.Empty(await fixture.Driver.DiscrepanciesAsync());
        Assert.Null(closed.Addition);
    }

    // Somebody takes one of both away: that is missing, and told as such.
    [Fact]
    public async Task Stop_of_a_part_that_is_taken_away_is_told_as_missing_and_as_set_again()
    {
        await using var fixture = await OpenAsync(database, Category.Spot);
        var trade = await OpenTradeAsync(fixture, Category.Spot);
        await AddAsync(fixture, Category.Spot);
        await LookUntilAddedAsync(fixture, trade.Id);
        await AssertToldAsGrownAsync(fixture, trade.Id);
        var stop = await fixture.Driver.OrderAsync(trade.Id, OrderRole.Stop);
        await fixture.Exchange.CancelOrderAsync(Category.Spot, trade.Symbol, stop.LinkId, isStopOrder: true, Token);
        await fixture.PassAsync(TimeSpan.FromMilliseconds(200));

        await Eventually(fixture, trade, async _ => (await fixture.Driver.StoryAsync(trade.Id)).Contains(TradeEventKinds.StopRestored));

        var lines = (await fixture.Ledger.ReadStoryAsync(trade.Id, Token))!.Events;
        Assert.Equal(
            "For 0.00999 of the 0.01998 that are held no stop stands at the exchange any more: setting it.",
            Assert.Single(lines, static line => line.Kind == TradeEventKinds.StopMissing).Message);
        Assert.Single(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == NoticeKinds.StopRestored);
    }

    [Fact]
    public async Task Loser_grows_under_the_stop_that_stands()
    {
        await using var fixture = await OpenAsync(database);
        var first = await OpenTradeAsync(fixture);
        await PriceAsync(fixture, Category.Linear, decimal.Round(first.EntryPrice!.Value * 0.99m, 1));

        await AddAsync(fixture);
        var both = await LookUntilAddedAsync(fixture, first.Id);

        Assert.Equal((0.02m, first.StopLoss, null), (both.FilledQuantity, both.StopLoss, both.MovedStopLoss));
        Assert.Equal((0.02m, first.StopLoss), ((await StandingAsync(fixture))!.Quantity, (await StandingAsync(fixture))!.StopLoss));
        Assert.DoesNotContain(TradeEventKinds.StopTightened, await fixture.Driver.StoryAsync(first.Id));
    }

    [Fact]
    public async Task Near_stop_that_stands_buys_no_more_than_the_strategys_own_would()
    {
        await using var fixture = await OpenAsync(
            database, change: static strategy => strategy with { Sizing = new Sizing(SizingMode.RiskAmount, 20m) });
        var first = await OpenTradeAsync(fixture);
        await PriceAsync(fixture, Category.Linear, decimal.Round(first.EntryPrice!.Value * 0.985m, 1));

        await AddAsync(fixture);
        var both = await LookUntilAddedAsync(fixture, first.Id);

        var added = both.FilledQuantity - first.FilledQuantity;
        // A step more, because the coin is a little cheaper.
        Assert.InRange(added, first.FilledQuantity, first.FilledQuantity + 0.001m);
        // Half a percent to the stop instead of two, and the fees.
        Assert.InRange(both.RiskTaken - first.RiskTaken, 5m, 9m);
    }

    [Fact]
    public async Task Strategy_adds_as_often_as_it_may_and_no_more()
    {
        await using var fixture = await OpenAsync(database);
        var first = await OpenTradeAsync(fixture);
        foreach (var quantity in (decimal[])[0.02m, 0.03m])
        {
            await AddAsync(fixture);
            Assert.Equal(quantity, (await LookUntilAddedAsync(fixture, first.Id)).FilledQuantity);
        }

        var third = await fixture.Driver.SignalAsync(await AddAsync(fixture));

        Assert.Equal((SignalStatus.Denied, DenialCodes.Pyramiding), (third.Status, third.Reason?.Code));
        Assert.Equal(("2", "2"), (third.Reason!.Numbers!["additions"], third.Reason.Numbers["pyramiding"]));
        Assert.Equal(0.03m, (await StandingAsync(fixture))!.Quantity);
    }

    [Fact]
    public async Task Two_alerts_at_once_add_one_after_the_other()
    {
        await using var fixture = await OpenAsync(database);
        var first = await OpenTradeAsync(fixture);
        var (one, two) = (await AlertAsync(fixture), await AlertAsync(fixture));

        await PartialExitAlerts.DecideAsync(fixture, one);
        await PartialExitAlerts.DecideAsync(fixture, two);
        var all = await LookUntilAddedAsync(fixture, first.Id);

        Assert.Equal((0.03m, 2), (all.FilledQuantity, all.Additions));
        Assert.Equal(0.03m, (await StandingAsync(fixture))!.Quantity);
        Assert.Equal(3, (await EntriesAsync(fixture, first.Id)).Count);
    }

    [Fact]
    public async Task Alert_that_asks_for_a_limit_order_is_denied()
    {
        await using var fixture = await OpenAsync(database);
        await OpenTradeAsync(fixture);

        var signal = await fixture.Driver.SignalAsync(
            await AddAsync(fixture, change: static signal => signal with { OrderType = OrderType.Limit, LimitPrice = 1000m }));

        Assert.Equal((SignalStatus.Denied, DenialCodes.AddByLimit), (signal.Status, signal.Reason?.Code));
    }

    [Fact]
    public async Task Part_of_what_was_added_to_is_closed_and_then_more_is_added()
    {
        await using var fixture = await OpenAsync(database);
        var first = await OpenTradeAsync(fixture);
        await AddAsync(fixture);
        await LookUntilAddedAsync(fixture, first.Id);
        await PartialExitAlerts.ReduceAsync(fixture, Portion.Percent(75));
        await Eventually(fixture, first, static trade => trade.OpenQuantity == 0.005m);

        await AddAsync(fixture);
        var all = await LookUntilAddedAsync(fixture, first.Id);

        Assert.Equal((0.03m, 0.015m), (all.FilledQuantity, all.OpenQuantity));
        var standing = (await StandingAsync(fixture))!;
        Assert.Equal((0.015m, all.StopLoss), (standing.Quantity, standing.StopLoss));
        // At the stop of the trade all that is open loses its own distance to it and the fees, whatever was closed before.
        var loss = all.OpenQuantity * (first.EntryPrice!.Value - all.StopLoss!.Value);
        Assert.InRange(all.OpenRisk, loss, loss * 1.08m);
        Assert.Equal(first.Risk * 3, all.RiskTaken, 2);
    }

    [Fact]
    public async Task Targets_for_parts_grow_with_the_position()
    {
        await using var fixture = await OpenAsync(database, change: static strategy => strategy with
        {
            TakeProfits = [new TakeProfitRule(new PriceDistance(Percent: 3), 50), new TakeProfitRule(new PriceDistance(Percent: 6), 50)],
        });
        var first = await OpenTradeAsync(fixture);
        await Eventually(fixture, first, async _ => (await TargetLadders.WorkingAsync(fixture, first)).SequenceEqual([0.005m, 0.005m]));

        await AddAsync(fixture);
        await LookUntilAddedAsync(fixture, first.Id);

        await Eventually(fixture, first, async _ => (await TargetLadders.WorkingAsync(fixture, first)).SequenceEqual([0.01m, 0.01m]));
        await PriceAsync(fixture, Category.Linear, first.Targets[0].Price);
        await Eventually(fixture, first, static trade => trade.OpenQuantity == 0.01m);
        await PriceAsync(fixture, Category.Linear, first.Targets[1].Price);
        var closed = await fixture.Driver.LookUntilClosedAsync(first.Id);
        Assert.Equal((CloseReason.TakeProfit, 0.02m), (closed.CloseReason, closed.ExitedQuantity));
    }

    [Fact]
    public async Task Dry_run_says_what_would_have_been_added()
    {
        await using var fixture = await OpenAsync(database);
        await OpenTradeAsync(fixture);

        var signal = await fixture.Driver.SignalAsync(await AddAsync(fixture, change: static signal => signal with { DryRun = true }));

        Assert.Equal((SignalStatus.Completed, DenialCodes.DryRun), (signal.Status, signal.Reason?.Code));
        Assert.StartsWith("Dry run: would have added long 0.01 BTCUSDT", signal.Reason!.Message, StringComparison.Ordinal);
        Assert.Equal(0.01m, (await StandingAsync(fixture))!.Quantity);
    }

    // The stop of the first part has stood all the time.
    private static async Task AssertToldAsGrownAsync(TradingFixture fixture, TradeId trade)
    {
        var lines = (await fixture.Ledger.ReadStoryAsync(trade, Token))!.Events;
        Assert.Equal(
            "The stop-loss does not cover 0.00999 of the 0.01998 that are held yet: setting it for them.",
            Assert.Single(lines, static line => line.Kind == TradeEventKinds.StopIncomplete).Message);
        Assert.Equal(
            "The stop-loss covers all 0.01998 that are held.",
            Assert.Single(lines, static line => line.Kind == TradeEventKinds.StopCompleted).Message);
        Assert.DoesNotContain(lines, static line => line.Kind is TradeEventKinds.StopMissing or TradeEventKinds.StopRestored);
        Assert.DoesNotContain(
            await fixture.Driver.NoticesAsync(),
            static notice => notice.Kind is NoticeKinds.StopRestored or NoticeKinds.StopMoveFailed or NoticeKinds.Unprotected);
    }

    private static Task Eventually(TradingFixture fixture, TradeRecord trade, Func<TradeRecord, bool> isWanted) =>
        TargetLadders.LookUntilAsync(fixture, trade, isWanted);

    private static Task Eventually(TradingFixture fixture, TradeRecord trade, Func<TradeRecord, Task<bool>> isWanted) =>
        TargetLadders.LookUntilAsync(fixture, trade, isWanted);
}
