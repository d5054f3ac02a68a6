using TradingBot.Core.Markets;
using TradingBot.Core.Tests.Building;
using TradingBot.Core.Trades;

namespace TradingBot.Core.Tests.Trades;

/// <summary>How an open position is divided among its targets: BTCUSDT, in thousandths, an order from a thousandth.</summary>
public sealed class TargetLadderTests
{
    private static readonly Instrument Market = AnEntry.Linear with { MinNotional = 0m };

    [Theory]
    [InlineData("0.010", "50 50", "0.005 0.005")]
    [InlineData("0.010", "33 33 34", "0.003 0.003 0.004")]
    [InlineData("0.010", "25 25 25 25", "0.002 0.003 0.002 0.003")]
    [InlineData("0.010", "30 20", "0.003 0.002")]
    [InlineData("0.010", "100", "0.010")]
    [InlineData("0.010", "50", "0.005")]
    [InlineData("0.011", "50", "0.005")]
    [InlineData("0.010", "10 10 10 10 10 10 10 10 10 10", "0.001 0.001 0.001 0.001 0.001 0.001 0.001 0.001 0.001 0.001")]
    [InlineData("0.999", "33.33 33.33 33.34", "0.332 0.333 0.334")]
    [InlineData("0.010", "33.3 33.3 33.3", "0.003 0.003 0.004")] // A thousandth of it is left to the stop, which no order could close.
    [InlineData("0.010", "45 45", "0.004 0.005")]
    public void Each_target_gets_its_share_in_whole_steps(string open, string closes, string amounts) =>
        Assert.Equal(Numbers(amounts), Divide(open, closes));

    [Theory]
    [InlineData("0.004", "10 40 50", "0 0.002 0.002")]
    [InlineData("0.003", "20 20 20 20 20", "0 0.001 0 0.001 0.001")]
    [InlineData("0.001", "50 50", "0 0.001")]
    [InlineData("0.001", "50", "0")]
    [InlineData("0.001", "10 20", "0 0")]
    [InlineData("0", "50 50", "0 0")]
    public void Share_that_is_no_order_is_closed_with_the_next(string open, string closes, string amounts) =>
        Assert.Equal(Numbers(amounts), Divide(open, closes));

    [Fact]
    public void Farthest_that_is_no_order_is_closed_with_the_one_before_unless_enough_is_left_to_the_stop()
    {
        var market = Market with { MinNotional = 500m };

        Assert.Equal([10m, 0m], TargetLadder.Divide(Direction.Long, Untouched("95 5"), 10m, market));
        Assert.Equal([10m, 0m], TargetLadder.Divide(Direction.Long, Untouched("90 5"), 10m, market));
        Assert.Equal([4m, 0m], TargetLadder.Divide(Direction.Long, Untouched("40 2"), 10m, market with { MinNotional = 300m }));
    }

    [Fact]
    public void Nearest_comes_first_whatever_the_order_of_the_list_and_the_side()
    {
        TargetState[] targets = [Target(110m, 90m), Target(101m, 10m)];

        Assert.Equal([0.004m, 0m], TargetLadder.Divide(Direction.Long, targets, 0.004m, Market with { MinQuantity = 0.002m }));
        Assert.Equal([0.016m, 0.002m], TargetLadder.Divide(Direction.Short, [Target(90m, 80m), Target(80m, 10m)], 0.020m, Market));
        Assert.Equal([0.002m, 0.016m], TargetLadder.Divide(Direction.Short, [Target(80m, 10m), Target(90m, 80m)], 0.020m, Market));
    }

    [Fact]
    public void Reached_target_leaves_the_rest_to_the_others()
    {
        var targets = Untouched("25 25 50").ToArray();
        targets[0] = new TargetState(targets[0].Target with { IsReached = true }, Filled: 0.002m, Working: 0);

        Assert.Equal([0m, 0.003m, 0.006m], TargetLadder.Divide(Direction.Long, targets, 0.009m, Market));
        // A person has closed half of what was left.
        Assert.Equal([0m, 0.001m, 0.003m], TargetLadder.Divide(Direction.Long, targets, 0.004m, Market));
    }

    [Fact]
    public void What_an_order_in_work_has_filled_belongs_to_its_own_share()
    {
        var targets = Untouched("50 50").ToArray();
        targets[0] = targets[0] with { Filled = 0.0049m, Working = 0.0001m };
        targets[1] = targets[1] with { Working = 0.005m };

        var amounts = TargetLadder.Divide(Direction.Long, targets, 0.0051m, Market);

        // Less than a new order might be, and it stands already.
        Assert.Equal([0.0001m, 0.005m], amounts);
        Assert.True(TargetLadder.IsKept(targets, amounts, Market));
    }

    [Fact]
    public void Orders_are_kept_while_they_differ_by_no_more_than_reached_targets_have_shifted()
    {
        var targets = Untouched("25 25 25 25").ToArray();
        targets[0] = new TargetState(targets[0].Target with { IsReached = true }, Filled: 0.002m, Working: 0);
        targets[1] = targets[1] with { Working = 0.003m };
        targets[2] = targets[2] with { Working = 0.002m };
        targets[3] = targets[3] with { Working = 0.003m };
        var amounts = TargetLadder.Divide(Direction.Long, targets, 0.008m, Market);

        Assert.Equal([0m, 0.002m, 0.003m, 0.003m], amounts);
        Assert.True(TargetLadder.IsKept(targets, amounts, Market));
        Assert.False(TargetLadder.IsKept(targets, [0m, 0.002m, 0.002m, 0.003m], Market));
        Assert.False(TargetLadder.IsKept(targets, [0m, 0.001m, 0.004m, 0.003m], Market));
        Assert.False(TargetLadder.IsKept([.. targets.Select(Unreached)], amounts, Market));
        targets[3] = targets[3] with { Working = 0 };
        targets[2] = targets[2] with { Working = 0.005m };
        Assert.False(TargetLadder.IsKept(targets, amounts, Market));

        static TargetState Unreached(TargetState state) => state with { Target = state.Target with { IsReached = false } };
    }

    /// <summary>The order of the second target closes the first one's share as well, and is half filled.</summary>
    [Theory]
    [InlineData("0")]
    [InlineData("0.4")]
    [InlineData("0.6")]
    [InlineData("0.8")]
    public void Order_that_closes_a_nearer_share_too_is_kept_while_it_is_filled(string text)
    {
        var (market, filled) = (Market with { QuantityStep = 0.1m, MinQuantity = 0.5m }, decimal.Parse(text));
        var targets = Untouched("4 6 90").ToArray();
        targets[1] = targets[1] with { Filled = filled, Working = 1.0m - filled };
        targets[2] = targets[2] with { Working = 9.0m };

        var amounts = TargetLadder.Divide(Direction.Long, targets, 10m - filled, market);

        Assert.Equal([0m, 1.0m - filled, 9.0m], amounts);
        Assert.True(TargetLadder.IsKept(targets, amounts, market));
    }

    [Fact]
    public void Nearer_targets_whose_share_was_closed_with_it_are_reached_as_well()
    {
        var market = Market with { QuantityStep = 0.1m, MinQuantity = 0.5m };
        var targets = Untouched("4 6 90").ToArray();
        targets[1] = targets[1] with { Filled = 1.0m };
        targets[2] = targets[2] with { Working = 9.0m };

        Assert.Equal([1, 0], TargetLadder.ReachedWith(Direction.Long, targets, 1, 9m, market));
        // Of a share that was closed in part by an order of its own, the rest was closed with the next.
        targets[0] = targets[0] with { Filled = 0.1m };
        targets[1] = targets[1] with { Filled = 0.9m };
        Assert.Equal([1, 0], TargetLadder.ReachedWith(Direction.Long, targets, 1, 9m, market));
    }

    [Fact]
    public void Nearer_target_that_only_has_no_order_now_is_still_to_be_closed()
    {
        var targets = Untouched("25 25 50").ToArray();
        targets[1] = targets[1] with { Filled = 0.005m };
        targets[2] = targets[2] with { Working = 0.010m };

        Assert.Equal([1], TargetLadder.ReachedWith(Direction.Long, targets, 1, 0.015m, Market));
        targets[1] = targets[1] with { Target = targets[1].Target with { IsReached = true } };
        Assert.Equal([0.005m, 0m, 0.010m], TargetLadder.Divide(Direction.Long, targets, 0.015m, Market));
    }

    private static IReadOnlyList<decimal> Divide(string open, string closes) =>
        TargetLadder.Divide(Direction.Long, Untouched(closes), decimal.Parse(open), Market);

    private static IReadOnlyList<TargetState> Untouched(string closes) =>
        [.. Numbers(closes).Select(static (close, index) => Target(100m + index, close))];

    private static TargetState Target(decimal price, decimal close) => TargetState.Untouched(new PlannedTarget(price, close));

    private static IReadOnlyList<decimal> Numbers(string text) => [.. text.Split(' ').Select(decimal.Parse)];
}
