using System.Text.Json.Nodes;
using TradingBot.Core.Strategies;

namespace TradingBot.Core.Tests.Strategies;

/// <summary>Whose alerts a strategy takes beside our own, and what their codes mean.</summary>
public sealed partial class StrategyDocumentTests
{
    [Theory]
    [InlineData("formats", "[\"tradersPost\",\"traderspots\"]", "formats[1]")]
    [InlineData("formats", "\"tradersPost\"", "formats")]
    [InlineData("alertCodes", """{"X":"jump"}""", "alertCodes.X")]
    [InlineData("alertCodes", """{"X":null}""", "alertCodes.X")]
    [InlineData("alertCodes", """{" ":"exitAll"}""", "alertCodes. ")]
    [InlineData("alertCodes", """{"{X":"exitAll"}""", "alertCodes.{X")]
    [InlineData("alertCodes", """{"X":"exitAll"," X":"exitAll"}""", "alertCodes. X")]
    [InlineData("alertCodes", """["X"]""", "alertCodes")]
    public void Faulty_format_or_code_is_named(string field, string json, string path)
    {
        var document = JsonNode.Parse(Least)!.AsObject();
        document[field] = JsonNode.Parse(json);

        Assert.Equal(path, Assert.Single(Assert.IsType<StrategyReading.Faulty>(Read(document.ToJsonString())).Faults).Field);
    }

    [Theory]
    [InlineData("[]", "tradingbot")]
    [InlineData("[\"tradersPost\"]", "tradingbot|tradersPost")]
    [InlineData("[\"TRADERSPOST\",\"tradingbot\",\"tradersPost\"]", "tradingbot|tradersPost")]
    public void Own_format_is_taken_beside_those_that_are_named(string formats, string expected)
    {
        var strategy = Valid(Least.Replace("{\"symbols", $"{{\"formats\":{formats},\"symbols", StringComparison.Ordinal)).Strategy;

        Assert.Equal(expected, string.Join('|', StrategyDocument.Write(strategy)["formats"]!.AsArray()));
    }

    [Fact]
    public void Codes_are_kept_as_they_are_sent()
    {
        var strategy = Valid(Least.Replace("{\"symbols", "{\"alertCodes\":{\" Exit-All_x \":\"EXITALL\"},\"symbols", StringComparison.Ordinal)).Strategy;

        Assert.Equal("exitAll", (string?)StrategyDocument.Write(strategy)["alertCodes"]!["Exit-All_x"]);
    }
}
