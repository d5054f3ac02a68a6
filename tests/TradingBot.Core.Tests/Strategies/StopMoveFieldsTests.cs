using System.Text.Json;
using System.Text.Json.Nodes;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Strategies;
using TradingBot.Core.Tests.Building;

namespace TradingBot.Core.Tests.Strategies;

/// <summary>How a stop moves, as a strategy or an alert says it.</summary>
public sealed class StopMoveFieldsTests
{
    private const string Targets = """[{"percent":"1","close":"50"},{"percent":"2","close":"50"}]""";

    public static TheoryData<string, string, string> Written => new()
    {
        { "breakEven", """{"at":{"r":1}}""", """{"at":{"r":"1"},"offset":"0"}""" },
        { "breakEven", """{"at":"1.5","offset":"0.1"}""", """{"at":{"r":"1.5"},"offset":"0.1"}""" },
        { "breakEven", """{"at":{"percent":"2"},"offset":"10"}""", """{"at":{"percent":"2"},"offset":"10"}""" },
        { "breakEven", """{"at":{"target":2}}""", """{"at":{"target":2},"offset":"0"}""" },
        { "trailing", """{"percent":"2.50"}""", """{"percent":"2.5","activation":null}""" },
        { "trailing", """{"distance":"150","activation":{"percent":"1"}}""", """{"distance":"150","activation":{"percent":"1"}}""" },
        { "trailing", """{"r":"1","activation":1}""", """{"r":"1","activation":{"r":"1"}}""" },
        { "trailing", """{"atr":"3"}""", """{"atr":"3","atrLength":14,"atrInterval":"hour1","activation":null}""" },
        {
            "trailing", """{"atr":"3","atrLength":"20","atrInterval":"minute15","activation":{"target":"1"}}""",
            """{"atr":"3","atrLength":20,"atrInterval":"minute15","activation":{"target":1}}"""
        },
        { "trailing", """{"targets":true}""", """{"targets":true,"activation":null}""" },
    };

    [Theory]
    [MemberData(nameof(Written))]
    public void Rule_is_read_and_written(string field, string json, string written)
    {
        var strategy = Assert.IsType<StrategyReading.Valid>(Read(field, json)).Strategy;

        Assert.Equal(written, StrategyDocument.Write(strategy)[field]!.ToJsonString());
        var again = Assert.IsType<StrategyReading.Valid>(Read(field, written)).Strategy;
        Assert.Equal(written, StrategyDocument.Write(again)[field]!.ToJsonString());
    }

    [Theory]
    [InlineData("breakEven", "{}", "breakEven.at")]
    [InlineData("breakEven", """{"offset":"1"}""", "breakEven.at")]
    [InlineData("breakEven", """{"at":{}}""", "breakEven.at.r")]
    [InlineData("breakEven", """{"at":{"r":"1","target":1}}""", "breakEven.at.r")]
    [InlineData("breakEven", """{"at":{"r":"0"}}""", "breakEven.at.r")]
    [InlineData("breakEven", """{"at":{"r":"1000.1"}}""", "breakEven.at.r")]
    [InlineData("breakEven", """{"at":"0"}""", "breakEven.at")]
    [InlineData("breakEven", """{"at":[1]}""", "breakEven.at")]
    [InlineData("breakEven", """{"at":{"target":0}}""", "breakEven.at.target")]
    [InlineData("breakEven", """{"at":{"target":11}}""", "breakEven.at.target")]
    [InlineData("breakEven", """{"at":{"target":3}}""", "breakEven")]
    [InlineData("breakEven", """{"at":{"r":"1","price":"5"}}""", "breakEven.at.price")]
    [InlineData("breakEven", """{"at":{"r":"1"},"offset":"10.1"}""", "breakEven.offset")]
    [InlineData("breakEven", """{"at":{"r":"1"},"offset":"-0.1"}""", "breakEven.offset")]
    [InlineData("breakEven", """{"at":{"r":"1"},"of":"1"}""", "breakEven.of")]
    [InlineData("breakEven", "true", "breakEven")]
    [InlineData("trailing", "{}", "trailing.percent")]
    [InlineData("trailing", "\"2\"", "trailing")]
    [InlineData("trailing", """{"percent":"0"}""", "trailing.percent")]
    [InlineData("trailing", """{"percent":"100"}""", "trailing.percent")]
    [InlineData("trailing", """{"percent":"1","r":"1"}""", "trailing.percent")]
    [InlineData("trailing", """{"percent":"1","targets":true}""", "trailing.percent")]
    [InlineData("trailing", """{"targets":false}""", "trailing.percent")]
    [InlineData("trailing", """{"distance":"-1"}""", "trailing.distance")]
    [InlineData("trailing", """{"percent":"1","atrLength":"20"}""", "trailing.atrLength")]
    [InlineData("trailing", """{"percent":"1","atrInterval":"hour1"}""", "trailing.atrInterval")]
    [InlineData("trailing", """{"atr":"1","atrLength":"0"}""", "trailing.atrLength")]
    [InlineData("trailing", """{"atr":"1","atrLength":"201"}""", "trailing.atrLength")]
    [InlineData("trailing", """{"atr":"1","atrInterval":"60"}""", "trailing.atrInterval")]
    [InlineData("trailing", """{"percent":"1","activation":{"target":3}}""", "trailing")]
    [InlineData("trailing", """{"percent":"1","activation":{"percent":"1","r":"1"}}""", "trailing.activation.r")]
    [InlineData("trailing", """{"percent":"1","step":"1"}""", "trailing.step")]
    public void Faulty_rule_is_named(string field, string json, string path) =>
        Assert.Equal(path, Assert.Single(Assert.IsType<StrategyReading.Faulty>(Read(field, json)).Faults).Field);

    [Theory]
    [InlineData("[]", true)]
    [InlineData("""[{"percent":"1"}]""", true)]
    [InlineData(Targets, false)]
    public void Stop_that_follows_targets_needs_two_of_them(string targets, bool isFaulty) =>
        Assert.Equal(isFaulty, Read("trailing", """{"targets":true}""", targets) is StrategyReading.Faulty);

    [Fact]
    public void Alert_tells_the_same_and_names_what_it_does_not_know()
    {
        var readable = Read(new AnAlert()
            .With("trailing", JsonNode.Parse("""{"atr":"2","atrInterval":"Hour4","activation":{"r":"1","x":1},"y":2}"""))
            .With("breakEven", JsonNode.Parse("""{"at":"1","offset":"na","z":3}""")));

        Assert.Equal(
            new TrailingRule(Atr: new AtrRule(2, new AtrBars(14, CandleInterval.Hour4)), Activation: new ReachedRule(R: 1)),
            readable.Signal.Trailing);
        Assert.Equal(new BreakEvenRule(new ReachedRule(R: 1), 0), readable.Signal.BreakEven);
        Assert.Equal(["breakEven.z", "trailing.activation.x", "trailing.y"], readable.IgnoredFields.Order());
    }

    [Theory]
    [InlineData("trailing", """{"percent":"NaN","activation":{"r":"1"}}""")]
    [InlineData("trailing", """{"percent":"{{plot(\"t\")}}","atrLength":"14"}""")]
    [InlineData("trailing", "{}")]
    [InlineData("breakEven", """{"at":"na","offset":"0.1"}""")]
    [InlineData("breakEven", """{"at":{"r":"","target":null}}""")]
    public void Rule_of_an_alert_that_says_nothing_is_absent(string field, string json)
    {
        var signal = Read(new AnAlert().With(field, JsonNode.Parse(json))).Signal;

        Assert.Equal((null, null), (signal.Trailing, signal.BreakEven));
    }

    private static Core.Signals.SignalReading.Readable Read(AnAlert alert) =>
        Assert.IsType<Core.Signals.SignalReading.Readable>(alert.Read(new AStrategy().Build()));

    private static StrategyReading Read(string field, string json, string targets = Targets)
    {
        var text = $$"""{"symbols":["BTCUSDT"],"sizing":{"mode":"riskPercent","value":"1"},"takeProfits":{{targets}},"{{field}}":{{json}}}""";
        using var document = JsonDocument.Parse(text);
        return StrategyDocument.Read(document.RootElement, StrategyKey.Parse("sample"));
    }
}
