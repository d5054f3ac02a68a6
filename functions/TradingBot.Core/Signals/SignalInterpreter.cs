using TradingBot.Core.Foundation;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Strategies;

namespace TradingBot.Core.Signals;

/// <summary>
/// Compares the state an alert asks for with the position that really stands. TradingView only knows its own simulation, so sizes
/// before and after serve for the share of a partial exit and never for more. An exit never opens anything.
/// </summary>
public static class SignalInterpreter
{
    /// <param name="current">The real position's direction; null when flat.</param>
    public static Intention Interpret(Signal signal, Strategy strategy, Direction? current)
    {
        ArgumentNullException.ThrowIfNull(signal);
        ArgumentNullException.ThrowIfNull(strategy);
        return signal switch
        {
            { Action: SignalAction.Cancel } => new Intention.CancelOrders(),
            { Position: TargetPosition.Flat } => Flatten(current, "The strategy went flat."),
            { Position: TargetPosition.Long } => Reach(Direction.Long, signal, strategy, current),
            { Position: TargetPosition.Short } => Reach(Direction.Short, signal, strategy, current),
            { Action: SignalAction.Buy } => Act(Direction.Long, signal, strategy, current),
            { Action: SignalAction.Sell } => Act(Direction.Short, signal, strategy, current),
            { Action: SignalAction.Close } => Flatten(current, "The alert said close."),
            { Action: SignalAction.Reverse } => TurnRound(strategy, current),
            _ => throw new ArgumentException("A signal has a position or an action.", nameof(signal)),
        };
    }

    /// <summary>True when the strategy may hold a position of this direction; spot is never short.</summary>
    public static bool Allows(this Strategy strategy, Direction direction)
    {
        ArgumentNullException.ThrowIfNull(strategy);
        return direction == Direction.Long
            ? strategy.Direction != AllowedDirection.Short
            : strategy.Direction != AllowedDirection.Long && strategy.Category != Category.Spot;
    }

    private static Intention Flatten(Direction? current, string why) =>
        current is null ? Nothing(DenialCodes.AlreadyFlat, "There is no position to close.") : new Intention.Close(why);

    // Buy and sell alone: a one-sided strategy uses the other side's word for its exit.
    private static Intention Act(Direction wanted, Signal signal, Strategy strategy, Direction? current) =>
        strategy.Allows(wanted) || !strategy.Allows(wanted.Opposite())
            ? Reach(wanted, signal, strategy, current)
            : Flatten(current, $"{signal.Action} is the exit of a strategy that is {Word(wanted.Opposite())} only.");

    private static Intention TurnRound(Strategy strategy, Direction? current)
    {
        if (current is not { } held) return Nothing(DenialCodes.NothingToReverse, "There is no position to reverse.");
        return strategy.Allows(held.Opposite())
            ? new Intention.Reverse(held.Opposite())
            : new Intention.Close($"The alert said reverse; the strategy is not allowed to be {Word(held.Opposite())}, so it only closes.");
    }

    private static Intention Reach(Direction target, Signal signal, Strategy strategy, Direction? current)
    {
        var change = SizeChange.Of(signal);
        if (current == target) return Resize(target, change);
        if (current is not null)
        {
            // A reduction or a repeat shows that the simulation already held the target: no entry, but the wrong side must go.
            return change.IsEntry && strategy.Allows(target)
                ? new Intention.Reverse(target)
                : new Intention.Close($"The strategy is {Word(target)} and the position is {Word(target.Opposite())}.");
        }

        if (change is SizeChange.Smaller) return Nothing(
            DenialCodes.NothingToReduce, "A partial exit, but there is no position to reduce.");
        if (change is SizeChange.Same) return Nothing(DenialCodes.NoChange, "The alert repeats a state and orders nothing.");
        return strategy.Allows(target)
            ? new Intention.Open(target)
            : Nothing(DenialCodes.DirectionNotAllowed, $"The strategy is not allowed to be {Word(target)}.");
    }

    private static Intention Resize(Direction target, SizeChange change) => change switch
    {
        SizeChange.Smaller smaller => new Intention.Reduce(smaller.Fraction),
        SizeChange.Larger => new Intention.Add(target),
        SizeChange.Same => Nothing(DenialCodes.NoChange, "The alert repeats a state and orders nothing."),
        _ => Nothing(DenialCodes.AlreadyInPosition, $"The position is already {Word(target)}."),
    };

    private static string Word(Direction direction) => direction == Direction.Long ? "long" : "short";

    private static Intention.Nothing Nothing(string code, string message) => new(new Denial(code, message));
}
