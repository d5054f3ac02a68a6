using TradingBot.Core.Markets;
using TradingBot.Core.Strategies;
using TradingBot.Core.Trades;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>Stops that move by their rules, over the exchange's protocol.</summary>
public sealed class MovingStopFlowTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private const Direction Long = Direction.Long, Short = Direction.Short;

    private static readonly BreakEvenRule AtOneR = new(new ReachedRule(R: 1), OffsetPercent: 0);

    [Theory]
    [InlineData(Category.Linear, Long)]
    [InlineData(Category.Linear, Short)]
    [InlineData(Category.Inverse, Long)]
    [InlineData(Category.Inverse, Short)]
    [InlineData(Category.Spot, Long)]
    public async Task Break_even_at_one_r_closes_without_a_loss(Category category, Direction side)
    {
        await using var stops = await MovingStops.OpenAsync(database, static strategy => strategy with { BreakEven = AtOneR }, category);
        var trade = await stops.EnterAsync(side);
        var planned = trade.PlannedStopLoss!.Value;

        Assert.Equal(planned, (await stops.MoveAsync(trade, 1.99m)).StopLoss);
        var moved = await stops.MoveAsync(trade, 2.01m);

        var even = StopPolicy.BreakEven(moved, offsetPercent: 0, tick: 0.1m);
        Assert.True(moved.IsLooser(moved.EntryPrice!.Value, even));
        Assert.Equal((even, even, planned), (moved.StopLoss, moved.MovedStopLoss, moved.PlannedStopLoss));
        Assert.Equal((null, even), (moved.AskedStop, await stops.StandingAsync()));
        Assert.InRange(moved.OpenRisk, 0, 0.1m);
        await stops.PriceAsync(even);
        var closed = await stops.Fixture.Driver.LookUntilClosedAsync(trade.Id);
        Assert.Equal((TradeStatus.Closed, CloseReason.StopLoss), (closed.Status, closed.CloseReason));
        // A market order meets the other side of the book, a step away.
        var step = category == Category.Inverse ? 0.00000003m : 0.0011m;
        Assert.InRange(closed.RealizedPnl!.Value, -step, step);
        Assert.Empty(await stops.Fixture.Driver.DiscrepanciesAsync());
    }

    [Theory]
    [InlineData(Category.Linear, Long)]
    [InlineData(Category.Linear, Short)]
    [InlineData(Category.Inverse, Long)]
    [InlineData(Category.Inverse, Short)]
    [InlineData(Category.Spot, Long)]
    public async Task Stop_trails_the_best_price_and_never_goes_back(Category category, Direction side)
    {
        await using var stops = await MovingStops.OpenAsync(
            database, static strategy => strategy with { Trailing = new TrailingRule(Percent: 1) }, category);
        var trade = await stops.EnterAsync(side);
        var first = trade.StopLoss!.Value;
        Assert.True(trade.IsLooser(trade.PlannedStopLoss!.Value, first), "It trails from the entry on.");

        var second = (await stops.MoveAsync(trade, 3m)).StopLoss!.Value;
        Assert.Equal(Behind(trade, MovingStops.At(trade, 3m)), second);
        Assert.Equal(second, (await stops.MoveAsync(trade, 2.5m)).StopLoss);
        var third = (await stops.MoveAsync(trade, 5m)).StopLoss!.Value;
        Assert.Equal((Behind(trade, MovingStops.At(trade, 5m)), third), (third, await stops.StandingAsync()));

        await stops.PriceAsync(third);
        var closed = await stops.Fixture.Driver.LookUntilClosedAsync(trade.Id);
        Assert.Equal(CloseReason.StopLoss, closed.CloseReason);
        Assert.InRange(closed.ExitPrice!.Value, third - 0.11m, third + 0.11m);
        Assert.True(closed.RealizedPnl > 0);
        Assert.Empty(await stops.Fixture.Driver.DiscrepanciesAsync());
    }

    [Theory]
    [InlineData(Category.Linear, Long)]
    [InlineData(Category.Inverse, Short)]
    [InlineData(Category.Spot, Long)]
    public async Task Peak_between_two_looks_counts(Category category, Direction side)
    {
        await using var stops = await MovingStops.OpenAsync(
            database, static strategy => strategy with { Trailing = new TrailingRule(Percent: 2) }, category);
        var trade = await stops.EnterAsync(side);

        await stops.PriceAsync(MovingStops.At(trade, 4m));
        await stops.PriceAsync(MovingStops.At(trade, 3m));
        await stops.RestAsync(trade);

        var now = await stops.Fixture.Driver.TradeAsync(trade.Id);
        Assert.Equal(MovingStops.At(trade, 4m), now.BestPrice?.Price);
        Assert.Equal(now.StopLoss, await stops.StandingAsync());
        Assert.Equal(Behind(trade, MovingStops.At(trade, 4m), percent: 2), now.StopLoss);
    }

    [Theory]
    [InlineData(Category.Linear, Long)]
    [InlineData(Category.Inverse, Short)]
    [InlineData(Category.Spot, Long)]
    public async Task Peak_whose_stop_the_price_has_passed_since_closes_the_position(Category category, Direction side)
    {
        await using var stops = await MovingStops.OpenAsync(database, static strategy => strategy with { BreakEven = AtOneR }, category);
        var trade = await stops.EnterAsync(side);

        await stops.PriceAsync(MovingStops.At(trade, 2.5m));
        await stops.PriceAsync(MovingStops.At(trade, -0.5m));

        var closed = await stops.Fixture.Driver.LookUntilClosedAsync(trade.Id);
        Assert.Equal(CloseReason.StopLoss, closed.CloseReason);
        Assert.InRange(closed.ExitPrice!.Value, MovingStops.At(trade, -0.5m) - 0.11m, MovingStops.At(trade, -0.5m) + 0.11m);
    }

    // Longer ago than the exchange's list of minutes reaches back.
    [Fact]
    public async Task Peak_while_the_bot_was_away_for_days_counts()
    {
        await using var stops = await MovingStops.OpenAsync(
            database, static strategy => strategy with { Trailing = new TrailingRule(Percent: 2) });
        var trade = await stops.EnterAsync();
        await stops.Fixture.PassAsync(TimeSpan.FromHours(3));
        await stops.PriceAsync(MovingStops.At(trade, 4m));
        await stops.PriceAsync(MovingStops.At(trade, 3m));
        await stops.Fixture.PassAsync(TimeSpan.FromHours(40));

        await stops.RestAsync(trade);

        Assert.Equal(Behind(trade, MovingStops.At(trade, 4m), percent: 2), await stops.StandingAsync());
    }

    // What the price was before the entry is none of its peaks.
    [Fact]
    public async Task Peak_of_the_minute_of_the_entry_does_not_count()
    {
        await using var stops = await MovingStops.OpenAsync(database, static strategy => strategy with { BreakEven = AtOneR });
        await stops.PriceAsync(71_000m);
        await stops.PriceAsync(68_000m);

        var trade = await stops.EnterAsync();

        Assert.Equal((trade.PlannedStopLoss, null), (trade.StopLoss, trade.CloseRequestedAt));
        Assert.True(trade.BestPrice?.Price < 68_001m, $"{trade.BestPrice}");
    }

    [Fact]
    public async Task Trailing_waits_for_its_activation()
    {
        await using var stops = await MovingStops.OpenAsync(
            database,
            static strategy => strategy with { Trailing = new TrailingRule(Distance: 300, Activation: new ReachedRule(Percent: 1)) });
        var trade = await stops.EnterAsync();

        Assert.Equal(trade.PlannedStopLoss, (await stops.MoveAsync(trade, 0.9m)).StopLoss);
        Assert.Equal(MovingStops.At(trade, 1.1m) - 300m, (await stops.MoveAsync(trade, 1.1m)).StopLoss);
    }

    [Theory]
    [InlineData(Category.Linear)]
    [InlineData(Category.Spot)]
    public async Task Stop_follows_the_targets(Category category)
    {
        await using var stops = await MovingStops.OpenAsync(
            database,
            static strategy => strategy with
            {
                TakeProfits = [Target(1, 30), Target(2, 30), Target(3, 40)],
                Trailing = new TrailingRule(FollowsTargets: true),
            },
            category);
        var trade = await stops.EnterAsync();

        await stops.PriceAsync(trade.Targets[0].Price);
        await ReachedAsync(stops, trade, 0);
        var first = await stops.Fixture.Driver.TradeAsync(trade.Id);
        Assert.Equal(StopPolicy.BreakEven(first, offsetPercent: 0, tick: 0.1m), first.StopLoss);
        await stops.PriceAsync(trade.Targets[1].Price);
        await ReachedAsync(stops, trade, 1);
        Assert.Equal(trade.Targets[0].Price, (await stops.Fixture.Driver.TradeAsync(trade.Id)).StopLoss);
        Assert.Equal(trade.Targets[0].Price, await stops.StandingAsync());

        await stops.PriceAsync(trade.Targets[0].Price);
        var closed = await stops.Fixture.Driver.LookUntilClosedAsync(trade.Id);
        Assert.Equal(CloseReason.StopLoss, closed.CloseReason);
        Assert.Equal(2, (await stops.Fixture.Driver.NoticesAsync()).Count(static notice => notice.Kind == "stopTightened"));
        Assert.Empty(await stops.Fixture.Driver.DiscrepanciesAsync());
    }

    [Fact]
    public async Task Break_even_after_a_target_with_an_offset()
    {
        await using var stops = await MovingStops.OpenAsync(
            database,
            static strategy => strategy with
            {
                TakeProfits = [Target(1, 50), Target(3, 50)],
                BreakEven = new BreakEvenRule(new ReachedRule(Target: 1), OffsetPercent: 0.5m),
            });
        var trade = await stops.EnterAsync(Short);

        await stops.PriceAsync(trade.Targets[0].Price);
        await ReachedAsync(stops, trade, 0);

        var now = await stops.Fixture.Driver.TradeAsync(trade.Id);
        Assert.Equal(StopPolicy.BreakEven(now, offsetPercent: 0.5m, tick: 0.1m), now.StopLoss);
        Assert.True(now.StopLoss < trade.EntryPrice * 0.9951m);
    }

    [Fact]
    public async Task Distance_of_the_average_true_range_is_fixed_at_the_entry()
    {
        await using var stops = await MovingStops.OpenAsync(
            database,
            static strategy => strategy with { Trailing = new TrailingRule(Atr: new AtrRule(2, new AtrBars(14, CandleInterval.Minute5))) });
        var trade = await stops.EnterAsync();

        var distance = trade.StopMoves.Trailing!.Distance!.Value;
        Assert.True(distance > 0);
        Assert.Null(trade.StopMoves.Trailing.Percent);
        var now = await stops.MoveAsync(trade, 5m);
        Assert.Equal(Rounding.Up(MovingStops.At(trade, 5m) - distance, 0.1m), now.StopLoss);
    }

    [Fact]
    public async Task Rules_of_an_alert_take_the_place_of_those_of_the_strategy()
    {
        await using var stops = await MovingStops.OpenAsync(
            database, static strategy => strategy with { Trailing = new TrailingRule(Percent: 1) });
        var trade = await stops.EnterAsync(change: static alert => alert with { Trailing = new TrailingRule(R: 1), BreakEven = AtOneR });

        Assert.Equal(trade.EntryPrice - trade.PlannedStopLoss, trade.StopMoves.Trailing!.Distance);
        Assert.NotNull(trade.StopMoves.BreakEven);
    }

    private static TakeProfitRule Target(decimal percent, decimal close) => new(new PriceDistance(Percent: percent), close);

    private static async Task ReachedAsync(MovingStops stops, TradeRecord trade, int target)
    {
        await TargetLadders.LookUntilAsync(
            stops.Fixture, trade, now => now is { Reduction: null, AskedStop: null } && now.Targets[target].IsReached);
        await stops.RestAsync(trade);
    }

    private static decimal Behind(TradeRecord trade, decimal price, decimal percent = 1) => trade.Direction == Long
        ? Rounding.Up(price * (1 - (percent / 100)), 0.1m)
        : Rounding.Down(price * (1 + (percent / 100)), 0.1m);
}
