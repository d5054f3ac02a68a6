using static TradingBot.PaperExchange.Tests.RunningExchange;

namespace TradingBot.PaperExchange.Tests;

public sealed class AmendTests
{
    private static async Task<(RunningExchange Exchange, string Id)> WithEntryAsync(object? order = null)
    {
        var exchange = await StartAsync();
        await exchange.SetPriceAsync("60000");
        var id = await exchange.PlaceAsync(
            order ?? new { category = "linear", symbol = "BTCUSDT", side = "Buy", orderType = "Limit", qty = "0.1", price = "59000" });
        await UntilAsync(async () => await exchange.OrderAsync(id), () => Task.FromResult("the order is not shown"));
        return (exchange, id);
    }

    private static Task<System.Text.Json.Nodes.JsonNode> AmendedAsync(RunningExchange exchange, string id, string field, string value) =>
        UntilAsync(
        async () => await exchange.OrderAsync(id) is { } order && Text(order, field) == value ? order : null,
        async () => $"{field} is not {value} in {(await exchange.OrderAsync(id))?.ToJsonString()}");

    [Fact]
    public async Task Entry_takes_exits_and_they_follow_the_fill()
    {
        var (exchange, id) = await WithEntryAsync();
        await using var _ = exchange;
        await exchange.PostedAsync("/v5/order/amend", new
        {
            category = "linear",
            symbol = "BTCUSDT",
            orderId = id,
            takeProfit = "62000",
            stopLoss = "58000",
            slTriggerBy = "MarkPrice",
        });
        var order = await AmendedAsync(exchange, id, "takeProfit", "62000.0");
        Assert.Equal(("58000.0", "MarkPrice", "Full"), (Text(order, "stopLoss"), Text(order, "slTriggerBy"), Text(order, "tpslMode")));
        await exchange.PostedAsync("/v5/order/amend", new { category = "linear", symbol = "BTCUSDT", orderId = id, takeProfit = "0" });
        await AmendedAsync(exchange, id, "takeProfit", "");

        await exchange.SetPriceAsync("59000");

        var position = await exchange.PositionOfSizeAsync(0.1m);
        Assert.Equal(("", "58000.0"), (Text(position, "takeProfit"), Text(position, "stopLoss")));
    }

    [Fact]
    public async Task Partial_mode_and_limit_exits_can_be_set_later()
    {
        var (exchange, id) = await WithEntryAsync();
        await using var _ = exchange;
        object Change(string? tpslMode) => new
        {
            category = "linear",
            symbol = "BTCUSDT",
            orderId = id,
            takeProfit = "62000",
            tpLimitPrice = "62000.5",
            tpslMode = tpslMode ?? "",
        };
        await exchange.PostedAsync("/v5/order/amend", Change(null), 10001);
        await exchange.PostedAsync("/v5/order/amend", Change("Partial"));
        await AmendedAsync(exchange, id, "tpLimitPrice", "62000.5");
        await exchange.SetPriceAsync("59000");
        await exchange.PositionOfSizeAsync(0.1m);
        var exit = Assert.Single(await exchange.OpenOrdersAsync());
        Assert.Equal(
            ("PartialTakeProfit", "Limit", "62000.5"), (Text(exit, "stopOrderType"), Text(exit, "orderType"), Text(exit, "price")));

        await exchange.SetPriceAsync("62000");
        await exchange.OrderInAsync(Text(exit, "orderId"), "New");
        await exchange.SetPriceAsync("62000.5");
        await exchange.PositionOfSizeAsync(0);
        var fill = (await exchange.ListAsync("/v5/execution/list", "category=linear"))[0];
        Assert.Equal((true, "62000.5"), ((bool)fill["isMaker"]!, Text(fill, "execPrice")));
    }

    [Fact]
    public async Task Conditional_order_takes_a_new_trigger_and_its_price_source()
    {
        var (exchange, id) = await WithEntryAsync(new
        {
            category = "linear",
            symbol = "BTCUSDT",
            side = "Buy",
            orderType = "Market",
            qty = "0.1",
            triggerPrice = "61000",
            triggerDirection = 1,
        });
        await using var _ = exchange;
        await exchange.PostedAsync(
            "/v5/order/amend",
            new { category = "linear", symbol = "BTCUSDT", orderId = id, triggerPrice = "60500", triggerBy = "IndexPrice", qty = "0.2" });
        var order = await AmendedAsync(exchange, id, "triggerBy", "IndexPrice");
        Assert.Equal(("60500.0", "0.200"), (Text(order, "triggerPrice"), Text(order, "qty")));
        await exchange.SetPriceAsync("61500");
        // The perpetual rose, and with it the spot price that is its index.
        await exchange.PositionOfSizeAsync(0.2m);
    }

    [Theory]
    [InlineData("takeProfit", "58000", 10001)]
    [InlineData("stopLoss", "59500", 10001)]
    [InlineData("qty", "0.1", 10001)]
    [InlineData("qty", "0.0005", 10001)]
    [InlineData("qty", "0.1005", 10001)]
    [InlineData("qty", "1000", 110007)]
    [InlineData("price", "59000.05", 10001)]
    [InlineData("triggerPrice", "61000", 10001)]
    [InlineData("triggerBy", "Moon", 10001)]
    public async Task Impossible_change_is_refused(string field, string value, int code)
    {
        var (exchange, id) = await WithEntryAsync();
        await using var _ = exchange;
        var change = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["category"] = "linear",
            ["symbol"] = "BTCUSDT",
            ["orderId"] = id,
            [field] = value,
        };
        await exchange.PostedAsync("/v5/order/amend", change, code);
    }

    [Fact]
    public async Task Price_beyond_the_band_is_moved_to_its_edge_and_a_post_only_order_that_would_take_ends()
    {
        var (exchange, id) = await WithEntryAsync(new
        {
            category = "linear",
            symbol = "BTCUSDT",
            side = "Sell",
            orderType = "Limit",
            qty = "0.1",
            price = "61000",
            timeInForce = "PostOnly",
        });
        await using var _ = exchange;
        await exchange.PostedAsync("/v5/order/amend", new { category = "linear", symbol = "BTCUSDT", orderId = id, price = "50000" });
        var ended = await exchange.OrderInAsync(id, "Cancelled");
        Assert.Equal(("EC_PostOnlyWillTakeLiquidity", "57000.0"), (Text(ended, "rejectReason"), Text(ended, "price")));
    }

    [Fact]
    public async Task Spot_order_is_refused_beyond_the_band_and_below_what_is_filled()
    {
        await using var exchange = await StartAsync();
        await exchange.SetPriceAsync("60000", "spot");
        var id = await exchange.PlaceAsync(
            new { category = "spot", symbol = "BTCUSDT", side = "Buy", orderType = "Limit", qty = "0.1", price = "59000" });
        await exchange.OrderInAsync(id, "New", "spot");
        object Change(string price) => new { category = "spot", symbol = "BTCUSDT", orderId = id, price };
        await exchange.PostedAsync("/v5/order/amend", Change("70000"), 170193);
        await exchange.PostedAsync("/v5/order/amend", Change("59000.01"), 170134);
        await exchange.PostedAsync("/v5/order/amend", Change("60000.1"));
        await exchange.OrderInAsync(id, "Filled", "spot");
    }
}
