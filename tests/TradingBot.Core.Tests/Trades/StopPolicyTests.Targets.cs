using TradingBot.Core.Markets;
using TradingBot.Core.Trades;

namespace TradingBot.Core.Tests.Trades;

/// <summary>Stops that follow the targets.</summary>
public sealed partial class StopPolicyTests
{
    [Fact]
    public void Stop_follows_the_targets_from_break_even_to_the_one_before()
    {
        var trade = Of(Direction.Long, new StopMoves(0.001m, Trailing: new TrailingMove(Now, Percent: null, Distance: null))) with
        {
            Targets = [new PlannedTarget(101m, 30), new PlannedTarget(103m, 30), new PlannedTarget(106m, 40)],
        };

        Assert.Null(Due(trade, seen: null));
        Assert.Equal("100.3 Target", Due(Reached(trade, 1), seen: null));
        Assert.Equal("101 Target", Due(Reached(trade, 2), seen: null));
        Assert.Equal("103 Target", Due(Reached(trade, 3), seen: null));
        Assert.Null(Due(Reached(trade, 2) with { MovedStopLoss = 101m, StopLoss = 101m }, seen: null));
        Assert.Null(Due(Reached(trade, 2) with { AskedStop = new AskedStop(101m, StopMoveCause.Target, default) }, seen: null));
    }

    // A person has put targets in the place of those that were not reached, the first of them nearer than the one that was.
    [Fact]
    public void Target_nearer_than_one_that_was_reached_before_it_pulls_the_stop_to_none_beyond_itself()
    {
        var trade = Of(Direction.Long, new StopMoves(0.001m, Trailing: new TrailingMove(Now, Percent: null, Distance: null))) with
        {
            Targets = [new PlannedTarget(106m, 30), new PlannedTarget(103m, 30), new PlannedTarget(104m, 20), new PlannedTarget(110m, 20)],
        };

        Assert.Equal("100.3 Target", Due(Reached(trade, 2), seen: null));
        Assert.Equal("103 Target", Due(Reached(trade, 3), seen: null));
        Assert.Equal("106 Target", Due(Reached(trade, 4), seen: null));
    }
}
