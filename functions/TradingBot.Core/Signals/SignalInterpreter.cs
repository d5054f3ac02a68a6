using TradingBot.Core.Foundation;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Strategies;

namespace TradingBot.Core.Signals;

/// <summary>
/// Finds what an alert asks of the position that really stands. TradingView only knows its own simulation, so sizes before and after
/// serve for the share of a partial exit and never for more. An exit never opens anything, and a contradiction is never traded.
/// </summary>
public static class SignalInterpreter
{
    private static readonly Intention.Nothing NothingToReduce =
        Nothing(DenialCodes.NothingToReduce, "A partial exit, but there is no position to reduce.");

    /// <param name="current">The real position's direction; null when flat.</param>
    public static Intention Interpret(Signal signal, Strategy strategy, Direction? current)
    {
        ArgumentNullException.ThrowIfNull(signal);
        ArgumentNullException.ThrowIfNull(strategy);
        return (SimulatedMove.Of(signal), signal.Action) switch
        {
            (SimulatedMove.ToFlat, _) => Flatten(current, "The strategy went flat."),
            (_, SignalAction.Cancel) => new Intention.CancelOrders(),
            (SimulatedMove.Impossible no, _) => Nothing(DenialCodes.Contradiction, $"The alert contradicts itself: {no.Field} {no.Why}"),
            (_, SignalAction.Add) => AddTo(signal, strategy, current),
            (SimulatedMove.Smaller less, _) => Shrink(less, strategy, current),
            (SimulatedMove.SmallerOfAny less, _) => current is null ? NothingToReduce : new Intention.Reduce(less.Portion),
            (SimulatedMove.Same same, _) => Repeat(same.Side, strategy, current),
            (SimulatedMove.Larger more, _) => Enlarge(more.Side, strategy, current),
            (SimulatedMove.Entry entry, _) => Enter(entry.Side, strategy, current),
            (null, SignalAction.Buy) => Act(Direction.Long, signal, strategy, current),
            (null, SignalAction.Sell) => Act(Direction.Short, signal, strategy, current),
            (null, SignalAction.Close) => Flatten(current, "The alert said close."),
            (null, SignalAction.CloseLong) => FlattenOnly(Direction.Long, current),
            (null, SignalAction.CloseShort) => FlattenOnly(Direction.Short, current),
            (null, SignalAction.Reverse) => TurnRound(strategy, current),
            _ => throw new ArgumentException("A signal has a position or an action.", nameof(signal)),
        };
    }

    /// <summary>True when the alert opens nothing, whatever is held: all it can do is close, reduce or cancel.</summary>
    public static bool IsExit(this Signal signal, Strategy strategy)
    {
        ArgumentNullException.ThrowIfNull(signal);
        ArgumentNullException.ThrowIfNull(strategy);
        return (SimulatedMove.Of(signal), signal.Action) switch
        {
            (SimulatedMove.ToFlat or SimulatedMove.Smaller or SimulatedMove.SmallerOfAny or SimulatedMove.Same, _) => true,
            (_, SignalAction.Cancel) => true,
            (SimulatedMove.Larger more, _) => !strategy.Allows(more.Side),
            (SimulatedMove.Entry entry, _) => !strategy.Allows(entry.Side),
            (null, SignalAction.Close or SignalAction.CloseLong or SignalAction.CloseShort) => true,
            (null, SignalAction.Buy) => !strategy.Allows(Direction.Long),
            (null, SignalAction.Sell) => !strategy.Allows(Direction.Short),
            _ => false,
        };
    }

    /// <summary>
    /// True when the alert closes all that is held on either side: it means the same before and after an alert that is still undecided.
    /// Every other one, cancels and exits that close one side or a part only among them, depends on what stands.
    /// </summary>
    public static bool LeavesFlat(this Signal signal, Strategy strategy) => signal.IsExit(strategy) && SimulatedMove.Of(signal) switch
    {
        SimulatedMove.ToFlat => true,
        null => signal.Action is not (SignalAction.Cancel or SignalAction.CloseLong or SignalAction.CloseShort),
        _ => false,
    };

    /// <summary>True when the strategy may hold a position of this direction; spot is never short.</summary>
    public static bool Allows(this Strategy strategy, Direction direction)
    {
        ArgumentNullException.ThrowIfNull(strategy);
        return direction == Direction.Long
            ? strategy.Direction != AllowedDirection.Short
            : strategy.Direction != AllowedDirection.Long
                && strategy is not ({ Category: Category.Spot } or { Category: Category.Option, Option: null });
    }

    private static Intention Flatten(Direction? current, string why) =>
        current is null ? Nothing(DenialCodes.AlreadyFlat, "There is no position to close.") : new Intention.Close(why);

    private static Intention FlattenOnly(Direction side, Direction? current) => current == side.Opposite()
        ? Nothing(DenialCodes.OtherSideHeld, $"The alert closes what is {Word(side)}, and the position is {Word(current.Value)}.")
        : Flatten(current, $"The alert said to close what is {Word(side)}.");

    // What it would add to has to be there: an entry that was missed is not made up for.
    private static Intention AddTo(Signal signal, Strategy strategy, Direction? current)
    {
        if (current is not { } held) return Nothing(DenialCodes.NothingToAddTo, "There is no position to add to.");
        if (signal.Position is { } told && told != TargetPositions.Of(held))
        {
            return Nothing(
                DenialCodes.OtherSideHeld, $"The alert adds to what is {EnumNames.Write(told)}, and the position is {Word(held)}.");
        }

        return strategy.Allows(held) ? new Intention.Add(held) : NotAllowed(held);
    }

    // Buy and sell alone: a one-sided strategy uses the other side's word for its exit.
    private static Intention Act(Direction wanted, Signal signal, Strategy strategy, Direction? current) =>
        strategy.Allows(wanted) || !strategy.Allows(wanted.Opposite())
            ? Enter(wanted, strategy, current)
            : Flatten(current, $"{signal.Action} is the exit of a strategy that is {Word(wanted.Opposite())} only.");

    private static Intention TurnRound(Strategy strategy, Direction? current)
    {
        if (current is not { } held) return Nothing(DenialCodes.NothingToReverse, "There is no position to reverse.");
        return strategy.Allows(held.Opposite())
            ? Oppose(held.Opposite(), strategy)
            : new Intention.Close($"The alert said reverse; the strategy is not allowed to be {Word(held.Opposite())}, so it only closes.");
    }

    private static Intention Enter(Direction side, Strategy strategy, Direction? current) =>
        Reach(side, strategy, current, Nothing(DenialCodes.AlreadyInPosition, $"The position is already {Word(side)}."));

    private static Intention Enlarge(Direction side, Strategy strategy, Direction? current) =>
        Reach(side, strategy, current, strategy.Allows(side) ? new Intention.Add(side) : NotAllowed(side));

    private static Intention Reach(Direction side, Strategy strategy, Direction? current, Intention whenThere)
    {
        if (current == side) return whenThere;
        if (current is not null) return strategy.Allows(side) ? Oppose(side, strategy) : WrongSide(side, strategy);
        return strategy.Allows(side) ? new Intention.Open(side) : NotAllowed(side);
    }

    // The other side of what is held, which the strategy may hold too.
    private static Intention Oppose(Direction side, Strategy strategy) => strategy.OppositeAlert switch
    {
        OppositeAlert.Reverse => new Intention.Reverse(side),
        OppositeAlert.CloseOnly => new Intention.Close($"The alert is {Word(side)}; of what is {Word(side.Opposite())} the strategy only closes."),
        OppositeAlert.Ignore => Ignored(side),
        var unknown => throw new ArgumentOutOfRangeException(nameof(strategy), unknown, "Unknown setting for alerts of the other side."),
    };

    private static Intention Shrink(SimulatedMove.Smaller less, Strategy strategy, Direction? current)
    {
        if (current == less.Side) return new Intention.Reduce(less.Portion);
        // What names a part is no entry, whatever its word would be without it; nor is the other side to be closed for it.
        if (less is { IsOnlyMeant: true, Portion: null }) return new Intention.Reduce(null);
        if (current is null) return NothingToReduce;
        return less.IsOnlyMeant
            ? Nothing(
                DenialCodes.Contradiction,
                $"The alert closes a part of what is {Word(less.Side)}, and the position is {Word(current.Value)}.")
            : WrongSide(less.Side, strategy);
    }

    private static Intention Repeat(Direction side, Strategy strategy, Direction? current) => current is null || current == side
        ? Nothing(DenialCodes.NoChange, "The alert repeats a state and orders nothing.")
        : WrongSide(side, strategy);

    private static Intention.Nothing NotAllowed(Direction side) =>
        Nothing(DenialCodes.DirectionNotAllowed, $"The strategy is not allowed to be {Word(side)}.");

    // The simulation holds the other side, for whatever reason: no entry, but what is held has no reason to stand, unless what brought the
    // simulation there was ignored.
    private static Intention WrongSide(Direction side, Strategy strategy) =>
        strategy.OppositeAlert == OppositeAlert.Ignore && strategy.Allows(side)
        ? Ignored(side)
        : new Intention.Close($"The strategy is {Word(side)} and the position is {Word(side.Opposite())}.");

    private static Intention.Nothing Ignored(Direction side) => Nothing(
        DenialCodes.OppositeIgnored, $"The alert is {Word(side)}, and the strategy ignores such while it is {Word(side.Opposite())}.");

    private static string Word(Direction direction) => direction == Direction.Long ? "long" : "short";

    private static Intention.Nothing Nothing(string code, string message) => new(new Denial(code, message));
}
