using System.Text.Json.Nodes;
using TradingBot.Core.Strategies;
using TradingBot.Core.Tests.Building;

namespace TradingBot.Core.Tests.Strategies;

public sealed class AlertTemplateTests
{
    [Fact]
    public void Template_is_valid_JSON_with_readable_placeholders_and_the_token()
    {
        var text = AlertTemplate.For(SampleStrategy.Create(), "the-token");

        Assert.Contains("\"{{exchange}}:{{ticker}}\"", text, StringComparison.Ordinal);
        Assert.Equal("the-token", JsonNode.Parse(text)!["secret"]!.GetValue<string>());
        Assert.False(JsonNode.Parse(text)!.AsObject().ContainsKey("comment"));
    }

    [Fact]
    public void Limit_strategy_sends_the_order_price_as_its_limit() =>
        Assert.Contains("limitPrice", AlertTemplate.For(new AStrategy().Limit().Build()), StringComparison.Ordinal);
}
