using TradingBot.Core.Markets;
using TradingBot.Core.Signals;

namespace TradingBot.Functions.Tests.Sequences;

/// <summary>What an alert asks for, in the words of the specification.</summary>
internal enum Meaning
{
    /// <summary>Hold this side.</summary>
    Go,

    /// <summary>Hold nothing.</summary>
    Exit,

    /// <summary>Hold the other side of what is held.</summary>
    TurnRound,

    /// <summary>A reversal whose entry is refused: hold nothing; with nothing to close it may be refused as a whole.</summary>
    TurnOut,

    /// <summary>The side is held already, in the simulation: hold nothing of the other one, no more of it, and open nothing.</summary>
    Stay,

    /// <summary>Hold a part of what is held, whichever side.</summary>
    Reduce,

    /// <summary>Hold more of what is held, whichever side, and open nothing.</summary>
    Add,

    /// <summary>A dry run, or a cancel: no market order ever waits. Change nothing.</summary>
    Nothing,
}

/// <summary>One form of alert: the fields it sends and what they mean.</summary>
/// <param name="After">What the alert says is held after its order; null when it does not say.</param>
/// <param name="Before">What it says was held before.</param>
internal sealed record AlertForm(
    string Word, Meaning Meaning, Direction? Side, string Fields, TargetPosition? After = null, TargetPosition? Before = null)
{
    private const Direction Long = Direction.Long, Short = Direction.Short;
    private const TargetPosition L = TargetPosition.Long, S = TargetPosition.Short, F = TargetPosition.Flat;
    private const string OfLong = """ "prevPosition":"long","prevPositionSize":"2" """;
    private const string OfShort = """ "prevPosition":"short","prevPositionSize":"2" """;

    /// <summary>Whether half of what is held is to be closed, where the side is held.</summary>
    public bool IsHalf { get; init; }

    /// <summary>Whether the side was held before, in the simulation, and less of it: more is held where the strategy adds.</summary>
    public bool IsLarger { get; init; }

    /// <summary>Whether all that it tells is buy or sell: the exit of a strategy that may not hold that side.</summary>
    public bool IsActionAlone { get; init; }

    /// <summary>Alerts of the same order, time and id are one alert.</summary>
    public string Order { get; init; } = Word;

    public static readonly AlertForm[] All =
    [
        new("buy", Meaning.Go, Long, """ "action":"buy" """) { IsActionAlone = true },
        new("sell", Meaning.Go, Short, """ "action":"sell" """) { IsActionAlone = true },
        new("close", Meaning.Exit, null, """ "action":"close" """),
        new("reverse", Meaning.TurnRound, null, """ "action":"reverse" """),
        new("cancel", Meaning.Nothing, null, """ "action":"cancel" """),
        new("long", Meaning.Go, Long, """ "position":"long" """, L),
        new("short", Meaning.Go, Short, """ "position":"short" """, S),
        new("flat", Meaning.Exit, null, """ "position":"flat" """, F),
        new("flat>long", Meaning.Go, Long, """ "action":"buy","position":"long","prevPosition":"flat" """, L, F),
        new("flat>short", Meaning.Go, Short, """ "action":"sell","position":"short","prevPosition":"flat" """, S, F),
        new("long>short", Meaning.Go, Short, """ "action":"sell","position":"short","prevPosition":"long" """, S, L),
        new("short>long", Meaning.Go, Long, """ "action":"buy","position":"long","prevPosition":"short" """, L, S),
        new("long>flat", Meaning.Exit, null, """ "action":"sell","position":"flat","prevPosition":"long" """, F, L),
        new("short>flat", Meaning.Exit, null, """ "action":"buy","position":"flat","prevPosition":"short" """, F, S),
        new("sell, long", Meaning.Stay, Long, """ "action":"sell","position":"long" """, L, L),
        new("buy, short", Meaning.Stay, Short, """ "action":"buy","position":"short" """, S, S),
        new("long 2>1", Meaning.Stay, Long, $""" "position":"long","positionSize":"1",{OfLong} """, L, L) { IsHalf = true },
        new("short 2>2", Meaning.Stay, Short, $""" "position":"short","positionSize":"2",{OfShort} """, S, S),
        new("long 2>3", Meaning.Go, Long, $""" "action":"buy","position":"long","positionSize":"3",{OfLong} """, L, L) { IsLarger = true },
        new("sell 2 of long 2", Meaning.Exit, null, $""" "action":"sell","contracts":"2",{OfLong} """),
        new("sell 1 of long 2", Meaning.Stay, Long, $""" "action":"sell","contracts":"1",{OfLong} """) { IsHalf = true },
        new("reduce", Meaning.Reduce, null, """ "action":"reduce","reduce":{"percent":"50"} """) { IsHalf = true },
        new("buy 5 of short 2", Meaning.Go, Long, $""" "action":"buy","contracts":"5",{OfShort} """),
        new("close, broken", Meaning.Exit, null, """ "action":"close","leverage":"x","stopLoss":{"percent":"-1"} """) { Order = "close" },
        new("reverse, refused", Meaning.TurnOut, null, """ "action":"reverse","leverage":"much" """) { Order = "reverse" },
        new("close, dry", Meaning.Nothing, null, """ "action":"close","dryRun":true """),
        new("buy, dry", Meaning.Nothing, null, """ "action":"buy","dryRun":true """),
    ];

    /// <summary>Those, and often one that adds.</summary>
    public static readonly AlertForm[] WithAdding =
    [
        .. All,
        .. Enumerable.Repeat(All.Single(static form => form.IsLarger), 3),
        .. Enumerable.Repeat(
            new AlertForm("short 2>3", Meaning.Go, Short, $""" "action":"sell","position":"short","positionSize":"3",{OfShort} """, S, S)
            {
                IsLarger = true,
            },
            4),
        .. Enumerable.Repeat(new AlertForm("add", Meaning.Add, null, """ "action":"add" """), 6),
    ];
}
