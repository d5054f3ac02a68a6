using System.Text.Json.Nodes;

namespace TradingBot.PaperExchange.Tests;

/// <summary>What the tests of the streams keep asking.</summary>
internal static class StreamQuestions
{
    public static async Task<StreamClient> PublicAsync(RunningExchange exchange, string category, params string[] topics)
    {
        var stream = await StreamClient.OpenAsync(exchange.BaseUrl, $"/v5/public/{category}");
        Assert.True((bool)(await stream.AskAsync(new { op = "subscribe", args = topics }))["success"]!);
        return stream;
    }

    public static JsonNode Only(JsonNode message) => Assert.Single(message["data"]!.AsArray())!;

    public static void AssertHolds(JsonNode expected, JsonNode actual)
    {
        foreach (var (name, value) in expected.AsObject())
            Assert.True(JsonNode.DeepEquals(value, actual[name]), $"{name}: {actual.ToJsonString()}");
    }
}
