using TradingBot.Core.Markets;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;
using TradingBot.Core.Tests.Building;
using static TradingBot.Core.Signals.TargetPosition;

namespace TradingBot.Core.Tests.Signals;

public sealed class SignalInterpreterTests
{
    private const string Flatten = "Close";

    [Theory]
    // The alert's own story, with a real position that agrees with it.
    [InlineData(Flat, "0", Long, "2", null, "Open Long")]
    [InlineData(Flat, "0", Short, "2", null, "Open Short")]
    [InlineData(Long, "2", Long, "3", Direction.Long, "Add Long")]
    [InlineData(Short, "2", Short, "3", Direction.Short, "Add Short")]
    [InlineData(Long, "4", Long, "3", Direction.Long, "Reduce 0.25")]
    [InlineData(Short, "4", Short, "1", Direction.Short, "Reduce 0.75")]
    [InlineData(Long, "2", Flat, "0", Direction.Long, Flatten)]
    [InlineData(Short, "2", Flat, "0", Direction.Short, Flatten)]
    [InlineData(Long, "2", Short, "1", Direction.Long, "Reverse Short")]
    [InlineData(Short, "2", Long, "1", Direction.Short, "Reverse Long")]
    [InlineData(Flat, "0", Flat, "0", null, "Nothing signal.alreadyFlat")]
    [InlineData(Long, "2", Long, "2", Direction.Long, "Nothing signal.noChange")]
    [InlineData(Short, "2", Short, "2", Direction.Short, "Nothing signal.noChange")]
    // The real position differs: the target state wins, but an exit opens nothing.
    [InlineData(Long, "2", Short, "1", null, "Open Short")]
    [InlineData(Long, "2", Short, "1", Direction.Short, "Nothing signal.alreadyInPosition")]
    [InlineData(Flat, "0", Long, "1", Direction.Short, "Reverse Long")]
    [InlineData(Flat, "0", Long, "1", Direction.Long, "Nothing signal.alreadyInPosition")]
    [InlineData(Long, "2", Flat, "0", null, "Nothing signal.alreadyFlat")]
    [InlineData(Long, "2", Flat, "0", Direction.Short, Flatten)]
    [InlineData(Flat, "0", Flat, "0", Direction.Long, Flatten)]
    [InlineData(Long, "4", Long, "3", null, "Nothing signal.nothingToReduce")]
    [InlineData(Long, "4", Long, "3", Direction.Short, Flatten)]
    [InlineData(Long, "2", Long, "2", null, "Nothing signal.noChange")]
    [InlineData(Long, "2", Long, "2", Direction.Short, Flatten)]
    [InlineData(Long, "2", Long, "3", null, "Open Long")]
    [InlineData(Long, "2", Long, "3", Direction.Short, "Reverse Long")]
    public void Target_state_is_compared_with_the_real_position(
        TargetPosition before, string sizeBefore, TargetPosition now, string size, Direction? current, string expected)
    {
        var signal = new ASignal().From(before, Number(sizeBefore)).To(now, Number(size)).Build();

        Assert.Equal(expected, Told(SignalInterpreter.Interpret(signal, new AStrategy().Build(), current)));
    }

    [Theory]
    [InlineData(Long, null, "Open Long")]
    [InlineData(Long, Direction.Short, "Reverse Long")]
    [InlineData(Long, Direction.Long, "Nothing signal.alreadyInPosition")]
    [InlineData(Flat, Direction.Long, Flatten)]
    public void Target_state_without_sizes_needs_none(TargetPosition target, Direction? current, string expected) =>
        Assert.Equal(expected, Told(SignalInterpreter.Interpret(new ASignal().To(target).Build(), new AStrategy().Build(), current)));

    [Fact]
    public void Flip_with_the_order_of_both_sizes_reverses_and_does_not_flatten()
    {
        var flip = new ASignal().From(Long, 2).To(Short, 1).Action(SignalAction.Sell).With(s => s with { Contracts = 3 }).Build();

        Assert.Equal("Reverse Short", Told(SignalInterpreter.Interpret(flip, new AStrategy().Build(), Direction.Long)));
    }

    [Theory]
    [InlineData(AllowedDirection.Long, Short, null, "Nothing signal.directionNotAllowed")]
    [InlineData(AllowedDirection.Long, Short, Direction.Long, Flatten)]
    [InlineData(AllowedDirection.Short, Long, null, "Nothing signal.directionNotAllowed")]
    [InlineData(AllowedDirection.Short, Long, Direction.Short, Flatten)]
    [InlineData(AllowedDirection.Long, Long, null, "Open Long")]
    public void Direction_not_allowed_only_closes(AllowedDirection allowed, TargetPosition target, Direction? current, string expected)
    {
        var strategy = new AStrategy().Only(allowed).Build();

        Assert.Equal(expected, Told(SignalInterpreter.Interpret(new ASignal().To(target, 1).Build(), strategy, current)));
    }

    [Theory]
    [InlineData(AllowedDirection.Both, SignalAction.Buy, null, "Open Long")]
    [InlineData(AllowedDirection.Both, SignalAction.Buy, Direction.Short, "Reverse Long")]
    [InlineData(AllowedDirection.Both, SignalAction.Buy, Direction.Long, "Nothing signal.alreadyInPosition")]
    [InlineData(AllowedDirection.Both, SignalAction.Sell, null, "Open Short")]
    [InlineData(AllowedDirection.Both, SignalAction.Sell, Direction.Long, "Reverse Short")]
    [InlineData(AllowedDirection.Long, SignalAction.Buy, null, "Open Long")]
    [InlineData(AllowedDirection.Long, SignalAction.Sell, Direction.Long, Flatten)]
    [InlineData(AllowedDirection.Long, SignalAction.Sell, null, "Nothing signal.alreadyFlat")]
    [InlineData(AllowedDirection.Short, SignalAction.Sell, null, "Open Short")]
    [InlineData(AllowedDirection.Short, SignalAction.Buy, Direction.Short, Flatten)]
    [InlineData(AllowedDirection.Short, SignalAction.Buy, null, "Nothing signal.alreadyFlat")]
    [InlineData(AllowedDirection.Both, SignalAction.Close, Direction.Short, Flatten)]
    [InlineData(AllowedDirection.Both, SignalAction.Close, null, "Nothing signal.alreadyFlat")]
    [InlineData(AllowedDirection.Both, SignalAction.Reverse, Direction.Long, "Reverse Short")]
    [InlineData(AllowedDirection.Long, SignalAction.Reverse, Direction.Long, Flatten)]
    [InlineData(AllowedDirection.Both, SignalAction.Reverse, null, "Nothing signal.nothingToReverse")]
    [InlineData(AllowedDirection.Both, SignalAction.Cancel, Direction.Long, "CancelOrders")]
    public void Action_alone_means_what_the_strategys_direction_says(
        AllowedDirection allowed, SignalAction action, Direction? current, string expected)
    {
        var strategy = new AStrategy().Only(allowed).Build();

        Assert.Equal(expected, Told(SignalInterpreter.Interpret(new ASignal().Action(action).Build(), strategy, current)));
    }

    // Told by a target, by its order, by its action alone, or by its name; what leaves flat and what opens are as ever.
    [Theory]
    [InlineData("position", OppositeAlert.Reverse, Direction.Long, "Reverse Short")]
    [InlineData("position", OppositeAlert.CloseOnly, Direction.Long, Flatten)]
    [InlineData("position", OppositeAlert.Ignore, Direction.Long, "Nothing signal.oppositeIgnored")]
    [InlineData("larger", OppositeAlert.CloseOnly, Direction.Long, Flatten)]
    [InlineData("larger", OppositeAlert.Ignore, Direction.Long, "Nothing signal.oppositeIgnored")]
    [InlineData("sell", OppositeAlert.Reverse, Direction.Long, "Reverse Short")]
    [InlineData("sell", OppositeAlert.CloseOnly, Direction.Long, Flatten)]
    [InlineData("sell", OppositeAlert.Ignore, Direction.Long, "Nothing signal.oppositeIgnored")]
    [InlineData("reverse", OppositeAlert.CloseOnly, Direction.Long, Flatten)]
    [InlineData("reverse", OppositeAlert.Ignore, Direction.Long, "Nothing signal.oppositeIgnored")]
    [InlineData("same", OppositeAlert.Reverse, Direction.Long, Flatten)]
    [InlineData("same", OppositeAlert.CloseOnly, Direction.Long, Flatten)]
    [InlineData("same", OppositeAlert.Ignore, Direction.Long, "Nothing signal.oppositeIgnored")]
    [InlineData("smaller", OppositeAlert.Reverse, Direction.Long, Flatten)]
    [InlineData("smaller", OppositeAlert.Ignore, Direction.Long, "Nothing signal.oppositeIgnored")]
    [InlineData("sell", OppositeAlert.Ignore, null, "Open Short")]
    [InlineData("sell", OppositeAlert.CloseOnly, null, "Open Short")]
    [InlineData("sell", OppositeAlert.CloseOnly, Direction.Short, "Nothing signal.alreadyInPosition")]
    [InlineData("flat", OppositeAlert.Ignore, Direction.Long, Flatten)]
    [InlineData("close", OppositeAlert.Ignore, Direction.Long, Flatten)]
    public void Alert_of_the_other_side_means_what_the_strategy_says(
        string told, OppositeAlert setting, Direction? current, string expected)
    {
        var alert = told switch
        {
            "position" => new ASignal().To(Short, 1).Build(),
            "larger" => new ASignal().To(Short, 3).Action(SignalAction.Sell).From(Short, 2).Build(),
            "same" => new ASignal().To(Short, 2).From(Short, 2).Build(),
            "smaller" => new ASignal().To(Short, 1).Action(SignalAction.Buy).From(Short, 2).Build(),
            "flat" => new ASignal().To(Flat, 0).Build(),
            _ => new ASignal().Action(Enum.Parse<SignalAction>(told, ignoreCase: true)).Build(),
        };
        var strategy = new AStrategy().With(s => s with { OppositeAlert = setting }).Build();

        Assert.Equal(expected, Told(SignalInterpreter.Interpret(alert, strategy, current)));
    }

    // The side of a strategy that may not hold it is its exit, whatever becomes of the other side's alerts.
    [Theory]
    [InlineData(SignalAction.Sell)]
    [InlineData(SignalAction.Reverse)]
    public void Exit_of_a_one_sided_strategy_is_never_ignored(SignalAction action)
    {
        var strategy = new AStrategy().Only(AllowedDirection.Long)
            .With(static s => s with { OppositeAlert = OppositeAlert.Ignore }).Build();

        Assert.Equal(Flatten, Told(SignalInterpreter.Interpret(new ASignal().Action(action).Build(), strategy, Direction.Long)));
        Assert.Equal(Flatten, Told(SignalInterpreter.Interpret(new ASignal().To(Short, 1).Build(), strategy, Direction.Long)));
        var repeated = new ASignal().To(Short, 1).From(Short, 1).Build();
        Assert.Equal(Flatten, Told(SignalInterpreter.Interpret(repeated, strategy, Direction.Long)));
    }

    // The simulation held nothing before: it is an entry, and no addition to what is really held.
    [Fact]
    public void Size_of_nothing_before_tells_no_addition()
    {
        var entry = new ASignal().To(Long, 1).Action(SignalAction.Buy).With(static signal => signal with { PrevPositionSize = 0 }).Build();

        Assert.Equal(
            "Nothing signal.alreadyInPosition", Told(SignalInterpreter.Interpret(entry, new AStrategy().Build(), Direction.Long)));
        Assert.Equal("Open Long", Told(SignalInterpreter.Interpret(entry, new AStrategy().Build(), current: null)));
    }

    [Theory]
    [InlineData(null, "Nothing signal.alreadyFlat")]
    [InlineData(Direction.Long, Flatten)]
    public void Sell_on_spot_is_an_exit_even_when_both_directions_are_set(Direction? current, string expected)
    {
        var spot = new AStrategy().Spot().Only(AllowedDirection.Both).Build();

        Assert.Equal(expected, Told(SignalInterpreter.Interpret(new ASignal().Action(SignalAction.Sell).Build(), spot, current)));
    }

    private static decimal Number(string text) => decimal.Parse(text);

    private static string Told(Intention intention) => intention switch
    {
        Intention.Open open => $"Open {open.Direction}",
        Intention.Close => Flatten,
        Intention.Reverse reverse => $"Reverse {reverse.Direction}",
        Intention.Reduce reduce => $"Reduce {reduce.Portion?.Of(1)}",
        Intention.Add add => $"Add {add.Direction}",
        Intention.CancelOrders => "CancelOrders",
        Intention.Nothing nothing => $"Nothing {nothing.Why.Code}",
        _ => throw new InvalidOperationException(intention.ToString()),
    };
}
