using System.Net.WebSockets;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using TradingBot.PaperExchange.Settings;
using static TradingBot.PaperExchange.Tests.RunningExchange;
using static TradingBot.PaperExchange.Tests.StreamQuestions;

namespace TradingBot.PaperExchange.Tests;

/// <summary>Sockets themselves: signing in, subscribing, being cut.</summary>
public sealed class StreamTests
{
    [Fact]
    public async Task Nobody_hears_anything_private_without_signing_in()
    {
        await using var exchange = await StartAsync();
        using var stream = await StreamClient.OpenAsync(exchange.BaseUrl, "/v5/private");
        Assert.False((bool)(await stream.AskAsync(new { op = "subscribe", args = new[] { "order" } }))["success"]!);
        var wrong = await stream.SignInAsync("wrong");
        Assert.Equal((false, 10004), ((bool)wrong["success"]!, Code(wrong)));
        Assert.Equal(10004, Code(await stream.SignInAsync(expires: 1000)));
        Assert.False((bool)(await stream.AskAsync(new { op = "subscribe", args = new[] { "order" } }))["success"]!);
        Assert.True((bool)(await stream.SignInAsync())["success"]!);
        Assert.True((bool)(await stream.AskAsync(new { op = "subscribe", args = new[] { "order" } }))["success"]!);
    }

    [Theory]
    [InlineData("/v5/public/linear", """{"success":true,"ret_msg":"pong","op":"ping","req_id":"7"}""")]
    [InlineData("/v5/public/spot", """{"success":true,"ret_msg":"pong","op":"ping","req_id":"7"}""")]
    [InlineData("/v5/public/option", """{"op":"pong"}""")]
    [InlineData("/v5/private", """{"op":"pong","req_id":"7"}""")]
    [InlineData("/v5/trade", """{"retCode":0,"retMsg":"OK","op":"pong"}""")]
    public async Task Pong_has_the_shape_of_its_socket(string path, string expected)
    {
        await using var exchange = await StartAsync();
        using var stream = await StreamClient.OpenAsync(exchange.BaseUrl, path);
        AssertHolds(JsonNode.Parse(expected)!, await stream.AskAsync(new { op = "ping", req_id = "7" }));
    }

    [Theory]
    [InlineData("linear", "tickers.BTCUSDT", """{"success":true,"ret_msg":"","op":"subscribe","req_id":"9"}""")]
    [InlineData("spot", "tickers.BTCUSDT", """{"success":true,"ret_msg":"subscribe","op":"subscribe","req_id":"9"}""")]
    [InlineData("linear", "tickers.NONEUSDT", """{"success":false,"ret_msg":"Invalid topic: tickers.NONEUSDT","op":"subscribe"}""")]
    [InlineData(
        "option", "tickers.NONE", """{"success":false,"data":{"failTopics":["tickers.NONE"],"successTopics":[]},"type":"COMMAND_RESP"}""")]
    public async Task Subscription_is_acknowledged_in_the_shape_of_its_socket(string category, string topic, string expected)
    {
        await using var exchange = await StartAsync();
        using var stream = await StreamClient.OpenAsync(exchange.BaseUrl, $"/v5/public/{category}");
        AssertHolds(JsonNode.Parse(expected)!, await stream.AskAsync(new { op = "subscribe", args = new[] { topic }, req_id = "9" }));
    }

    [Fact]
    public async Task Spot_takes_ten_topics_in_a_request()
    {
        await using var exchange = await StartAsync();
        using var stream = await StreamClient.OpenAsync(exchange.BaseUrl, "/v5/public/spot");
        var answer = await stream.AskAsync(new { op = "subscribe", args = Enumerable.Range(0, 11).Select(_ => "tickers.BTCUSDT") });
        Assert.False((bool)answer["success"]!);
    }

    [Fact]
    public async Task Unsubscribed_topic_falls_silent()
    {
        await using var exchange = await StartAsync();
        using var stream = await PublicAsync(exchange, "linear", "publicTrade.BTCUSDT", "publicTrade.ETHUSDT");
        await stream.AskAsync(new { op = "unsubscribe", args = new[] { "publicTrade.BTCUSDT" } });
        await exchange.SetPriceAsync("60000");
        await exchange.SetPriceAsync("3000", symbol: "ETHUSDT");
        Assert.Equal("publicTrade.ETHUSDT", Text(await stream.HearAsync(), "topic"));
    }

    [Fact]
    public async Task Socket_that_says_nothing_is_cut_after_its_active_time()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 1, 5, 10, 0, 0, TimeSpan.Zero));
        await using var exchange = await StartAsync(new PaperExchangeOptions { AutoPrices = false, TimeProvider = clock });
        using var silent = await StreamClient.OpenAsync(exchange.BaseUrl, "/v5/private?max_active_time=30s");
        using var patient = await StreamClient.OpenAsync(exchange.BaseUrl, "/v5/private?max_active_time=5m");
        await silent.AskAsync(new { op = "ping" });
        await patient.AskAsync(new { op = "ping" });
        await UntilAsync(
            async () =>
            {
                clock.Advance(TimeSpan.FromSeconds(31));
                return await GoneAsync(silent) ? silent : null;
            },
            () => Task.FromResult("the silent socket stays"));

        static async Task<bool> GoneAsync(StreamClient client)
        {
            try
            {
                await client.AskAsync(new { op = "ping" });
                return false;
            }
            catch (WebSocketException)
            {
                return true;
            }
        }
    }

    [Fact]
    public async Task Reader_who_falls_behind_is_cut_and_others_hear_everything()
    {
        await using var exchange = await StartAsync(
            new PaperExchangeOptions { AutoPrices = false, SlippageBasisPoints = 0, FundingRate = 0, StreamBacklog = 8 });
        using var slow = await PublicAsync(exchange, "linear", "orderbook.1000.BTCUSDT");
        using var quick = await PublicAsync(exchange, "linear", "tickers.BTCUSDT");
        await quick.HearAsync("tickers.BTCUSDT");
        for (var move = 0; move < 2500; move++)
        {
            await exchange.SetPriceAsync(move % 2 == 0 ? "60000" : "61000");
            await quick.HearAsync("tickers.BTCUSDT");
        }

        Assert.True(await slow.UntilCutAsync() < 2500);
    }
}
