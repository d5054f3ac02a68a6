using System.Text.Json.Nodes;
using TradingBot.Core.Strategies;

namespace TradingBot.Core.Tests.Strategies;

/// <summary>Whose alerts a strategy takes beside our own.</summary>
public sealed partial class StrategyDocumentTests
{
    [Theory]
    [InlineData("formats", "[\"tradersPost\",\"traderspots\"]", "formats[1]")]
    [InlineData("formats", "\"tradersPost\"", "formats")]
    public void Faulty_format_is_named(string field, string json, string path)
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
}
