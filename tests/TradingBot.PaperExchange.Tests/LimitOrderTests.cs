using static TradingBot.PaperExchange.Tests.RunningExchange;

namespace TradingBot.PaperExchange.Tests;

public sealed class LimitOrderTests
{
    private static object Limit(string side, string price, string timeInForce = "GTC", string qty = "0.1") =>
        new { category = "linear", symbol = "BTCUSDT", side, orderType = "Limit", qty, price, timeInForce };

    [Fact]
    public async Task Resting_order_is_filled_at_its_price_as_maker_when_the_market_comes()
    {
        await using var exchange = await StartAsync();
        await exchange.SetPriceAsync("60000");
        var id = await exchange.PlaceAsync(Limit("Buy", "59500"));
        await exchange.OrderInAsync(id, "New");
        await exchange.SetPriceAsync("59500.1");
        Assert.Equal("New", Text(await exchange.OrderAsync(id), "orderStatus"));

        await exchange.SetPriceAsync("59000");

        await exchange.OrderInAsync(id, "Filled");
        var fill = Assert.Single(await exchange.ListAsync("/v5/execution/list", "category=linear"));
        Assert.True((bool)fill["isMaker"]!);
        Assert.Equal(("59500.0", "0.0002", "1.19"), (Text(fill, "execPrice"), Text(fill, "feeRate"), Text(fill, "execFee")));
    }

    [Fact]
    public async Task Marketable_limit_takes_the_better_quote()
    {
        await using var exchange = await StartAsync();
        await exchange.SetPriceAsync("60000");
        var order = await exchange.OrderInAsync(await exchange.PlaceAsync(Limit("Sell", "59000")), "Filled");
        Assert.Equal(59_999.9m, Number(order, "avgPrice"));
    }

    [Theory]
    [InlineData("PostOnly", "61000", "Cancelled", "EC_PostOnlyWillTakeLiquidity")]
    [InlineData("PostOnly", "59000", "New", "EC_NoError")]
    [InlineData("IOC", "59000", "Cancelled", "EC_NoImmediateQtyToFill")]
    [InlineData("IOC", "61000", "Filled", "EC_NoError")]
    [InlineData("FOK", "59000", "Cancelled", "EC_NoEnoughQtyToFill")]
    [InlineData("FOK", "61000", "Filled", "EC_NoError")]
    public async Task Time_in_force_decides_what_becomes_of_a_buy(string timeInForce, string price, string status, string reason)
    {
        await using var exchange = await StartAsync();
        await exchange.SetPriceAsync("60000");
        var order = await exchange.OrderInAsync(await exchange.PlaceAsync(Limit("Buy", price, timeInForce)), status);
        Assert.Equal(reason, Text(order, "rejectReason"));
    }

    [Fact]
    public async Task Price_beyond_the_band_is_moved_to_its_edge()
    {
        await using var exchange = await StartAsync();
        await exchange.SetPriceAsync("60000");
        var order = await exchange.OrderInAsync(await exchange.PlaceAsync(Limit("Buy", "90000")), "Filled");
        Assert.Equal("63000.0", Text(order, "price"));
        Assert.Equal(60_000.1m, Number(order, "avgPrice"));
    }

    [Fact]
    public async Task Amend_moves_price_and_quantity_and_cancel_ends_the_order()
    {
        await using var exchange = await StartAsync();
        await exchange.SetPriceAsync("60000");
        var id = await exchange.PlaceAsync(Limit("Buy", "59000"));
        await exchange.OrderInAsync(id, "New");
        object Change(string price) => new { category = "linear", symbol = "BTCUSDT", orderId = id, price, qty = "0.2" };

        Assert.Equal(0, Code(await exchange.Client.PostAsync("/v5/order/amend", Change("58000"))));
        await UntilAsync(
            async () => await exchange.OrderAsync(id) is { } order && Text(order, "price") == "58000.0" ? order : null,
            () => Task.FromResult("the price did not move"));
        Assert.Equal("0.200", Text(await exchange.OrderAsync(id), "qty"));
        Assert.Equal(10001, Code(await exchange.Client.PostAsync("/v5/order/amend", Change("58000"))));

        Assert.Equal(
            0, Code(await exchange.Client.PostAsync("/v5/order/cancel", new { category = "linear", symbol = "BTCUSDT", orderId = id })));
        var ended = await exchange.OrderInAsync(id, "Cancelled");
        Assert.Equal(("CancelByUser", "0.000"), (Text(ended, "cancelType"), Text(ended, "leavesQty")));
        Assert.Equal(
            110001,
            Code(await exchange.Client.PostAsync("/v5/order/cancel", new { category = "linear", symbol = "BTCUSDT", orderId = id })));
    }

    [Fact]
    public async Task Cancel_all_of_a_symbol_takes_the_stops_too()
    {
        await using var exchange = await StartAsync();
        await exchange.SetPriceAsync("60000");
        await exchange.PlaceAsync(
            new { category = "linear", symbol = "BTCUSDT", side = "Buy", orderType = "Market", qty = "0.1", stopLoss = "50000" });
        await exchange.PlaceAsync(Limit("Buy", "59000"));
        await exchange.PositionOfSizeAsync(0.1m);
        await UntilAsync(async () => (await exchange.OpenOrdersAsync()).Count == 2 ? "" : null, () => Task.FromResult("not two orders"));

        var answer = await exchange.Client.PostAsync("/v5/order/cancel-all", new { category = "linear", symbol = "BTCUSDT" });

        Assert.Equal(2, answer["result"]!["list"]!.AsArray().Count);
        await UntilAsync(async () => (await exchange.OpenOrdersAsync()).Count == 0 ? "" : null, () => Task.FromResult("orders are left"));
        Assert.Equal("", Text(await exchange.PositionAsync(), "stopLoss"));
    }

    [Theory]
    [InlineData("0.0009", 10001)]
    [InlineData("0", 10001)]
    [InlineData("-1", 10001)]
    [InlineData("abc", 10001)]
    [InlineData("501", 10001)]
    [InlineData("20", 110007)]
    public async Task Impossible_quantity_is_refused(string qty, int code)
    {
        await using var exchange = await StartAsync();
        await exchange.SetPriceAsync("60000");
        Assert.Equal(
            code, await exchange.RefusedAsync(new { category = "linear", symbol = "BTCUSDT", side = "Buy", orderType = "Market", qty }));
        Assert.Equal(10_000m, await exchange.WalletAsync());
    }

    [Fact]
    public async Task Order_below_the_least_value_is_refused()
    {
        await using var exchange = await StartAsync();
        await exchange.SetPriceAsync("1000");
        Assert.Equal(110094, await exchange.RefusedAsync(
            new { category = "linear", symbol = "BTCUSDT", side = "Buy", orderType = "Market", qty = "0.004" }));
    }

    [Theory]
    [InlineData("Buy", "59000", "58000")]
    [InlineData("Buy", "61000", "60500")]
    [InlineData("Sell", "61000", "62000")]
    public async Task Exits_on_the_wrong_side_are_refused(string side, string takeProfit, string stopLoss)
    {
        await using var exchange = await StartAsync();
        await exchange.SetPriceAsync("60000");
        Assert.Equal(10001, await exchange.RefusedAsync(
            new { category = "linear", symbol = "BTCUSDT", side, orderType = "Market", qty = "0.1", takeProfit, stopLoss }));
    }

    [Fact]
    public async Task Pages_give_every_order_once()
    {
        await using var exchange = await StartAsync();
        await exchange.SetPriceAsync("60000");
        var placed = new List<string>();
        for (var number = 0; number < 7; number++)
            placed.Add(await exchange.PlaceAsync(Limit("Buy", $"{59_000 - number}", qty: "0.001")));
        await exchange.OrderInAsync(placed[^1], "New");

        var pages = await exchange.AllAsync("/v5/order/realtime", "category=linear&symbol=BTCUSDT&limit=3");

        placed.Reverse();
        Assert.Equal(placed, pages.Select(order => Text(order, "orderId")));
    }
}
