using System.Text.Json.Nodes;
using TradingBot.Core.Strategies;

namespace TradingBot.Core.Tests.Strategies;

/// <summary>The least and the most that each number inside a rule may be, and how much of a list or a text is taken.</summary>
public sealed partial class StrategyDocumentTests
{
    private const string Tiny = "0.000000000001";
    private const string Huge = "1000000000000";
    private const string Huger = "1000000000000.000000000001";

    [Theory]
    [InlineData("sizing", """{"mode":"riskPercent","value":NUMBER}""", "sizing.value", "0", Tiny, "100", "100.000000000001")]
    [InlineData("sizing", """{"mode":"atrRisk","value":NUMBER}""", "sizing.value", "0", Tiny, "100", "100.000000000001")]
    [InlineData("sizing", """{"mode":"equityPercent","value":NUMBER}""", "sizing.value", "0", Tiny, "10000", "10000.000000000001")]
    [InlineData("sizing", """{"mode":"fixedQuantity","value":NUMBER}""", "sizing.value", "0", Tiny, Huge, Huger)]
    [InlineData("sizing", """{"mode":"fixedNotional","value":NUMBER}""", "sizing.value", "0", Tiny, Huge, Huger)]
    [InlineData("sizing", """{"mode":"riskAmount","value":NUMBER}""", "sizing.value", "0", Tiny, Huge, Huger)]
    [InlineData("sizing", """{"mode":"followContracts","value":NUMBER}""", "sizing.value", "0", Tiny, Huge, Huger)]
    [InlineData("sizing", """{"mode":"followContracts","value":1,"maxQuantity":NUMBER}""", "sizing.maxQuantity", "0", Tiny, Huge, Huger)]
    [InlineData("sizing", """{"mode":"atrRisk","value":1,"atrLength":NUMBER}""", "sizing.atrLength", "0", "1", "200", "201")]
    [InlineData("stopLoss", """{"percent":NUMBER}""", "stopLoss.percent", "0", Tiny, "99.99", "99.990000000001")]
    [InlineData("stopLoss", """{"atr":NUMBER}""", "stopLoss.atr", "0", Tiny, "1000", "1000.000000000001")]
    [InlineData("takeProfits", """[{"percent":NUMBER}]""", "takeProfits[0].percent", "0", Tiny, "1000", "1000.000000000001")]
    [InlineData("takeProfits", """[{"r":NUMBER}]""", "takeProfits[0].r", "0", Tiny, "1000", "1000.000000000001")]
    [InlineData("takeProfits", """[{"atr":NUMBER}]""", "takeProfits[0].atr", "0", Tiny, "1000", "1000.000000000001")]
    [InlineData("takeProfits", """[{"r":1,"close":NUMBER}]""", "takeProfits[0].close", "0", Tiny, "100", "100.000000000001")]
    [InlineData("breakEven", """{"at":NUMBER}""", "breakEven.at", "0", Tiny, "1000", "1000.000000000001")]
    [InlineData("breakEven", """{"at":{"r":NUMBER}}""", "breakEven.at.r", "0", Tiny, "1000", "1000.000000000001")]
    [InlineData("breakEven", """{"at":{"percent":NUMBER}}""", "breakEven.at.percent", "0", Tiny, "1000", "1000.000000000001")]
    [InlineData("breakEven", """{"at":{"target":NUMBER}}""", "breakEven.at.target", "0", "1", "10", "11")]
    [InlineData("breakEven", """{"at":1,"offset":NUMBER}""", "breakEven.offset", "-0.000000000001", "0", "10", "10.000000000001")]
    [InlineData("trailing", """{"percent":NUMBER}""", "trailing.percent", "0", Tiny, "99.99", "99.990000000001")]
    [InlineData("trailing", """{"distance":NUMBER}""", "trailing.distance", "0", Tiny, Huge, Huger)]
    [InlineData("trailing", """{"r":NUMBER}""", "trailing.r", "0", Tiny, "1000", "1000.000000000001")]
    [InlineData("trailing", """{"atr":NUMBER}""", "trailing.atr", "0", Tiny, "1000", "1000.000000000001")]
    [InlineData("trailing", """{"r":1,"activation":NUMBER}""", "trailing.activation", "0", Tiny, "1000", "1000.000000000001")]
    [InlineData("trailing", """{"r":1,"activation":{"target":NUMBER}}""", "trailing.activation.target", "0", "1", "10", "11")]
    [InlineData("maxDriftPercent", "NUMBER", "maxDriftPercent", "0", Tiny, "100", "100.000000000001")]
    [InlineData("slippagePercent", "NUMBER", "slippagePercent", "-0.000000000001", "0", "10", "10.000000000001")]
    [InlineData("leverage", "NUMBER", "leverage", "0.999999999999", "1", "1000", "1000.000000000001")]
    [InlineData("maxLagSeconds", "NUMBER", "maxLagSeconds", "0", "1", "3600", "3601")]
    [InlineData("pyramiding", "NUMBER", "pyramiding", "-1", "0", "20", "21")]
    public void Number_of_a_rule_is_taken_from_its_least_to_its_most_and_refused_just_past_either(
        string field, string json, string path, string below, string least, string most, string beyond)
    {
        foreach (var taken in (string[])[least, most])
            Assert.IsType<StrategyReading.Valid>(ReadNumber(taken));
        foreach (var refused in (string[])[below, beyond])
            Assert.Equal(path, Assert.Single(Assert.IsType<StrategyReading.Faulty>(ReadNumber(refused)).Faults).Field);

        StrategyReading ReadNumber(string number) => ReadBesideTenTargets(field, json.Replace("NUMBER", number, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void Name_has_a_hundred_characters_at_most_and_there_are_as_many_symbols_and_aliases(int count, bool isTaken)
    {
        var symbols = string.Join(',', Enumerable.Range(1, count).Select(static number => $"\"COIN{number}USDT\""));
        var aliases = string.Join(',', Enumerable.Range(1, count).Select(static number => $"\"X:{number}\":\"BTCUSDT\""));

        Assert.Equal(isTaken ? null : "name", FieldOf(ReadBesideTenTargets("name", $"\"{new string('n', count)}\"")));
        Assert.Equal(isTaken ? null : "symbols", FieldOf(ReadBesideTenTargets("symbols", $"[{symbols}]")));
        Assert.Equal(isTaken ? null : "symbolAliases", FieldOf(ReadBesideTenTargets("symbolAliases", $"{{{aliases}}}")));
    }

    [Theory]
    [InlineData(80, true)]
    [InlineData(81, false)]
    public void Alias_has_eighty_characters_at_most(int length, bool isTaken)
    {
        var alias = new string('X', length);

        Assert.Equal(
            isTaken ? null : $"symbolAliases.{alias}", FieldOf(ReadBesideTenTargets("symbolAliases", $$"""{"{{alias}}":"BTCUSDT"}""")));
    }

    private static string? FieldOf(StrategyReading reading) =>
        reading is StrategyReading.Faulty faulty ? Assert.Single(faulty.Faults).Field : null;

    private static StrategyReading ReadBesideTenTargets(string field, string json)
    {
        var document = JsonNode.Parse(Least)!.AsObject();
        var targets = Enumerable.Range(1, 10).Select(static number => $$"""{"r":{{number}},"close":10}""");
        document["takeProfits"] = JsonNode.Parse($"[{string.Join(',', targets)}]");
        document[field] = JsonNode.Parse(json);
        return Read(document.ToJsonString());
    }
}
