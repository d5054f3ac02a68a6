using TradingBot.Core.Foundation;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;

namespace TradingBot.Core.Signals;

/// <summary>
/// What an alert says its order did to the position in TradingView's simulation. An order moves a position towards its own side only: a
/// sell that leaves a long there has made a long smaller, whatever else the alert leaves out. Sizes count where they belong to one side.
/// </summary>
internal abstract record SimulatedMove
{
    private static readonly Impossible NoPartOfAdding = new("reduce", "makes the position smaller while action says add; leave one of them out.");

    private SimulatedMove()
    {
    }

    /// <summary>Null when the alert does not tell what position its order left.</summary>
    public static SimulatedMove? Of(Signal signal)
    {
        if (signal.Position == TargetPosition.Flat) return new ToFlat();
        if (signal.Position is { } told) return Towards(told == TargetPosition.Long ? Direction.Long : Direction.Short, signal);
        if (AddsAndReduces(signal)) return NoPartOfAdding;
        var (isPart, side) = (signal.Action == SignalAction.Reduce || signal.TellsReduction, SideOf(signal.Action));
        if (isPart && signal.Action is not (SignalAction.Reverse or SignalAction.Cancel))
            return Reduced(signal, ClosedSideOf(signal.Action));
        if (side is null) return null;
        if (signal.PositionSize == 0) return new ToFlat();

        // Without a position: of an order against the side held before, its contracts tell how much of that it took.
        var before = side.Value.Opposite();
        if (signal.PrevPosition != TargetPositions.Of(before) || TakenOf(signal) is not { Taken: var taken, Held: var held })
            return null;
        if (taken == held) return new ToFlat();
        return taken < held ? new Smaller(before, Portion.Share(taken, held)) : new Entry(side.Value);
    }

    // What the alert tells of it counts, and not the sizes of the simulation.
    private static SimulatedMove Reduced(Signal signal, Direction? side)
    {
        var isSideMeant = signal.TellsReduction && signal.PrevPosition is null;
        if (signal.PrevPosition == TargetPosition.Flat)
            return new Impossible("action", "makes a position smaller that was flat before.");
        if (signal.PrevPosition is { } before)
        {
            var was = before == TargetPosition.Long ? Direction.Long : Direction.Short;
            if (side is not null && side != was)
                return new Impossible("action", $"is {Word(signal.Action)}, which cannot make a {Word(was)} position smaller.");
            side = was;
        }

        if (!signal.TellsReduction && signal.PositionSize == 0) return new ToFlat();
        var portion = signal.TellsReduction ? signal.Reduce : ShareOf(signal);
        if (!signal.TellsReduction && portion is { Whole: { } whole, Taken: var taken } && taken >= whole) return new ToFlat();
        return side is { } held ? new Smaller(held, portion) { IsOnlyMeant = isSideMeant } : new SmallerOfAny(portion);
    }

    private static Portion? ShareOf(Signal signal) =>
        SizesOf(signal) is { Before: var before, Now: var now } && now < before ? Portion.Share(before - now, before)
        : TakenOf(signal) is { Taken: > 0 and var taken, Held: var held } ? Portion.Share(taken, held)
        : null;

    private static (decimal Taken, decimal Held)? TakenOf(Signal signal) =>
        signal is { Contracts: { } taken, PrevPositionSize: > 0 and { } held } ? (taken, held) : null;

    /// <summary>True when the alert's order may have begun with the simulation in this state.</summary>
    public static bool MayBeginAt(Signal signal, TargetPosition state)
    {
        if (signal.PrevPosition is { } before) return before == state;
        return SideOf(signal.Action) is not { } side || signal.Position switch
        {
            TargetPosition.Flat => state == TargetPositions.Of(side.Opposite()),
            { } now when now == TargetPositions.Of(side.Opposite()) => state == now,
            _ => true,
        };
    }

    private static SimulatedMove Towards(Direction target, Signal signal)
    {
        var (word, side) = (Word(target), SideOf(signal.Action));
        if (signal.Action is SignalAction.Close or SignalAction.CloseLong or SignalAction.CloseShort)
            return new Impossible(
                "action", $"says {Word(signal.Action)} while position says otherwise; send one of the two, or position flat.");
        if (signal.PositionSize == 0)
            return new Impossible(
                "positionSize", "is 0 while position is not flat; send {{strategy.market_position_size}}, or leave it out.");
        bool? wasThere = signal.PrevPosition is { } before ? before == TargetPositions.Of(target) : null;
        if (signal.Action == SignalAction.Reverse && wasThere == true)
            return new Impossible("action", $"says reverse while the position was {word} before and is {word} now.");
        if (signal.Action == SignalAction.Add) return Added(target, signal, wasThere);
        var isAway = side is not null && side != target;
        if (isAway && wasThere == false)
            return new Impossible(
                "action", $"is {Word(signal.Action)}, which cannot take the position from {Word(signal.PrevPosition)} to {word}.");
        var isReduced = signal.Action == SignalAction.Reduce || signal.TellsReduction;
        if (isReduced && (wasThere == false || side == target || signal.Action == SignalAction.Reverse))
            return new Impossible("reduce", $"makes no {word} position smaller beside what else the alert says.");
        if (signal.TellsReduction) return new Smaller(target, signal.Reduce);
        if (isReduced) return Resized(target, signal, wasThere, isAway: true, isTowards: false);
        if (wasThere == false) return new Entry(target);
        return Resized(target, signal, wasThere, isAway, isTowards: side == target || signal.Action == SignalAction.Reverse);
    }

    private static SimulatedMove Added(Direction target, Signal signal, bool? wasThere)
    {
        if (AddsAndReduces(signal)) return NoPartOfAdding;
        if (wasThere == false)
            return new Impossible("action", $"says add while the position was {Word(signal.PrevPosition)} before and is {Word(target)} now.");
        return SizesOf(signal) is { Before: var before, Now: var now } && now <= before
            ? new Impossible("positionSize", "is no larger than prevPositionSize while action says add.")
            : new Larger(target);
    }

    private static bool AddsAndReduces(Signal signal) => signal is { Action: SignalAction.Add, TellsReduction: true };

    // The side was held before, or the alert does not tell.
    private static SimulatedMove Resized(Direction target, Signal signal, bool? wasThere, bool isAway, bool isTowards)
    {
        if (SizesOf(signal) is not { Before: var before, Now: var now })
        {
            if (isAway) return new Smaller(target, ShareOf(signal) is { Whole: { } all } share && share.Taken < all ? share : null);
            if (wasThere is null) return new Entry(target);
            return isTowards ? new Larger(target) : new Same(target);
        }

        // Towards the side and yet no larger: what was held before was the other side.
        if (isTowards && wasThere is null && now <= before) return new Entry(target);
        if (now == before) return new Same(target);
        if (now > before ? isAway : isTowards)
        {
            var change = now > before ? "larger" : "smaller";
            return new Impossible("action", $"is {Word(signal.Action)}, which cannot make a {Word(target)} position {change}.");
        }

        return now > before ? new Larger(target) : new Smaller(target, Portion.Share(before - now, before));
    }

    private static (decimal Before, decimal Now)? SizesOf(Signal signal) =>
        signal is { PositionSize: { } now, PrevPositionSize: > 0 and { } before } ? (before, now) : null;

    private static Direction? SideOf(SignalAction? action) => action switch
    {
        SignalAction.Buy => Direction.Long,
        SignalAction.Sell => Direction.Short,
        _ => null,
    };

    // Of which side an order closes, or makes smaller, what is held; null: of either.
    private static Direction? ClosedSideOf(SignalAction? action) => action switch
    {
        SignalAction.CloseLong => Direction.Long,
        SignalAction.CloseShort => Direction.Short,
        _ => SideOf(action)?.Opposite(),
    };

    private static string Word<TWord>(TWord? word)
        where TWord : struct, Enum => word is { } told ? EnumNames.Write(told) : "nothing";

    private static string Word(Direction side) => side == Direction.Long ? "long" : "short";

    /// <summary>Whatever was held, nothing is held now.</summary>
    public sealed record ToFlat : SimulatedMove;

    /// <summary>The side was reached from flat, from the other side, or from where the alert does not tell.</summary>
    public sealed record Entry(Direction Side) : SimulatedMove;

    /// <summary>The side was held before, and more of it now.</summary>
    public sealed record Larger(Direction Side) : SimulatedMove;

    /// <summary>The side was held before, and less of it now.</summary>
    /// <param name="Portion">What was given up of it; null where the alert does not tell it.</param>
    public sealed record Smaller(Direction Side, Portion? Portion) : SimulatedMove
    {
        /// <summary>True when the alert does not say that the side was held: it only means to take from it where it is.</summary>
        public bool IsOnlyMeant { get; init; }
    }

    /// <summary>Whichever side was held before, less of it is held now.</summary>
    /// <param name="Portion">What was given up of it; null where the alert does not tell it.</param>
    public sealed record SmallerOfAny(Portion? Portion) : SimulatedMove;

    /// <summary>The side was held before, and the order changed nothing.</summary>
    public sealed record Same(Direction Side) : SimulatedMove;

    /// <summary>The alert contradicts itself; the field and a sentence about it.</summary>
    public sealed record Impossible(string Field, string Why) : SimulatedMove;
}
