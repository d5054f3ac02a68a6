using TradingBot.Core.Foundation;
using TradingBot.Core.Markets;
using TradingBot.Core.Notifications;
using TradingBot.Core.Orders;
using TradingBot.Core.Strategies;
using TradingBot.Core.Trades;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>Stops that move by their rules, on an exchange that answers badly, and with a person who moves them too.</summary>
public sealed class MovingStopTroubleTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private const string Amend = "/v5/order/amend";
    private const string Bars = "/v5/market/kline";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Category.Linear, "dropAfter", 1)]
    [InlineData(Category.Linear, "dropBefore", 1)]
    [InlineData(Category.Linear, "dropBefore", 3)]
    [InlineData(Category.Linear, "retCode", 3)]
    [InlineData(Category.Linear, "status", 2)]
    [InlineData(Category.Inverse, "dropAfter", 2)]
    [InlineData(Category.Inverse, "retCode", 2)]
    [InlineData(Category.Spot, "dropAfter", 1)]
    [InlineData(Category.Spot, "dropBefore", 2)]
    [InlineData(Category.Spot, "retCode", 3)]
    [InlineData(Category.Spot, "status", 2)]
    public async Task Move_whose_answer_is_bad_ends_where_it_was_to(Category category, string fault, int count)
    {
        await using var stops = await OpenAsync(category);
        var trade = await stops.EnterAsync();
        await stops.Fixture.Controls.FaultAsync(
            category == Category.Spot ? Amend : PaperExchangeControls.TradingStop, fault, count, retCode: 10016);

        var now = await stops.MoveAsync(trade, 4m);

        var even = StopPolicy.BreakEven(now, offsetPercent: 0, tick: 0.1m);
        Assert.Equal((even, even, null, null), (now.StopLoss, now.MovedStopLoss, now.AskedStop, now.CloseRequestedAt));
        Assert.Equal(even, await stops.StandingAsync());
        Assert.Single(await stops.Fixture.Driver.StoryAsync(trade.Id), static kind => kind == TradeEventKinds.StopTightened);
        Assert.Single(await stops.Fixture.Driver.NoticesAsync(), static notice => notice.Kind == NoticeKinds.StopTightened);
    }

    // The process died after it had written down what it wanted.
    [Theory]
    [InlineData(Category.Linear)]
    [InlineData(Category.Spot)]
    public async Task Move_that_was_never_sent_is_sent(Category category)
    {
        await using var stops = await OpenAsync(category);
        var trade = await stops.EnterAsync();
        await stops.PriceAsync(MovingStops.At(trade, 4m));
        var wanted = MovingStops.At(trade, 1m);
        Assert.True(await stops.Fixture.Ledger.AskStopAsync(
            trade.Id, new StopMove(wanted, StopMoveCause.BreakEven), line: null, stops.Fixture.Clock.GetUtcNow(), Token));

        await stops.RestAsync(trade);

        var now = await stops.Fixture.Driver.TradeAsync(trade.Id);
        Assert.Equal((wanted, wanted, null), (now.StopLoss, now.MovedStopLoss, now.AskedStop));
        Assert.Equal(wanted, await stops.StandingAsync());
    }

    // The process was away for long after that; that nobody asked is no fault of the exchange.
    [Fact]
    public async Task Move_that_was_not_asked_for_yet_is_not_told_as_refused()
    {
        await using var stops = await OpenAsync();
        var trade = await stops.EnterAsync();
        await stops.PriceAsync(MovingStops.At(trade, 4m));
        await stops.Fixture.Ledger.AskStopAsync(
            trade.Id, new StopMove(MovingStops.At(trade, 3m), StopMoveCause.Manual), line: null, stops.Fixture.Clock.GetUtcNow(), Token);
        await stops.Fixture.PassAsync(TimeSpan.FromMinutes(5));

        await stops.RestAsync(trade);

        Assert.Equal(MovingStops.At(trade, 3m), await stops.StandingAsync());
        Assert.DoesNotContain(await stops.Fixture.Driver.NoticesAsync(), static notice => notice.Kind == NoticeKinds.StopMoveFailed);
    }

    // The rules had it moved, and before that was seen a person wants it nearer still: both moves are the bot's own.
    [Theory]
    [InlineData(Category.Linear)]
    [InlineData(Category.Spot)]
    public async Task Move_that_is_overtaken_before_it_was_seen_is_told_as_one(Category category)
    {
        await using var stops = await OpenAsync(category);
        var trade = await stops.EnterAsync();
        await stops.PriceAsync(MovingStops.At(trade, 1.9m));
        var (first, second) = (MovingStops.At(trade, 0.5m), MovingStops.At(trade, 1m));
        await AskAsync(first);
        await stops.Fixture.Driver.LookAsync(trade.Id);
        await AskAsync(second);
        await stops.Fixture.Controls.FaultAsync(
            category == Category.Spot ? Amend : PaperExchangeControls.TradingStop, "retCode", count: 1, retCode: 10016);

        await TargetLadders.LookUntilAsync(stops.Fixture, trade, now => now.MovedStopLoss == first);
        await stops.RestAsync(trade);

        Assert.Equal((second, second), await StandsAsync(stops, trade));
        Assert.Equal(second, await stops.StandingAsync());
        var lines = await stops.LinesAsync(trade);
        Assert.Equal(2, lines.Count(static kind => kind == TradeEventKinds.StopTightened));
        Assert.DoesNotContain(TradeEventKinds.StopMoved, lines);

        Task<bool> AskAsync(decimal stop) => stops.Fixture.Ledger.AskStopAsync(
            trade.Id, new StopMove(stop, StopMoveCause.Manual), line: null, stops.Fixture.Clock.GetUtcNow(), Token);
    }

    // It never stood, and the price has passed it: what guards the position meanwhile is the stop that did.
    [Fact]
    public async Task Exit_that_is_refused_puts_back_the_stop_that_stood_and_not_the_one_that_was_wanted()
    {
        await using var stops = await OpenAsync(Category.Spot);
        var trade = await stops.EnterAsync();
        var wanted = MovingStops.At(trade, -0.5m);
        await stops.Fixture.Ledger.AskStopAsync(
            trade.Id, new StopMove(wanted, StopMoveCause.Manual), line: null, stops.Fixture.Clock.GetUtcNow(), Token);
        await stops.PriceAsync(MovingStops.At(trade, -1m));
        await stops.Fixture.Controls.FaultAsync(PaperExchangeControls.Create, "retCode", count: 4, retCode: 170131);

        await TargetLadders.LookUntilAsync(stops.Fixture, trade, static now => now.ExitedQuantity > 0, TimeSpan.FromMilliseconds(300));
        var closed = await stops.Fixture.Driver.LookUntilClosedAsync(trade.Id);

        var orders = await stops.Fixture.Ledger.ListOrdersAsync(trade.Id, Token);
        var placed = orders.Where(static order => order.Role == OrderRole.Stop).ToList();
        Assert.True(placed.Count > 1, "No stop was put back.");
        Assert.All(placed, order => Assert.Equal(trade.PlannedStopLoss, order.TriggerPrice));
        Assert.Equal(CloseReason.StopLoss, closed.CloseReason);
        Assert.DoesNotContain(await stops.Fixture.Driver.NoticesAsync(), static notice => notice.Kind == NoticeKinds.Unprotected);
    }

    [Theory]
    [InlineData(Category.Linear)]
    [InlineData(Category.Spot)]
    public async Task Two_who_look_at_once_move_it_once(Category category)
    {
        await using var stops = await OpenAsync(category);
        var trade = await stops.EnterAsync();
        await stops.PriceAsync(MovingStops.At(trade, 4m));

        for (var round = 0; round < 4; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => stops.Fixture.Driver.LookAsync(trade.Id)));
            await stops.Fixture.PassAsync(TimeSpan.FromMilliseconds(200));
        }

        await stops.RestAsync(trade);
        var now = await stops.Fixture.Driver.TradeAsync(trade.Id);
        Assert.Equal((StopPolicy.BreakEven(now, offsetPercent: 0, tick: 0.1m), null), (now.StopLoss, now.AskedStop));
        Assert.Single(await stops.Fixture.Driver.NoticesAsync(), static notice => notice.Kind == NoticeKinds.StopTightened);
        Assert.Single(await stops.LinesAsync(trade), static kind => kind == TradeEventKinds.StopTightened);
        Assert.DoesNotContain(
            await stops.Fixture.Driver.StoryAsync(trade.Id),
            static kind => kind is TradeEventKinds.StopLoosened or TradeEventKinds.StopMoved);
    }

    [Fact]
    public async Task Exchange_that_takes_no_move_for_long_is_told_once_and_the_stop_stands_where_it_was()
    {
        await using var stops = await OpenAsync();
        var trade = await stops.EnterAsync();
        await stops.Fixture.Controls.FaultAsync(PaperExchangeControls.TradingStop, "retCode", count: 1000, retCode: 110063);
        await stops.PriceAsync(MovingStops.At(trade, 4m));

        await LookForAsync(stops, trade, seconds: 25);
        Assert.DoesNotContain(await stops.Fixture.Driver.NoticesAsync(), static notice => notice.Kind == NoticeKinds.StopMoveFailed);
        await LookForAsync(stops, trade, seconds: 10);

        Assert.Single(await stops.Fixture.Driver.NoticesAsync(), static notice => notice.Kind == NoticeKinds.StopMoveFailed);
        // Sooner at first, and then more and more slowly.
        Assert.InRange((await stops.LinesAsync(trade)).Count(static kind => kind == TradeEventKinds.StopRefused), 8, 16);
        Assert.Equal((trade.PlannedStopLoss, null), await StandsAsync(stops, trade));
        Assert.Equal(trade.PlannedStopLoss, await stops.StandingAsync());
        await stops.Fixture.Controls.HealAsync();
        await stops.RestAsync(trade);
        Assert.Equal(await stops.StandingAsync(), (await stops.Fixture.Driver.TradeAsync(trade.Id)).MovedStopLoss);
    }

    [Fact]
    public async Task Bars_that_cannot_be_read_hold_up_nothing_else()
    {
        await using var stops = await MovingStops.OpenAsync(database, static strategy => strategy with
        {
            BreakEven = new BreakEvenRule(new ReachedRule(R: 1), OffsetPercent: 0),
            TakeProfits = [new TakeProfitRule(new PriceDistance(Percent: 8), 50), new TakeProfitRule(new PriceDistance(Percent: 9), 50)],
        });
        await stops.Fixture.Controls.FaultAsync(Bars, "retCode", count: 1000, retCode: 10016);

        var trade = await stops.EnterAsync();

        Assert.Equal(2, (await TargetLadders.WorkingAsync(stops.Fixture, trade)).Count);
        Assert.Equal(trade.PlannedStopLoss, (await stops.MoveAsync(trade, 4m)).StopLoss);
        await stops.Fixture.Controls.HealAsync();
        Assert.Equal(StopPolicy.BreakEven(trade, offsetPercent: 0, tick: 0.1m), (await stops.MoveAsync(trade, 4m)).StopLoss);
    }

    [Theory]
    [InlineData(Category.Linear)]
    [InlineData(Category.Spot)]
    public async Task Rest_of_a_part_that_is_closed_keeps_the_moved_stop(Category category)
    {
        await using var stops = await OpenAsync(category);
        var trade = await stops.EnterAsync();
        var moved = (await stops.MoveAsync(trade, 4m)).StopLoss;

        await PartialExitAlerts.ReduceAsync(stops.Fixture, Portion.Percent(50), category);
        await TargetLadders.LookUntilAsync(stops.Fixture, trade, static now => now is { Reduction: null, ExitedQuantity: > 0 });
        await stops.RestAsync(trade);

        Assert.Equal(moved, await stops.StandingAsync());
        Assert.Equal((moved, moved), await StandsAsync(stops, trade));
    }

    [Fact]
    public async Task Trade_that_is_being_closed_moves_no_stop()
    {
        await using var stops = await OpenAsync();
        var trade = await stops.EnterAsync();
        await stops.Fixture.Controls.FaultAsync(PaperExchangeControls.Create, "retCode", count: 2, retCode: 110063);
        await stops.Fixture.Driver.CloseAsync(trade.Id);
        await stops.PriceAsync(MovingStops.At(trade, 4m));

        var closed = await stops.Fixture.Driver.LookUntilClosedAsync(trade.Id);

        Assert.Equal((CloseReason.Manual, null, null), (closed.CloseReason, closed.MovedStopLoss, closed.AskedStop));
    }

    private Task<MovingStops> OpenAsync(Category category = Category.Linear) => MovingStops.OpenAsync(
        database, static strategy => strategy with { BreakEven = new BreakEvenRule(new ReachedRule(R: 1), OffsetPercent: 0) }, category);

    private static async Task<(decimal? StopLoss, decimal? Moved)> StandsAsync(MovingStops stops, TradeRecord trade)
    {
        var now = await stops.Fixture.Driver.TradeAsync(trade.Id);
        return (now.StopLoss, now.MovedStopLoss);
    }

    private static async Task LookForAsync(MovingStops stops, TradeRecord trade, int seconds)
    {
        for (var second = 0; second < seconds; second++)
        {
            await stops.Fixture.Driver.LookAsync(trade.Id);
            await stops.Fixture.PassAsync(TimeSpan.FromSeconds(1));
        }
    }
}
