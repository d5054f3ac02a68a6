using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Tests.Building;
using TradingBot.Core.Trades;

namespace TradingBot.Core.Tests.Trades;

/// <summary>Where the rules want a stop: entry 100, stop 98, taker fee 0.1 %.</summary>
public sealed partial class StopPolicyTests
{
    private const decimal Tick = 0.1m;

    private static readonly MoveStart Now = new();

    private static readonly StopMoves ByTwo = new(0, Trailing: new TrailingMove(Now, Percent: null, Distance: 2m));

    [Theory]
    [InlineData(Direction.Long, 101.9, null)]
    [InlineData(Direction.Long, 102.0, "100.3")]
    [InlineData(Direction.Short, 98.1, null)]
    [InlineData(Direction.Short, 98.0, "99.8")]
    public void Break_even_comes_at_its_price_and_pays_the_fees(Direction side, double best, string? expected)
    {
        var start = new MoveStart(side == Direction.Long ? 102m : 98m);
        var trade = Of(side, new StopMoves(0.001m, new BreakEvenMove(start, OffsetPercent: 0)));

        Assert.Equal(Text(expected, StopMoveCause.BreakEven), Due(trade, (decimal)best));
    }

    // 100 · 1.001 / 0.999 = 100.2002…, spot 100 / 0.999² = 100.2003…; a short 100 · 0.999 / 1.001 = 99.8002….
    [Theory]
    [InlineData(Category.Linear, Direction.Long, 0, "100.21")]
    [InlineData(Category.Inverse, Direction.Long, 0, "100.21")]
    [InlineData(Category.Spot, Direction.Long, 0, "100.21")]
    [InlineData(Category.Linear, Direction.Short, 0, "99.8")]
    [InlineData(Category.Inverse, Direction.Short, 0, "99.8")]
    [InlineData(Category.Linear, Direction.Long, 0.5, "100.71")]
    [InlineData(Category.Linear, Direction.Short, 0.5, "99.3")]
    public void Break_even_is_where_both_fees_are_paid(Category category, Direction side, double offset, string expected)
    {
        var trade = Of(side, new StopMoves(0.001m)) with { Category = category };

        Assert.Equal(decimal.Parse(expected), StopPolicy.BreakEven(trade, (decimal)offset, 0.01m));
    }

    // What comes in at that price, less its fee, is what went out with its fee.
    [Theory]
    [InlineData(Category.Linear, Direction.Long)]
    [InlineData(Category.Linear, Direction.Short)]
    [InlineData(Category.Inverse, Direction.Long)]
    [InlineData(Category.Inverse, Direction.Short)]
    [InlineData(Category.Spot, Direction.Long)]
    public void Trade_that_ends_at_break_even_loses_nothing_and_gains_no_more_than_a_step(Category category, Direction side)
    {
        const decimal Entry = 62_345.7m, Fee = 0.00055m;
        var trade = Of(side, new StopMoves(Fee)) with { Category = category, EntryPrice = Entry };

        var exit = StopPolicy.BreakEven(trade, offsetPercent: 0, Tick);

        Assert.InRange(ProfitOf(exit), 0, ProfitOf(exit) - ProfitOf(exit - (side.Sign() * Tick)));

        decimal ProfitOf(decimal price) => category switch
        {
            Category.Inverse => (side.Sign() * ((1 / Entry) - (1 / price))) - (Fee * ((1 / Entry) + (1 / price))),
            Category.Spot => (price * (1 - Fee) * (1 - Fee)) - Entry,
            _ => (side.Sign() * (price - Entry)) - (Fee * (price + Entry)),
        };
    }

    // At 100.1 the fees are not paid: a stop at 100.3 would close at once, with a loss.
    [Fact]
    public void Break_even_waits_until_the_price_has_been_beyond_it()
    {
        var trade = Of(Direction.Long, new StopMoves(0.001m, new BreakEvenMove(new MoveStart(100.1m), OffsetPercent: 0)));

        Assert.Null(Due(trade, 100.1m));
        Assert.Null(Due(trade, 100.3m));
        Assert.Equal("100.3 BreakEven", Due(trade, 100.4m));
    }

    [Fact]
    public void Break_even_after_a_target_comes_with_it()
    {
        var moves = new StopMoves(0.001m, new BreakEvenMove(new MoveStart(Target: 1), OffsetPercent: 0));
        var trade = Of(Direction.Long, moves) with { Targets = [new PlannedTarget(101m, 30), new PlannedTarget(103m, 30)] };

        Assert.Null(Due(Reached(trade, 1), seen: null));
        Assert.Equal("100.3 BreakEven", Due(Reached(trade, 2), seen: null));
        Assert.Null(Due(Reached(trade with { StopMoves = moves with { BreakEven = new(new MoveStart(Target: 2), 0) } }, 2), seen: null));
    }

    [Theory]
    [InlineData(Direction.Long, 105, "103 Trailing")]
    [InlineData(Direction.Long, 100, null)]
    [InlineData(Direction.Short, 95, "97 Trailing")]
    [InlineData(Direction.Short, 100, null)]
    public void Stop_trails_by_a_distance(Direction side, double best, string? expected) =>
        Assert.Equal(expected, Due(Of(side, ByTwo), (decimal)best));

    [Theory]
    [InlineData(Direction.Long, "103.7 Trailing")]
    [InlineData(Direction.Short, "96.3 Trailing")]
    public void Percent_counts_of_the_best_price_and_rounds_into_the_profit(Direction side, string expected)
    {
        var trade = Of(side, new StopMoves(0, Trailing: new TrailingMove(Now, Percent: 1.3m, Distance: null)));

        // 105 · 0.987 = 103.635; 95 · 1.013 = 96.235.
        Assert.Equal(side == Direction.Long ? expected : "96.2 Trailing", Due(trade, side == Direction.Long ? 105m : 95m));
    }

    [Fact]
    public void Trailing_begins_at_its_activation()
    {
        var trade = Of(Direction.Long, new StopMoves(0, Trailing: new TrailingMove(new MoveStart(103m), Percent: null, Distance: 1m)));

        Assert.Null(Due(trade, 102.9m));
        Assert.Equal("102 Trailing", Due(trade, 103m));
    }

    // Distance 2: less than a tenth is no step.
    [Theory]
    [InlineData(105.0, null)]
    [InlineData(105.09, null)]
    [InlineData(105.1, "103.1 Trailing")]
    public void Trailing_goes_in_twentieths_of_its_distance(double best, string? expected)
    {
        var trade = Of(Direction.Long, ByTwo);

        Assert.Equal(expected, StopPolicy.Due(trade with { MovedStopLoss = 103m, StopLoss = 103m }, (decimal)best, 0.01m) is { } move
            ? $"{Core.Foundation.DecimalText.Write(move.Price)} {move.Cause}"
            : null);
    }

    // The second target was never reached, and the price beyond the activation was seen.
    [Fact]
    public void Stop_follows_the_targets_from_its_activation_on()
    {
        var moves = new StopMoves(0.001m, Trailing: new TrailingMove(new MoveStart(102m), Percent: null, Distance: null));
        var trade = Reached(Of(Direction.Long, moves) with { Targets = [new PlannedTarget(101m, 30), new PlannedTarget(106m, 70)] }, 1);

        Assert.True(StopPolicy.NeedsPrices(trade, Tick));
        Assert.Null(Due(trade, 101.9m));
        Assert.Equal("100.3 Target", Due(trade, 102m));
    }

    [Fact]
    public void Break_even_behind_a_target_that_does_not_pay_the_fees_comes_with_a_price_that_does()
    {
        var moves = new StopMoves(0.001m, Trailing: new TrailingMove(Now, Percent: null, Distance: null));
        var trade = Reached(Of(Direction.Long, moves) with { Targets = [new PlannedTarget(100.2m, 30), new PlannedTarget(106m, 70)] }, 1);

        Assert.Null(Due(trade, seen: null));
        Assert.Equal("100.3 Target", Due(trade, 100.4m));
    }

    [Theory]
    [InlineData(Direction.Long, "100.9 Trailing")]
    [InlineData(Direction.Short, "99.1 Trailing")]
    public void Distance_of_less_than_a_step_is_a_step(Direction side, string expected)
    {
        foreach (var (percent, distance) in ((decimal?, decimal?)[])[(0.01m, null), (null, 0.001m)])
        {
            var trade = Of(side, new StopMoves(0, Trailing: new TrailingMove(Now, percent, distance)));

            Assert.Equal(expected, Due(trade, side == Direction.Long ? 101m : 99m));
        }
    }

    // Each further fill would set the planned stop again.
    [Theory]
    [InlineData(Category.Linear, 101.9, null)]
    [InlineData(Category.Linear, 102.0, "100 Trailing")]
    [InlineData(Category.Spot, 101.9, "99.9 Trailing")]
    public void Stop_waits_for_what_of_a_limit_entry_still_waits_until_it_is_at_its_price(Category category, double best, string? expected)
    {
        var trade = Of(Direction.Long, ByTwo) with
        {
            Category = category,
            OrderType = Core.Orders.OrderType.Limit,
            LimitPrice = 100m,
            EntryWaiting = 0.1m,
        };

        Assert.Equal(expected, Due(trade, (decimal)best));
        Assert.NotNull(Due(trade with { EntryWaiting = 0 }, (decimal)best));
        Assert.NotNull(Due(trade with { TakenBackAt = DateTimeOffset.UnixEpoch }, (decimal)best));
    }

    [Fact]
    public void Nearest_of_several_rules_counts()
    {
        var trade = Of(
            Direction.Long,
            new StopMoves(0.001m, new BreakEvenMove(new MoveStart(102m), 0), new TrailingMove(Now, Percent: null, Distance: 3m)));

        Assert.Equal("100.3 BreakEven", Due(trade, 102m));
        Assert.Equal("101 Trailing", Due(trade, 104m));
    }

    // A person has moved it nearer: what lies behind that is no move, and what lies before it is.
    [Fact]
    public void Stop_that_stands_nearer_stays()
    {
        var trade = Of(Direction.Long, ByTwo) with { StopLoss = 102m };

        Assert.Null(Due(trade, 104m));
        Assert.Equal("102.5 Trailing", Due(trade, 104.5m));
    }

    [Fact]
    public void Trade_without_entry_price_stop_or_rules_has_no_move()
    {
        var trade = Of(Direction.Long, new StopMoves(0, Trailing: new TrailingMove(Now, Percent: 1m, Distance: null)));

        Assert.Null(Due(trade with { EntryPrice = null }, 105m));
        Assert.Null(Due(trade with { PlannedStopLoss = null }, 105m));
        Assert.Null(Due(trade with { StopMoves = StopMoves.None }, 105m));
        Assert.Throws<ArgumentOutOfRangeException>(() => StopPolicy.Due(trade, 105m, 0));
    }

    // The first price of a trade is its entry, whatever was seen since.
    [Theory]
    [InlineData(null)]
    [InlineData(97.0)]
    [InlineData(100.0)]
    public void Stop_trails_the_entry_before_a_better_price_was_seen(double? seen)
    {
        var trade = Of(Direction.Long, new StopMoves(0, Trailing: new TrailingMove(Now, Percent: 1m, Distance: null)));

        Assert.Equal("99 Trailing", Due(trade, (decimal?)seen));
        Assert.Equal("101 Trailing", Due(trade with { Direction = Direction.Short, PlannedStopLoss = 102m, StopLoss = 102m }, seen: 103m));
    }

    [Fact]
    public void Prices_are_watched_while_they_may_move_the_stop()
    {
        var trailing = Of(Direction.Long, new StopMoves(0, Trailing: new TrailingMove(new MoveStart(Target: 0), 1m, Distance: null)));
        var targets = Of(Direction.Long, new StopMoves(0, Trailing: new TrailingMove(Now, Percent: null, Distance: null)));
        var even = Of(Direction.Long, new StopMoves(0.001m, new BreakEvenMove(new MoveStart(102m), 0)));
        var after = Of(Direction.Long, new StopMoves(0.001m, new BreakEvenMove(new MoveStart(Target: 0), 0))) with
        {
            Targets = [new PlannedTarget(101m, 30)],
        };

        Assert.True(StopPolicy.NeedsPrices(trailing, Tick));
        Assert.False(StopPolicy.NeedsPrices(targets, Tick));
        Assert.False(StopPolicy.NeedsPrices(targets with { Targets = after.Targets }, Tick));
        Assert.True(StopPolicy.NeedsPrices(Reached(targets with { Targets = after.Targets }, 1), Tick));
        Assert.False(StopPolicy.NeedsPrices(Reached(targets with { Targets = after.Targets, MovedStopLoss = 100m }, 1), Tick));
        Assert.False(StopPolicy.NeedsPrices(targets with { PlannedStopLoss = null }, Tick));
        Assert.True(StopPolicy.NeedsPrices(even, Tick));
        Assert.False(StopPolicy.NeedsPrices(even with { MovedStopLoss = 100.3m }, Tick));
        Assert.False(StopPolicy.NeedsPrices(after, Tick));
        Assert.True(StopPolicy.NeedsPrices(Reached(after, 1), Tick));
    }

    private static TradeRecord Of(Direction side, StopMoves moves) => ATrade.Closed with
    {
        Direction = side,
        EntryPrice = 100m,
        PlannedStopLoss = side == Direction.Long ? 98m : 102m,
        StopLoss = side == Direction.Long ? 98m : 102m,
        StopMoves = moves,
    };

    private static TradeRecord Reached(TradeRecord trade, int count) => trade with
    {
        Targets = [.. trade.Targets.Select((target, index) => target with { IsReached = index < count })],
    };

    private static string? Text(string? price, StopMoveCause cause) => price is null ? null : $"{price} {cause}";

    private static string? Due(TradeRecord trade, decimal? seen) =>
        StopPolicy.Due(trade, seen, Tick) is { } move ? $"{Core.Foundation.DecimalText.Write(move.Price)} {move.Cause}" : null;
}
