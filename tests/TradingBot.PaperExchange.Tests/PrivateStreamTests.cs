using static TradingBot.PaperExchange.Tests.RunningExchange;
using static TradingBot.PaperExchange.Tests.StreamQuestions;

namespace TradingBot.PaperExchange.Tests;

/// <summary>What an account is told, and what it orders, over its sockets.</summary>
public sealed class PrivateStreamTests
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
    public async Task Orders_are_entered_over_a_socket()
    {
        await using var exchange = await StartAsync();
        await exchange.SetPriceAsync("60000");
        using var entry = await StreamClient.SignedInAsync(exchange.BaseUrl, "/v5/trade");
        var placed = await entry.AskAsync(Ask(
            "order.create",
            new { category = "linear", symbol = "BTCUSDT", side = "Buy", orderType = "Limit", qty = "0.1", price = "50000" }));
        Assert.Equal((0, "order.create", "a1"), (Code(placed), Text(placed, "op"), Text(placed, "reqId")));
        Assert.Equal("10", Text(placed["header"], "X-Bapi-Limit"));
        var id = Text(placed["data"], "orderId");
        await exchange.OrderInAsync(id, "New");

        Assert.Equal(
            0, Code(await entry.AskAsync(Ask("order.amend", new { category = "linear", symbol = "BTCUSDT", orderId = id, qty = "0.2" }))));
        Assert.Equal(0, Code(await entry.AskAsync(Ask("order.cancel", new { category = "linear", symbol = "BTCUSDT", orderId = id }))));
        await exchange.OrderInAsync(id, "Cancelled");
        Assert.Equal(
            110001, Code(await entry.AskAsync(Ask("order.cancel", new { category = "linear", symbol = "BTCUSDT", orderId = id }))));
        Assert.Equal(
            10002, Code(
                await entry.AskAsync(Ask("order.cancel", new { category = "linear", symbol = "BTCUSDT", orderId = id }, stamp: 1))));
        Assert.Equal(10001, Code(await entry.AskAsync(Ask("order.steal", new { category = "linear" }))));
        var batch = await entry.AskAsync(Ask("order.create-batch", new
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
        using var entry = await StreamClient.OpenAsync(exchange.BaseUrl, "/v5/trade");
        Assert.NotEqual(0, Code(await entry.AskAsync(new { op = "order.create", args = new[] { new { category = "linear" } } })));
    }
}
