using TradingBot.Core.Foundation;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;
using TradingBot.Core.Tests.Building;

namespace TradingBot.Core.Tests.Signals;

/// <summary>How much of a position an alert asks to close: reduce, {"percent"} or {"size"}.</summary>
public sealed class ReductionParsingTests
{
    private readonly Strategy _strategy = new AStrategy().Build();

    [Theory]
    [InlineData("""{"percent":"25"}""", "0.25")]
    [InlineData("""{"percent":100}""", "1")]
    [InlineData("""{"percent":"0.5","size":"NaN"}""", "0.005")]
    [InlineData("""{"size":"0.4"}""", "0.4")]
    [InlineData("""{"percent":null,"size":0.3}""", "0.3")]
    [InlineData("""{"percent":"0.000000000001"}""", "0.00000000000001")]
    [InlineData("""{"size":"0.000000000001"}""", "0.000000000001")]
    [InlineData("""{"size":"1000000000000"}""", "1")]
    public void Part_is_a_percentage_or_an_amount(string reduce, string ofOne)
    {
        var signal = Read($$"""{"symbol":"BYBIT:BTCUSDT.P","action":"reduce","reduce":{{reduce}}}""").Signal();

        Assert.Equal(decimal.Parse(ofOne), signal.Reduce!.Value.Of(1));
        Assert.True(signal.IsExit(_strategy));
        Assert.False(signal.LeavesFlat(_strategy));
    }

    [Theory]
    [InlineData("""{"percent":"0"}""", "reduce.percent")]
    [InlineData("""{"percent":"100.1"}""", "reduce.percent")]
    [InlineData("""{"percent":"a lot"}""", "reduce.percent")]
    [InlineData("""{"percent":"100.000000000001"}""", "reduce.percent")]
    [InlineData("""{"size":"-1"}""", "reduce.size")]
    [InlineData("""{"size":"0"}""", "reduce.size")]
    [InlineData("""{"size":"1000000000000.000000000001"}""", "reduce.size")]
    [InlineData("""{"percent":"50","size":"1"}""", "reduce")]
    [InlineData("\"half\"", "reduce")]
    public void Part_that_cannot_be_understood_is_named_and_the_exit_passes(string reduce, string named)
    {
        var reading = Read($$"""{"symbol":"BYBIT:BTCUSDT.P","action":"reduce","reduce":{{reduce}}}""");

        Assert.Null(reading.Signal().Reduce);
        Assert.Contains(named, reading.Ignored());
    }

    [Theory]
    [InlineData("closeLong", Direction.Long)]
    [InlineData("closeShort", Direction.Short)]
    public void Part_of_one_side_leaves_the_other_alone(string action, Direction side)
    {
        var signal = Read($$"""{"symbol":"BYBIT:BTCUSDT.P","action":"{{action}}","reduce":{"percent":"25"} }""").Signal();

        Assert.IsType<Intention.Reduce>(SignalInterpreter.Interpret(signal, _strategy, side));
        Assert.IsType<Intention.Nothing>(SignalInterpreter.Interpret(signal, _strategy, side.Opposite()));
    }

    [Fact]
    public void Adding_makes_nothing_smaller() => Assert.Equal(
        "reduce", Read("""{"symbol":"BYBIT:BTCUSDT.P","action":"add","reduce":{"percent":"25"}}""").OnlyFault().Field);

    [Theory]
    [InlineData("""{"percent":"NaN","size":""}""")]
    [InlineData("{}")]
    [InlineData("null")]
    public void Blanks_are_no_part(string reduce) =>
        Assert.Null(Read($$"""{"symbol":"BYBIT:BTCUSDT.P","action":"reduce","reduce":{{reduce}}}""").Signal().Reduce);

    [Fact]
    public void Part_that_is_told_counts_and_not_the_sizes()
    {
        const string Alert = """
            {"symbol":"BYBIT:BTCUSDT.P","action":"sell","position":"long","positionSize":"3","prevPosition":"long","prevPositionSize":"4","reduce":{"percent":"10"}}
            """;

        var intention = Assert.IsType<Intention.Reduce>(
            SignalInterpreter.Interpret(Read(Alert).Signal(), _strategy, Direction.Long));

        Assert.Equal(0.1m, intention.Portion!.Value.Of(1));
    }

    [Theory]
    [InlineData(""" "action":"reverse" """)]
    [InlineData(""" "action":"buy","position":"long" """)]
    [InlineData(""" "position":"long","prevPosition":"short" """)]
    public void Part_beside_what_opens_is_a_fault(string fields) =>
        Assert.Equal(
            ["reduce"],
            Read($$"""{"symbol":"BYBIT:BTCUSDT.P",{{fields}},"reduce":{"percent":"50"} }""").Faults().Select(static fault => fault.Field));

    [Fact]
    public void Part_beside_a_cancel_is_ignored() =>
        Assert.Equal(
            ["reduce"], Read("""{"symbol":"BYBIT:BTCUSDT.P","action":"cancel","reduce":{"percent":"50"}}""").Ignored());

    // Whatever else the alert says: what it tells of the part is what is closed, of the side that the order is against.
    [Theory]
    [InlineData(""" "action":"close" """, "Reduce", "Reduce")]
    [InlineData(""" "action":"sell" """, "Reduce", "Nothing")]
    [InlineData(""" "action":"buy" """, "Nothing", "Reduce")]
    [InlineData(""" "action":"reduce" """, "Reduce", "Reduce")]
    [InlineData(""" "action":"reduce","positionSize":"0" """, "Reduce", "Reduce")]
    [InlineData(""" "action":"reduce","prevPosition":"long","contracts":"4","prevPositionSize":"4" """, "Reduce", "Close")]
    [InlineData(""" "position":"long","positionSize":"4","prevPosition":"long","prevPositionSize":"4" """, "Reduce", "Close")]
    [InlineData(""" "action":"sell","position":"flat" """, "Close", "Close")]
    public void Part_that_is_told_is_closed(string fields, string whenLong, string whenShort)
    {
        var signal = Read($$"""{"symbol":"BYBIT:BTCUSDT.P",{{fields}},"reduce":{"percent":"50"} }""").Signal();

        Assert.Equal((whenLong, whenShort), (Told(Direction.Long), Told(Direction.Short)));

        string Told(Direction held) => SignalInterpreter.Interpret(signal, _strategy, held) switch
        {
            Intention.Reduce reduce => reduce.Portion == Portion.Percent(50) ? "Reduce" : $"Reduce {reduce.Portion}",
            var other => other.GetType().Name,
        };
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("\"\"")]
    [InlineData("""{"percent":"NaN"}""")]
    [InlineData("""{"percent":"{{plot(0)}}"}""")]
    public void Part_without_a_share_makes_no_entry_of_a_word_that_would_open(string reduce)
    {
        var signal = Read($$"""{"symbol":"BYBIT:BTCUSDT.P","action":"sell","reduce":{{reduce}}}""").Signal();

        foreach (var held in (Direction?[])[null, Direction.Long, Direction.Short])
            Assert.Equal(new Intention.Reduce(null), SignalInterpreter.Interpret(signal, _strategy, held));
        Assert.True(signal.IsExit(_strategy));
    }

    [Fact]
    public void Part_that_cannot_be_read_is_not_replaced_by_the_sizes()
    {
        const string Alert = """
            {"symbol":"BYBIT:BTCUSDT.P","position":"long","positionSize":"3","prevPosition":"long","prevPositionSize":"4","reduce":{"percent":"1000"}}
            """;

        Assert.Equal(
            new Intention.Reduce(null), SignalInterpreter.Interpret(Read(Alert).Signal(), _strategy, Direction.Long));
    }

    private SignalReading Read(string body) => AnAlert.ReadBody(body, _strategy);
}
