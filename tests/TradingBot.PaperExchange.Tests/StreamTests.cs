using System.Net.WebSockets;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using TradingBot.PaperExchange.Settings;
using static TradingBot.PaperExchange.Tests.RunningExchange;

namespace TradingBot.PaperExchange.Tests;

public sealed class StreamTests
{
    [Fact]
    public async Task Private_stream_tells_the_story_of_an_order_and_never_before_it_is_true()
    {
        await using var exchange = await StartAsync();
        await exchange.SetPriceAsync("60000");
        using var stream = await StreamClient.SignedInAsync(exchange.BaseUrl, "/v5/private", "order", "execution", "position", "wallet");

        var id = await exchange.PlaceAsync(new
        {
            category = "linear",
            symbol = "BTCUSDT",
            side = "Buy",
            orderType = "Market",
            qty = "0.1",
            stopLoss = "59000",
            orderLinkId = "told",
        });

        var told = (await stream.HearAsync("order"))["data"]!.AsArray();
        Assert.Equal(["told", ""], told.Select(row => Text(row, "orderLinkId")));
        Assert.Equal(
            ("StopLoss", "Untriggered", "told"),
            (Text(told[1], "stopOrderType"), Text(told[1], "orderStatus"), Text(told[1], "parentOrderLinkId")));
        var order = told[0];
        Assert.Equal(("Filled", "linear", "0.100"), (Text(order, "orderStatus"), Text(order, "category"), Text(order, "cumExecQty")));
        Assert.Equal("Filled", Text(await exchange.OrderAsync(id), "orderStatus"));
        var fill = Only(await stream.HearAsync("execution"));
        Assert.Equal(
            (id, "60000.1", "0", "linear"),
            (Text(fill, "orderId"), Text(fill, "execPrice"), Text(fill, "execPnl"), Text(fill, "category")));
        var position = Only(await stream.HearAsync("position"));
        Assert.Equal(
            ("60000.1", "0.100", "59000.0", null),
            (Text(position, "entryPrice"), Text(position, "size"), Text(position, "stopLoss"), position["avgPrice"]));
        var wallet = Only(await stream.HearAsync("wallet"));
        Assert.Equal(10_000m - 6000.01m * 0.00055m, Number(wallet["coin"]![0], "walletBalance"));

        await exchange.PlaceAsync(
            new { category = "linear", symbol = "BTCUSDT", side = "Sell", orderType = "Market", qty = "0.1", reduceOnly = true });
        var closing = Only(await stream.HearAsync("execution"));
        Assert.Equal(0.1m * (59_999.9m - 60_000.1m), Number(closing, "execPnl"));
        var flat = Only(await stream.HearAsync("position"));
        Assert.Equal(("", "0", "0"), (Text(flat, "side"), Text(flat, "size"), Text(flat, "entryPrice")));
    }

    [Fact]
    public async Task Category_topics_hear_only_their_own_and_do_not_mix_with_the_others()
    {
        await using var exchange = await StartAsync();
        await exchange.SetPriceAsync("60000");
        using var spot = await StreamClient.SignedInAsync(exchange.BaseUrl, "/v5/private", "order.spot");
        await exchange.PlaceAsync(
            new { category = "linear", symbol = "BTCUSDT", side = "Buy", orderType = "Limit", qty = "0.1", price = "50000" });
        await exchange.PlaceAsync(
            new { category = "spot", symbol = "BTCUSDT", side = "Buy", orderType = "Limit", qty = "0.01", price = "50000" });

        Assert.Equal("spot", Text(Only(await spot.HearAsync("order.spot")), "category"));

        var mixed = await spot.AskAsync(new { op = "subscribe", args = new[] { "order", "execution.spot" } });
        Assert.False((bool)mixed["success"]!);
    }

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
    public async Task Ticker_of_a_perpetual_is_whole_once_and_then_only_what_changed()
    {
        await using var exchange = await StartAsync();
        await exchange.SetPriceAsync("60000");
        using var stream = await PublicAsync(exchange, "linear", "tickers.BTCUSDT");
        var first = await stream.HearAsync("tickers.BTCUSDT");
        Assert.Equal(
            ("snapshot", "60000.0", "59999.9"), (Text(first, "type"), Text(first["data"], "lastPrice"), Text(first["data"], "bid1Price")));

        await exchange.SetPriceAsync("60001");

        var next = await stream.HearAsync("tickers.BTCUSDT");
        Assert.Equal(("delta", "60001.0"), (Text(next, "type"), Text(next["data"], "lastPrice")));
        Assert.Null(next["data"]!["prevPrice24h"]);
    }

    [Fact]
    public async Task Ticker_of_a_pair_is_whole_and_has_no_quotes()
    {
        await using var exchange = await StartAsync();
        using var stream = await PublicAsync(exchange, "spot", "tickers.BTCUSDT");
        await stream.HearAsync("tickers.BTCUSDT");
        await exchange.SetPriceAsync("61000", "spot");
        var next = await stream.HearAsync("tickers.BTCUSDT");
        Assert.Equal(("snapshot", "61000.0"), (Text(next, "type"), Text(next["data"], "lastPrice")));
        Assert.Null(next["data"]!["bid1Price"]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    [InlineData(200)]
    public async Task Book_put_together_from_changes_is_the_book(int depth)
    {
        var topic = $"orderbook.{depth}.BTCUSDT";
        await using var exchange = await StartAsync();
        await exchange.SetPriceAsync("60000");
        using var stream = await PublicAsync(exchange, "linear", topic);
        var bids = new Dictionary<string, string>(StringComparer.Ordinal);
        Merge(bids, await stream.HearAsync(topic));

        foreach (var price in new[] { "60000.3", "59999.2", "60002" })
        {
            await exchange.SetPriceAsync(price);
            Merge(bids, await stream.HearAsync(topic));
        }

        var book = (await exchange.Client.GetAsync(
            "/v5/market/orderbook", $"category=linear&symbol=BTCUSDT&limit={depth}"))["result"]!["b"]!.AsArray();
        Assert.Equal(
            book.Select(level => level!.ToJsonString()).Order(),
            bids.Select(level => new JsonArray(level.Key, level.Value).ToJsonString()).Order());

        static void Merge(Dictionary<string, string> bids, JsonNode message)
        {
            if (Text(message, "type") == "snapshot")
                bids.Clear();
            foreach (var level in message["data"]!["b"]!.AsArray())
            {
                bids[(string)level![0]!] = (string)level[1]!;
                if ((string?)level[1] == "0")
                    bids.Remove((string)level[0]!);
            }
        }
    }

    [Fact]
    public async Task Bars_are_told_unfinished_and_once_more_when_finished()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 1, 5, 10, 0, 30, TimeSpan.Zero));
        await using var exchange = await StartAsync(new PaperExchangeOptions { AutoPrices = false, TimeProvider = clock });
        using var stream = await PublicAsync(exchange, "linear", "kline.1.BTCUSDT");
        await stream.HearAsync("kline.1.BTCUSDT");
        await exchange.SetPriceAsync("60000");
        Assert.Equal(("60000.0", false), Close(await stream.HearAsync("kline.1.BTCUSDT")));
        clock.Advance(TimeSpan.FromMinutes(1));

        await exchange.SetPriceAsync("60100");

        Assert.Equal(("60000.0", true), Close(await stream.HearAsync("kline.1.BTCUSDT")));
        Assert.Equal(("60100.0", false), Close(await stream.HearAsync("kline.1.BTCUSDT")));

        static (string, bool) Close(JsonNode message) => (Text(message["data"]![0], "close"), (bool)message["data"]![0]!["confirm"]!);
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
    public async Task Orders_are_entered_over_a_socket()
    {
        await using var exchange = await StartAsync();
        await exchange.SetPriceAsync("60000");
        using var desk = await StreamClient.SignedInAsync(exchange.BaseUrl, "/v5/trade");
        var placed = await desk.AskAsync(Ask(
            "order.create",
            new { category = "linear", symbol = "BTCUSDT", side = "Buy", orderType = "Limit", qty = "0.1", price = "50000" }));
        Assert.Equal((0, "order.create", "a1"), (Code(placed), Text(placed, "op"), Text(placed, "reqId")));
        Assert.Equal("10", Text(placed["header"], "X-Bapi-Limit"));
        var id = Text(placed["data"], "orderId");
        await exchange.OrderInAsync(id, "New");

        Assert.Equal(
            0, Code(await desk.AskAsync(Ask("order.amend", new { category = "linear", symbol = "BTCUSDT", orderId = id, qty = "0.2" }))));
        Assert.Equal(0, Code(await desk.AskAsync(Ask("order.cancel", new { category = "linear", symbol = "BTCUSDT", orderId = id }))));
        await exchange.OrderInAsync(id, "Cancelled");
        Assert.Equal(110001, Code(await desk.AskAsync(Ask("order.cancel", new { category = "linear", symbol = "BTCUSDT", orderId = id }))));
        Assert.Equal(
            10002, Code(await desk.AskAsync(Ask("order.cancel", new { category = "linear", symbol = "BTCUSDT", orderId = id }, stamp: 1))));
        Assert.Equal(10001, Code(await desk.AskAsync(Ask("order.steal", new { category = "linear" }))));
        var batch = await desk.AskAsync(Ask("order.create-batch", new
        {
            category = "linear",
            request = new[] { new { symbol = "BTCUSDT", side = "Buy", orderType = "Limit", qty = "0", price = "50000" } },
        }));
        Assert.Equal((0, 10001), (Code(batch), (int)batch["retExtInfo"]!["list"]![0]!["code"]!));

        static object Ask(string op, object order, long? stamp = null) => new
        {
            reqId = "a1",
            header = new Dictionary<string, string>
            {
                ["X-BAPI-TIMESTAMP"] = (stamp ?? TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()).ToString(),
                ["X-BAPI-RECV-WINDOW"] = "20000",
            },
            op,
            args = new[] { order },
        };
    }

    [Fact]
    public async Task Order_entry_needs_a_signature()
    {
        await using var exchange = await StartAsync();
        using var desk = await StreamClient.OpenAsync(exchange.BaseUrl, "/v5/trade");
        Assert.NotEqual(0, Code(await desk.AskAsync(new { op = "order.create", args = new[] { new { category = "linear" } } })));
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

    private static async Task<StreamClient> PublicAsync(RunningExchange exchange, string category, params string[] topics)
    {
        var stream = await StreamClient.OpenAsync(exchange.BaseUrl, $"/v5/public/{category}");
        Assert.True((bool)(await stream.AskAsync(new { op = "subscribe", args = topics }))["success"]!);
        return stream;
    }

    private static JsonNode Only(JsonNode message) => Assert.Single(message["data"]!.AsArray())!;

    private static void AssertHolds(JsonNode expected, JsonNode actual)
    {
        foreach (var (name, value) in expected.AsObject())
            Assert.True(JsonNode.DeepEquals(value, actual[name]), $"{name}: {actual.ToJsonString()}");
    }
}
