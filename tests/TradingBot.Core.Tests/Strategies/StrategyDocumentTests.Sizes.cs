using System.Text.Json.Nodes;
using TradingBot.Core.Strategies;

namespace TradingBot.Core.Tests.Strategies;

/// <summary>Ranges and bounds.</summary>
public sealed partial class StrategyDocumentTests
{
    [Theory]
    [InlineData("sizing", """{"mode":"atrRisk","value":"1"}""", """{"mode":"atrRisk","value":"1","atrLength":14,"atrInterval":"hour1"}""")]
    [InlineData(
        "sizing",
        """{"mode":"atrRisk","value":"0.5","atrLength":"200","atrInterval":"day1"}""",
        """{"mode":"atrRisk","value":"0.5","atrLength":200,"atrInterval":"day1"}""")]
    [InlineData(
        "sizing",
        """{"value":2,"maxQuantity":"0.5","mode":"followContracts"}""",
        """{"mode":"followContracts","value":"2","maxQuantity":"0.5"}""")]
    [InlineData("stopLoss", """{"atr":"1000"}""", """{"atr":"1000","atrLength":14,"atrInterval":"hour1"}""")]
    [InlineData("stopLoss", """{"atr":2.5,"atrLength":1}""", """{"atr":"2.5","atrLength":1,"atrInterval":"hour1"}""")]
    [InlineData(
        "takeProfits",
        """[{"atr":"3","atrInterval":"hour4"}]""",
        """[{"atr":"3","atrLength":14,"atrInterval":"hour4","close":"100"}]""")]
    [InlineData("slippagePercent", "\"0.05\"", "\"0.05\"")]
    [InlineData("oppositeAlert", "\"CLOSEONLY\"", "\"closeOnly\"")]
    [InlineData("oppositeAlert", "\"ignore\"", "\"ignore\"")]
    [InlineData("oppositeAlert", "null", "\"reverse\"")]
    [InlineData("slippagePercent", "null", "\"0\"")]
    public void Range_and_bounds_are_written_as_they_were_read_with_what_was_left_out(string field, string json, string written)
    {
        var document = JsonNode.Parse(Least)!.AsObject();
        document[field] = JsonNode.Parse(json);

        var kept = StrategyDocument.Write(Valid(document.ToJsonString()).Strategy);

        Assert.Equal(written, kept[field]!.ToJsonString());
        Assert.Equal(kept.ToJsonString(), StrategyDocument.Write(Valid(kept.ToJsonString()).Strategy).ToJsonString());
    }

    [Fact]
    public void Leverage_is_the_bots_to_lower_where_the_most_is_told()
    {
        var document = JsonNode.Parse(Least)!.AsObject();
        (document["autoLeverage"], document["leverage"]) = (true, "10");

        Assert.True(Valid(document.ToJsonString()).Strategy.AutoLeverage);
    }

    [Theory]
    [InlineData("sizing", """{"mode":"atrRisk","value":"101"}""", "sizing.value")]
    [InlineData("sizing", """{"mode":"atrRisk","value":"1","atrLength":"201"}""", "sizing.atrLength")]
    [InlineData("sizing", """{"mode":"atrRisk","value":"1","atrInterval":"lunar"}""", "sizing.atrInterval")]
    [InlineData("sizing", """{"mode":"riskPercent","value":"1","atrLength":"14"}""", "sizing.atrLength")]
    [InlineData("sizing", """{"mode":"followContracts","value":"1","maxQuantity":"0"}""", "sizing.maxQuantity")]
    [InlineData("sizing", """{"mode":"fixedQuantity","value":"1","maxQuantity":"2"}""", "sizing.maxQuantity")]
    [InlineData("stopLoss", """{"atr":"0"}""", "stopLoss.atr")]
    [InlineData("stopLoss", """{"atr":"1001"}""", "stopLoss.atr")]
    [InlineData("stopLoss", """{"percent":"2","atr":"2"}""", "stopLoss.percent")]
    [InlineData("stopLoss", """{"percent":"2","atrLength":"14"}""", "stopLoss.atrLength")]
    [InlineData("takeProfits", """[{"atr":"2","r":"2"}]""", "takeProfits[0].percent")]
    [InlineData("takeProfits", """[{"atr":"2","atrLength":"0"}]""", "takeProfits[0].atrLength")]
    [InlineData("autoLeverage", "true", "autoLeverage")]
    [InlineData("oppositeAlert", "\"turn\"", "oppositeAlert")]
    [InlineData("slippagePercent", "-0.01", "slippagePercent")]
    public void Faulty_size_or_bound_is_named(string field, string json, string path) => Faulty_field_is_named(field, json, path);
}
