using TradingBot.Core.Markets;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;
using TradingBot.Core.Tests.Building;

namespace TradingBot.Core.Tests.Signals;

/// <summary>The whole table of what an alert means, by the order, the simulation before and after it, and what is really held.</summary>
public sealed class IntentionTableTests
{
    // Every alert that tells a position, for a strategy that may be long and short. The first row that fits holds. An alert for short
    // means the same with the sides exchanged. Sizes: how the size after the order compares with the one before (4).
    //   before, now, held: "-" is not told, "*" is any; "was" is not told or the same side as now.
    //   "?" is a share that the alert does not tell.
    private const string Table = """
        | action  | before | now  | sizes   | held: flat      | held: long        | held: short  |
        | *       | *      | flat | *       | alreadyFlat     | Close             | Close        | exit, whatever the order says
        | cancel  | *      | long | *       | CancelOrders    | CancelOrders      | CancelOrders |
        | close   | *      | long | *       | contradiction   | contradiction     | contradiction|
        | closelong  | *   | long | *       | contradiction   | contradiction     | contradiction| it is flat after that
        | closeshort | *   | long | *       | contradiction   | contradiction     | contradiction|
        | add     | flat   | long | *       | contradiction   | contradiction     | contradiction| nothing was there
        | add     | short  | long | *       | contradiction   | contradiction     | contradiction|
        | add     | was    | long | smaller | contradiction   | contradiction     | contradiction|
        | add     | was    | long | same    | contradiction   | contradiction     | contradiction|
        | add     | was    | long | *       | nothingToAddTo  | Add Long          | otherSideHeld| it opens nothing
        | reverse | long   | long | *       | contradiction   | contradiction     | contradiction|
        | reduce  | flat   | long | *       | contradiction   | contradiction     | contradiction| nothing was there
        | reduce  | short  | long | *       | contradiction   | contradiction     | contradiction|
        | reduce  | was    | long | larger  | contradiction   | contradiction     | contradiction|
        | reduce  | was    | long | same    | noChange        | noChange          | Close        |
        | reduce  | was    | long | smaller | nothingToReduce | Reduce 0.25       | Close        |
        | reduce  | was    | long | -       | nothingToReduce | Reduce ?          | Close        |
        | sell    | flat   | long | *       | contradiction   | contradiction     | contradiction| a sell leads away from long
        | sell    | short  | long | *       | contradiction   | contradiction     | contradiction|
        | sell    | was    | long | larger  | contradiction   | contradiction     | contradiction|
        | sell    | was    | long | same    | noChange        | noChange          | Close        |
        | sell    | was    | long | smaller | nothingToReduce | Reduce 0.25       | Close        | it has made a long smaller
        | sell    | was    | long | -       | nothingToReduce | Reduce ?          | Close        |
        | *       | flat   | long | *       | Open Long       | alreadyInPosition | Reverse Long | open
        | *       | short  | long | *       | Open Long       | alreadyInPosition | Reverse Long | flip
        | buy     | long   | long | smaller | contradiction   | contradiction     | contradiction| a buy leads towards long
        | buy     | -      | long | smaller | Open Long       | alreadyInPosition | Reverse Long | it was a larger short before
        | buy     | -      | long | same    | Open Long       | alreadyInPosition | Reverse Long |
        | buy     | long   | long | -       | Open Long       | Add Long          | Reverse Long |
        | reverse | -      | long | smaller | Open Long       | alreadyInPosition | Reverse Long |
        | reverse | -      | long | same    | Open Long       | alreadyInPosition | Reverse Long |
        | *       | was    | long | larger  | Open Long       | Add Long          | Reverse Long | add
        | *       | was    | long | smaller | nothingToReduce | Reduce 0.25       | Close        | reduce
        | *       | was    | long | same    | noChange        | noChange          | Close        | repeat
        | *       | long   | long | -       | noChange        | noChange          | Close        |
        | *       | -      | long | -       | Open Long       | alreadyInPosition | Reverse Long | target state
        """;

    private static readonly SignalAction?[] Actions =
        [null, .. Enum.GetValues<SignalAction>().Cast<SignalAction?>()];

    private static readonly TargetPosition?[] Before = [null, TargetPosition.Flat, TargetPosition.Long, TargetPosition.Short];

    private static readonly (string Name, decimal? Now, decimal? Before)[] Sizes =
        [("-", null, null), ("larger", 6, 4), ("smaller", 3, 4), ("same", 4, 4)];

    private static readonly IReadOnlyList<Alert> Alerts =
    [
        .. from action in Actions
           from before in Before
           from now in new TargetPosition?[] { null, TargetPosition.Flat, TargetPosition.Long, TargetPosition.Short }
           from sizes in Sizes
           select new Alert(action, before, now, sizes.Name, sizes.Before, sizes.Now),
    ];

    private static readonly Direction?[] Held = [null, Direction.Long, Direction.Short];

    [Fact]
    public void Alert_means_what_the_table_says()
    {
        var wrong =
            from alert in Alerts
            where alert.Now is not null
            from held in Held
            let told = Meanings.Told(SignalInterpreter.Interpret(ASignalOf(alert), new AStrategy().Build(), held))
            let expected = Expected(alert, held)
            where told != expected
            select $"{alert} held {held}: {told} instead of {expected}";

        Assert.Empty(wrong);
    }

    [Fact]
    public void Alert_is_an_exit_when_it_opens_nothing_whatever_is_held()
    {
        var wrong =
            from alert in Alerts
            where alert is not { Now: null, Action: null }
            from allowed in Enum.GetValues<AllowedDirection>()
            let strategy = new AStrategy().Only(allowed).Build()
            let intentions = Held.Select(held => SignalInterpreter.Interpret(ASignalOf(alert), strategy, held)).ToList()
            let opens = intentions.Any(static intention => intention is Intention.Open or Intention.Add or Intention.Reverse)
            let isContradiction = intentions.Any(static intention => Meanings.Told(intention) == "contradiction")
            where ASignalOf(alert).IsExit(strategy) == (opens || isContradiction)
            select $"{alert} of a strategy for {allowed}";

        Assert.Empty(wrong);
    }

    // Without a position: what the order's size tells of it, else the strategy's direction.
    [Theory]
    [InlineData(SignalAction.Sell, TargetPosition.Long, "4", "1", null, "nothingToReduce", "Reduce 0.25")]
    [InlineData(SignalAction.Sell, TargetPosition.Long, "4", "4", null, "alreadyFlat", "Close")]
    [InlineData(SignalAction.Sell, TargetPosition.Long, "4", "5", null, "Open Short", "Reverse Short")]
    [InlineData(SignalAction.Sell, null, null, null, "0", "alreadyFlat", "Close")]
    [InlineData(SignalAction.Sell, TargetPosition.Long, "4", null, null, "Open Short", "Reverse Short")]
    [InlineData(SignalAction.Sell, null, null, null, null, "Open Short", "Reverse Short")]
    [InlineData(SignalAction.Close, null, null, null, null, "alreadyFlat", "Close")]
    [InlineData(SignalAction.CloseLong, null, null, null, null, "alreadyFlat", "Close")]
    [InlineData(SignalAction.CloseShort, null, null, null, null, "alreadyFlat", "otherSideHeld")]
    [InlineData(SignalAction.Add, null, null, null, null, "nothingToAddTo", "Add Long")]
    [InlineData(SignalAction.Reduce, null, null, null, null, "nothingToReduce", "Reduce ?")]
    [InlineData(SignalAction.Reduce, null, null, null, "0", "alreadyFlat", "Close")]
    [InlineData(SignalAction.Reduce, TargetPosition.Long, null, "1", null, "nothingToReduce", "Reduce ?")]
    [InlineData(SignalAction.Reduce, TargetPosition.Long, "4", "1", null, "nothingToReduce", "Reduce 0.25")]
    [InlineData(SignalAction.Reduce, null, "4", null, "3", "nothingToReduce", "Reduce 0.25")]
    [InlineData(SignalAction.Reduce, TargetPosition.Long, "4", "4", null, "alreadyFlat", "Close")]
    [InlineData(SignalAction.Reduce, TargetPosition.Long, "4", "5", null, "alreadyFlat", "Close")]
    [InlineData(SignalAction.Reduce, TargetPosition.Short, "4", "1", null, "nothingToReduce", "Close")]
    [InlineData(SignalAction.Reduce, TargetPosition.Flat, null, null, null, "contradiction", "contradiction")]
    [InlineData(SignalAction.Reverse, null, null, null, null, "nothingToReverse", "Reverse Short")]
    public void Order_without_a_position_is_read_from_its_sizes(
        SignalAction action, TargetPosition? before, string? sizeBefore, string? contracts, string? size, string whenFlat, string whenLong)
    {
        var signal = new ASignal().Action(action).With(s => s with
        {
            PrevPosition = before,
            PrevPositionSize = Number(sizeBefore),
            Contracts = Number(contracts),
            PositionSize = Number(size),
        }).Build();
        var strategy = new AStrategy().Build();

        Assert.Equal(whenFlat, Meanings.Told(SignalInterpreter.Interpret(signal, strategy, current: null)));
        Assert.Equal(whenLong, Meanings.Told(SignalInterpreter.Interpret(signal, strategy, Direction.Long)));
    }

    private static Signal ASignalOf(Alert alert) => new ASignal().With(signal => signal with
    {
        Action = alert.Action,
        Position = alert.Now,
        PositionSize = alert.SizeNow,
        PrevPosition = alert.Before,
        PrevPositionSize = alert.SizeBefore,
    }).Build();

    private static decimal? Number(string? text) => text is null ? null : decimal.Parse(text);

    private static string Expected(Alert alert, Direction? held)
    {
        // The table is written for long and flat.
        if (alert.Now == TargetPosition.Short) return Mirrored(Expected(Mirrored(alert), Mirrored(held)));
        var row = Table.Split('\n').Skip(1).Select(static line => line.Split('|', StringSplitOptions.TrimEntries)[1..]).First(cells =>
            (cells[0] == "*" || cells[0] == Word(alert.Action))
            && (cells[1] == "*" || cells[1] == Word(alert.Before) || (cells[1] == "was" && (alert.Before ?? alert.Now) == alert.Now))
            && cells[2] == Word(alert.Now)
            && (cells[3] == "*" || cells[3] == alert.Sizes));
        return row[4 + Array.IndexOf(Held, held)];
    }

    private static string Word<T>(T? value)
        where T : struct, Enum => value?.ToString().ToLowerInvariant() ?? "-";

    private static Alert Mirrored(Alert alert) => alert with
    {
        Action = Mirrored(alert.Action),
        Before = Mirrored(alert.Before),
        Now = Mirrored(alert.Now),
    };

    private static SignalAction? Mirrored(SignalAction? action) => action switch
    {
        SignalAction.Buy => SignalAction.Sell,
        SignalAction.Sell => SignalAction.Buy,
        SignalAction.CloseLong => SignalAction.CloseShort,
        SignalAction.CloseShort => SignalAction.CloseLong,
        _ => action,
    };

    private static TargetPosition? Mirrored(TargetPosition? position) => position switch
    {
        TargetPosition.Long => TargetPosition.Short,
        TargetPosition.Short => TargetPosition.Long,
        _ => position,
    };

    private static Direction? Mirrored(Direction? direction) => direction switch
    {
        Direction.Long => Direction.Short,
        Direction.Short => Direction.Long,
        _ => null,
    };

    private static string Mirrored(string told) => told.Replace("Long", "Short", StringComparison.Ordinal);

    private sealed record Alert(
        SignalAction? Action, TargetPosition? Before, TargetPosition? Now, string Sizes, decimal? SizeBefore, decimal? SizeNow);
}
