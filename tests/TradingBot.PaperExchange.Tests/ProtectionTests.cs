using static TradingBot.PaperExchange.Tests.RunningExchange;

namespace TradingBot.PaperExchange.Tests;

public sealed class ProtectionTests
{
    private static async Task<RunningExchange> WithPositionAsync(string side = "Buy", object? exits = null)
    {
        var exchange = await StartAsync();
        await exchange.SetPriceAsync("60000");
        await exchange.PlaceAsync(exits ?? new { category = "linear", symbol = "BTCUSDT", side, orderType = "Market", qty = "0.3" });
        await exchange.PositionOfSizeAsync(0.3m);
        return exchange;
    }

    private static Task<System.Text.Json.Nodes.JsonNode> StopAsync(RunningExchange exchange, object stop) =>
        exchange.Client.PostAsync("/v5/position/trading-stop", stop);

    [Fact]
    public async Task Partial_pair_closes_its_size_and_its_halves_cancel_one_another()
    {
        await using var exchange = await WithPositionAsync();
        object Pair(string tpSize, string slSize) => new
        {
            category = "linear",
            symbol = "BTCUSDT",
            positionIdx = 0,
            tpslMode = "Partial",
            takeProfit = "61000",
            tpSize,
            stopLoss = "59000",
            slSize,
        };
        Assert.Equal(110058, Code(await StopAsync(exchange, Pair("0.1", "0.2"))));
        Assert.Equal(0, Code(await StopAsync(exchange, Pair("0.1", "0.1"))));
        Assert.Equal(
            ["PartialStopLoss", "PartialTakeProfit"],
            (await exchange.OpenOrdersAsync()).Select(order => Text(order, "stopOrderType")).Order());
        Assert.Equal("", Text(await exchange.PositionAsync(), "takeProfit"));

        await exchange.SetPriceAsync("61500");

        await exchange.PositionOfSizeAsync(0.2m);
        Assert.Empty(await exchange.OpenOrdersAsync());
    }

    [Fact]
    public async Task Full_stop_shrinks_with_the_position_and_goes_with_it()
    {
        await using var exchange = await WithPositionAsync(exits: new
        {
            category = "linear",
            symbol = "BTCUSDT",
            side = "Buy",
            orderType = "Market",
            qty = "0.3",
            stopLoss = "58000",
        });
        object Close(string qty) =>
            new { category = "linear", symbol = "BTCUSDT", side = "Sell", orderType = "Market", qty, reduceOnly = true };
        await exchange.PlaceAsync(Close("0.1"));
        await exchange.PositionOfSizeAsync(0.2m);
        var stop = Assert.Single(await exchange.OpenOrdersAsync());
        Assert.Equal("0.200", Text(stop, "qty"));

        await exchange.PlaceAsync(Close("0.2"));

        var ended = await exchange.OrderInAsync(Text(stop, "orderId"), "Cancelled");
        Assert.Equal("CancelByTpSlTsClear", Text(ended, "cancelType"));
    }

    [Fact]
    public async Task Short_trailing_stop_without_activation_trails_at_once()
    {
        await using var exchange = await WithPositionAsync("Sell");
        Assert.Equal(0, Code(await StopAsync(exchange, new { category = "linear", symbol = "BTCUSDT", trailingStop = "300" })));
        await exchange.SetPriceAsync("59000");
        await exchange.SetPriceAsync("59299.9");
        Assert.Equal(0.3m, Number(await exchange.PositionAsync(), "size"));

        await exchange.SetPriceAsync("59300");

        await exchange.PositionOfSizeAsync(0);
    }

    [Fact]
    public async Task Turning_the_position_replaces_its_exits()
    {
        await using var exchange = await WithPositionAsync(exits: new
        {
            category = "linear",
            symbol = "BTCUSDT",
            side = "Buy",
            orderType = "Market",
            qty = "0.3",
            takeProfit = "65000",
            stopLoss = "58000",
        });
        await exchange.PlaceAsync(
            new { category = "linear", symbol = "BTCUSDT", side = "Sell", orderType = "Market", qty = "0.4", stopLoss = "62000" });

        var position = await exchange.PositionOfSizeAsync(0.1m);

        Assert.Equal(("Sell", "62000.0", ""), (Text(position, "side"), Text(position, "stopLoss"), Text(position, "takeProfit")));
        var stop = Assert.Single(await exchange.OpenOrdersAsync());
        Assert.Equal(("Buy", "0.100", 1), (Text(stop, "side"), Text(stop, "qty"), (int)stop["triggerDirection"]!));
    }

    [Fact]
    public async Task Gap_through_a_resting_entry_and_its_stop_fills_both()
    {
        await using var exchange = await StartAsync();
        await exchange.SetPriceAsync("60000");
        var id = await exchange.PlaceAsync(new
        {
            category = "linear",
            symbol = "BTCUSDT",
            side = "Buy",
            orderType = "Limit",
            qty = "0.1",
            price = "59000",
            stopLoss = "58500",
        });
        await exchange.OrderInAsync(id, "New");

        await exchange.SetPriceAsync("58000");

        await exchange.OrderInAsync(id, "Filled");
        await exchange.PositionOfSizeAsync(0);
        Assert.Equal(2, (await exchange.ListAsync("/v5/execution/list", "category=linear")).Count);
    }

    [Fact]
    public async Task Account_without_maintenance_margin_is_liquidated()
    {
        await using var exchange = await StartAsync();
        await exchange.Client.SimAsync(HttpMethod.Post, "/sim/reset", new { wallet = new { USDT = "1000" } });
        await exchange.SetPriceAsync("60000");
        await exchange.Client.PostAsync(
            "/v5/position/set-leverage", new { category = "linear", symbol = "BTCUSDT", buyLeverage = "50", sellLeverage = "50" });
        await exchange.PlaceAsync(new { category = "linear", symbol = "BTCUSDT", side = "Buy", orderType = "Market", qty = "0.3" });
        var held = await exchange.PositionOfSizeAsync(0.3m);
        var liquidation = Number(held, "liqPrice");

        await exchange.SetPriceAsync($"{liquidation + 1}");
        Assert.Equal(0.3m, Number(await exchange.PositionAsync(), "size"));
        await exchange.SetPriceAsync($"{liquidation - 1}");

        await exchange.PositionOfSizeAsync(0);
        Assert.Equal("BustTrade", Text((await exchange.ListAsync("/v5/position/closed-pnl", "category=linear"))[0], "execType"));
    }

    [Fact]
    public async Task Leverage_is_set_once_and_frees_margin()
    {
        await using var exchange = await WithPositionAsync();
        object Leverage(string value) => new { category = "linear", symbol = "BTCUSDT", buyLeverage = value, sellLeverage = value };
        var before = Number(await exchange.PositionAsync(), "positionIM");
        Assert.Equal(0, Code(await exchange.Client.PostAsync("/v5/position/set-leverage", Leverage("20"))));
        Assert.Equal(110043, Code(await exchange.Client.PostAsync("/v5/position/set-leverage", Leverage("20"))));
        Assert.Equal(110013, Code(await exchange.Client.PostAsync("/v5/position/set-leverage", Leverage("101"))));
        Assert.True(Number(await exchange.PositionAsync(), "positionIM") < before);
        Assert.Equal(
            110025,
            Code(await exchange.Client.PostAsync("/v5/position/switch-mode", new { category = "linear", symbol = "BTCUSDT", mode = 0 })));
        Assert.Equal(
            110024,
            Code(await exchange.Client.PostAsync("/v5/position/switch-mode", new { category = "linear", symbol = "BTCUSDT", mode = 3 })));
    }
}
