using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;

namespace TradingBot.Functions.Tests.Sequences;

/// <summary>
/// What the specification wants of alerts of one market: they are applied one by one, in the order of their firing (never later than their
/// arrival) and then of arrival. Where it leaves more than one end open, all of them are right.
/// </summary>
/// <param name="found">What those that saw what was held found, in the order in which they were decided.</param>
/// <param name="pyramiding">How often the strategy adds to what it holds.</param>
internal sealed partial class AlertModel(
    AllowedDirection direction, bool isSpot, IReadOnlyList<(ModelAlert Alert, TargetPosition Found)> found, int pyramiding = 0)
{
    private AlertChains _chains = new([], [], isFoundKnown: false);

    /// <summary>What may be held in the end, and how much of it; null is flat.</summary>
    public IReadOnlySet<(Direction? Side, decimal Size)> EndsOf(IReadOnlyList<ModelAlert> arrivals)
    {
        // What the first of a second found may make a circle of what was none before it was known.
        var ends = new HashSet<(Direction? Side, decimal Size)>();
        foreach (var isFoundKnown in (bool[])[false, true])
        {
            _chains = new AlertChains(arrivals, found, isFoundKnown);
            ends.UnionWith(EndsWithOvertaken(arrivals));
        }

        return ends;
    }

    private HashSet<(Direction? Side, decimal Size)> EndsWithOvertaken(IReadOnlyList<ModelAlert> arrivals)
    {
        // An entry that was overtaken before it arrived may be left out, and then holds nothing up; so may one that an exit undoes which
        // arrived after it, one that begins flat beside an exit of its second, which may have found nothing, and one before a reversal that
        // has closed and was given up then: it said where to go all the same.
        var overtaken = arrivals.Where(alert => alert.Form.Meaning == Meaning.Go
            && (alert.CarriedOut.Any(other => CameBefore(alert, other) == true)
                || arrivals.Any(other => other is { MaybeGivenUp: true, Form.Meaning: Meaning.Go or Meaning.TurnRound }
                    && alert.Arrived < other.Arrived && IsToldBefore(other, alert) != true)
                || arrivals.Any(other => LeavesFlat(other)
                    && ((alert.Arrived < other.Arrived && IsToldBefore(other, alert) != true)
                        || (other.Form.After is not null && alert.Form.Before == TargetPosition.Flat
                            && IsSameSecond(alert, other) && _chains.Compare(alert, other) is null or 0)))))
            .Union(arrivals.Where(alert => alert.Form.Meaning is Meaning.Go or Meaning.TurnRound && IsBehindPart(alert, arrivals)))
            .ToList();
        var ends = new HashSet<(Direction? Side, decimal Size)>();
        for (var left = 0; left < 1 << overtaken.Count; left++)
        {
            var isLeftOut = left;
            ends.UnionWith(EndsOfAll([.. arrivals.Where(
                alert => overtaken.IndexOf(alert) is var index && (index < 0 || (isLeftOut & (1 << index)) == 0))]));
        }

        return ends;
    }

    // A reversal is left out too where a later part that told its side was closed, or added, first: before it arrived, or while it waited
    // for one that told to have come before it and arrived last.
    private bool IsBehindPart(ModelAlert reversal, IReadOnlyList<ModelAlert> arrivals) => arrivals.Any(
        other => (other.Form is { IsHalf: true, Meaning: Meaning.Stay } || MayAdd(other.Form)) && CameBefore(reversal, other) switch
        {
            true when reversal.CarriedOut.Contains(other) => true,
            true or null when reversal.Arrived < other.Arrived =>
                arrivals.Any(first => other.Arrived < first.Arrived && IsToldBefore(first, reversal) == true),
            _ => false,
        });

    private bool LeavesFlat(ModelAlert alert) => alert.Form.Meaning == Meaning.Exit
        || (alert.Form is { IsActionAlone: true, Side: { } side } && !IsAllowed(side));

    private HashSet<(Direction? Side, decimal Size)> EndsOfAll(IReadOnlyList<ModelAlert> arrivals)
    {
        // Every order that the alerts' times and states allow: what may be held once exactly these alerts are applied.
        var reached = new Dictionary<int, HashSet<Held?>> { [0] = [null] };
        var all = (1 << arrivals.Count) - 1;
        for (var applied = 0; applied < all; applied++)
        {
            if (!reached.TryGetValue(applied, out var states))
                continue;
            foreach (var next in NextOf(arrivals, applied))
            {
                var then = applied | (1 << next);
                if (!reached.TryGetValue(then, out var ends))
                    reached[then] = ends = [];
                var before = arrivals.Where((_, index) => (applied & (1 << index)) != 0).ToList();
                ends.UnionWith(states.SelectMany(held => Apply(arrivals[next], held, before)));
            }
        }

        return reached[all].Select(static held => (held?.Side, held?.Size ?? 0)).ToHashSet();
    }

    // Where their states chain in a circle, no order is the right one.
    private List<int> NextOf(IReadOnlyList<ModelAlert> arrivals, int applied)
    {
        var left = Enumerable.Range(0, arrivals.Count).Where(index => (applied & (1 << index)) == 0).ToList();
        var free = left.Where(index => left.TrueForAll(
            other => other == index || !IsFirst(arrivals, arrivals[other], arrivals[index]))).ToList();
        return free.Count > 0 ? free : left;
    }

    private bool IsFirst(IReadOnlyList<ModelAlert> arrivals, ModelAlert one, ModelAlert other) => CameBefore(one, other) is { } isBefore
        && (other.CarriedOut.Contains(one)
            || (!one.MaybeCarriedOut.Contains(other) && isBefore && !LeadsBack(arrivals, other, one)));

    // Where the two are left open arrival decides: by that the later one may have come before the earlier one, by way of others.
    private bool LeadsBack(IReadOnlyList<ModelAlert> arrivals, ModelAlert later, ModelAlert earlier)
    {
        var reached = new HashSet<ModelAlert> { later };
        var next = new Queue<ModelAlert>(reached);
        while (next.TryDequeue(out var one))
        {
            foreach (var other in arrivals.Where(other => (CameBefore(one, other) ?? one.Arrived < other.Arrived) && reached.Add(other)))
                next.Enqueue(other);
        }

        return reached.Contains(earlier);
    }

    private IEnumerable<Held?> Apply(ModelAlert alert, Held? held, IReadOnlyList<ModelAlert> applied)
    {
        if (alert.Form.Meaning == Meaning.Nothing)
            return [held];

        // An alert that comes too late touches nothing that a later one has opened. Where only others between the two tell that it came
        // before, those may have been found to change nothing.
        bool? isLate = held is null ? false : IsLate(alert, held.By);
        if (isLate == true)
            return [held];
        if (isLate is null || (held is not null && IsToldBefore(alert, held.By) is null && LeadsTo(alert, held, applied)))
            return [held, .. Carry(alert, held, applied)];
        return Carry(alert, held, applied);
    }

    // Null when what had arrived by then may tell it or not. Against what only closes the two have to tell it by themselves as well.
    private bool? IsLate(ModelAlert alert, ModelAlert opener)
    {
        var isLate = CameBefore(alert, opener) ?? (MayHaveComeBefore(alert, opener) ? null : false);
        if (isLate == false || IsReversal(alert) || !IsSameSecond(alert, opener))
            return isLate;
        return _chains.AreAloneInOrder(alert, opener) is var alone && isLate == true ? alone : alone == false ? false : null;
    }

    private static bool IsReversal(ModelAlert alert) => alert.Form.Meaning is Meaning.Go or Meaning.TurnRound or Meaning.TurnOut;

    // What was applied before what opened counts as before it where the two leave that open, for who would reverse it.
    private bool LeadsTo(ModelAlert alert, Held held, IReadOnlyList<ModelAlert> applied)
    {
        return LeadsOn(alert, applied);

        bool LeadsOn(ModelAlert one, IReadOnlyList<ModelAlert> others) => others.Any(
            next => IsToldBefore(one, next) == true
                && (IsToldBefore(next, held.By) == true || (IsReversal(alert) && WasCarriedOutBefore(next, held))
                    || LeadsOn(next, [.. others.Where(other => other != next)])));
    }

    private bool WasCarriedOutBefore(ModelAlert one, Held held) => held.Before.Contains(one) && one.Form.Meaning != Meaning.Nothing
        && IsToldBefore(one, held.By) is null;

    private IEnumerable<Held?> Carry(ModelAlert alert, Held? held, IReadOnlyList<ModelAlert> applied)
    {
        // One that finds flat what a later one has left so may be carried out or not; that one was applied before it where it had been
        // carried out when this one arrived, or where the order is a circle. Which one is later may hang on what has arrived by then.
        var isLate = applied.Any(other => CameBefore(alert, other) == true || MayHaveComeBefore(alert, other));
        IEnumerable<Held?> reached = alert.Form.Meaning switch
        {
            Meaning.Exit or Meaning.TurnOut => [null],
            Meaning.Go when held is null && isLate => [null, Reach(alert, alert.Form.Side!.Value, held, applied)],
            Meaning.Go when held?.Side == alert.Form.Side && MayAdd(alert.Form) => Grow(held!, isLate),
            Meaning.Add => held is null ? [null] : Grow(held, isLate),
            Meaning.Go => [Reach(alert, alert.Form.Side!.Value, held, applied)],
            Meaning.TurnRound => [held is null ? null : Reach(alert, held.Side.Opposite(), held, applied)],
            Meaning.Stay => [held?.Side == alert.Form.Side ? Rest(alert, held) : null],
            Meaning.Reduce => [Rest(alert, held)],
            _ => throw new InvalidOperationException(),
        };
        return alert switch
        {
            { MaybeGivenUp: true, Form.Meaning: Meaning.Add } => [.. reached, held],
            { MaybeGivenUp: true, Form.Meaning: Meaning.Go or Meaning.TurnRound } =>
                [.. reached, held?.Side == alert.Form.Side ? held : null],
            _ => reached,
        };
    }

    // What would be too little for an order is not closed.
    private Held? Rest(ModelAlert alert, Held? held)
    {
        if (held is null || !alert.Form.IsHalf)
            return held;
        var half = isSpot ? held.Size / 2 : Math.Floor(held.Size / 2 / SequenceText.Step) * SequenceText.Step;
        return half < (isSpot ? SequenceText.LeastSpot : SequenceText.Step) ? held : held with { Size = held.Size - half };
    }

    // A side that the strategy may not hold is no entry, and the end of the other side.
    private Held? Reach(ModelAlert by, Direction side, Held? held, IReadOnlyList<ModelAlert> applied)
    {
        if (held?.Side == side) return held;
        return IsAllowed(side) ? new Held(side, by, SequenceText.Size, applied) : null;
    }

    private bool IsAllowed(Direction side) =>
        side == Direction.Long ? direction != AllowedDirection.Short : direction != AllowedDirection.Long && !isSpot;

    // Null when it may have been either, since one tells the second only and the other lies within it.
    private bool? CameBefore(ModelAlert one, ModelAlert other)
    {
        if (IsToldBefore(one, other) is { } isTold)
            return isTold;
        if (one.IsWholeSecond != other.IsWholeSecond)
            return other.Settled.Contains(one) ? true : one.Settled.Contains(other) ? false : null;
        if (IsSameSecond(one, other) && (_chains.Compare(one, other) is null || MayFindNothing(one, other)))
            return null;
        return (one.Moment, one.Arrived).CompareTo((other.Moment, other.Arrived)) < 0;
    }

    private bool MayHaveComeBefore(ModelAlert one, ModelAlert other) =>
        IsSameSecond(one, other) && _chains.Compare(one, other) is null && _chains.MayTellFirst(one, other);

    // Null when times and states of the two leave it open.
    private bool? IsToldBefore(ModelAlert one, ModelAlert other)
    {
        if (one.Latest < other.Moment || other.Latest < one.Moment)
            return one.Latest < other.Moment;
        return IsSameSecond(one, other) && _chains.Compare(one, other) is { } order and not 0 ? order < 0 : null;
    }

    // An exit that finds nothing tells that what begins flat came before it; whether it does is left to the run.
    private static bool MayFindNothing(ModelAlert one, ModelAlert other) =>
        (one.Form.Meaning == Meaning.Exit && other.Form.Before is not null)
        || (other.Form.Meaning == Meaning.Exit && one.Form.Before is not null);

    private static bool IsSameSecond(ModelAlert one, ModelAlert other) =>
        one.FiredAt == other.FiredAt && one.FiredAt < one.Arrived && other.FiredAt < other.Arrived;

    // Before: what had been applied when it was opened. Additions: how often it was added to since.
    private sealed record Held(Direction Side, ModelAlert By, decimal Size, IReadOnlyList<ModelAlert> Before, int Additions = 0);
}
