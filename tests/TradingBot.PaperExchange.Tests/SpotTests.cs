using static TradingBot.PaperExchange.Tests.RunningExchange;

namespace TradingBot.PaperExchange.Tests;

public sealed class SpotTests
{
    [Fact]
    public async Task Market_buy_by_amount_pays_its_fee_in_the_bought_coin_and_returns_the_rest()
    {
        await using var exchange = await StartAsync();
        await exchange.SetPriceAsync("60000", "spot");
        var id = await exchange.PlaceAsync(new { category = "spot", symbol = "BTCUSDT", side = "Buy", orderType = "Market", qty = "1000" });

        var order = await exchange.OrderInAsync(id, "PartiallyFilledCanceled", "spot");

        Assert.Equal(19, id.Length);
        // 1000 / 60000.1 cut to a millionth.
        Assert.Equal("0.016666", Text(order, "cumExecQty"));
        var fill = Assert.Single(await exchange.ListAsync("/v5/execution/list", $"category=spot&orderId={id}"));
        Assert.Equal(("BTC", "0.000016666"), (Text(fill, "feeCurrency"), Text(fill, "execFee")));
        Assert.Equal(0.016666m - 0.000016666m, await exchange.WalletAsync("BTC"));
        Assert.Equal(10_000m - 0.016666m * 60_000.1m, await exchange.WalletAsync());
    }

    [Fact]
    public async Task Selling_what_was_bought_fails_because_of_the_fee_and_selling_what_is_left_works()
    {
        await using var exchange = await StartAsync();
        await exchange.SetPriceAsync("60000", "spot");
        object Order(string side, string qty) =>
            new { category = "spot", symbol = "BTCUSDT", side, orderType = "Market", qty, marketUnit = "baseCoin" };
        await exchange.OrderInAsync(await exchange.PlaceAsync(Order("Buy", "0.1")), "Filled", "spot");

        Assert.Equal(170131, await exchange.RefusedAsync(Order("Sell", "0.1")));
        await exchange.OrderInAsync(await exchange.PlaceAsync(Order("Sell", "0.0999")), "Filled", "spot");

        Assert.Equal(0m, await exchange.WalletAsync("BTC"));
        var sold = 0.0999m * 59_999.9m;
        Assert.Equal(10_000m - 6_000.01m + sold - sold * 0.001m, await exchange.WalletAsync());
    }

    [Fact]
    public async Task Limit_entry_with_exits_leaves_one_two_sided_order_that_sells_the_coins()
    {
        await using var exchange = await StartAsync();
        await exchange.SetPriceAsync("60000", "spot");
        await exchange.PlaceAsync(new
        {
            category = "spot",
            symbol = "BTCUSDT",
            side = "Buy",
            orderType = "Limit",
            qty = "0.1",
            price = "60500",
            takeProfit = "63000",
            stopLoss = "58000",
        });
        var exit = (await UntilAsync(
            async () => await exchange.OpenOrdersAsync("spot") is [var only] ? only : null, () => Task.FromResult("no exit order")))!;
        Assert.Equal(("BidirectionalTpslOrder", "Sell", "0.099900"), (Text(exit, "stopOrderType"), Text(exit, "side"), Text(exit, "qty")));

        await exchange.SetPriceAsync("57000", "spot");

        await exchange.OrderInAsync(Text(exit, "orderId"), "Filled", "spot");
        Assert.Equal(0m, await exchange.WalletAsync("BTC"));
    }

    [Fact]
    public async Task Stop_order_of_held_coins_locks_them_and_needs_its_filter_to_be_cancelled()
    {
        await using var exchange = await StartAsync();
        await exchange.Client.SimAsync(HttpMethod.Post, "/sim/reset", new { wallet = new { BTC = "1", USDT = "0" } });
        await exchange.SetPriceAsync("60000", "spot");
        object Stop(string qty) => new
        {
            category = "spot",
            symbol = "BTCUSDT",
            side = "Sell",
            orderType = "Market",
            qty,
            triggerPrice = "59000",
            orderFilter = "tpslOrder",
        };
        var id = await exchange.PlaceAsync(Stop("0.7"));
        await exchange.OrderInAsync(id, "Untriggered", "spot");

        Assert.Equal(170131, await exchange.RefusedAsync(Stop("0.4")));
        Assert.Equal(
            170213, Code(await exchange.Client.PostAsync("/v5/order/cancel", new { category = "spot", symbol = "BTCUSDT", orderId = id })));
        Assert.Equal(0, Code(await exchange.Client.PostAsync(
            "/v5/order/cancel", new { category = "spot", symbol = "BTCUSDT", orderId = id, orderFilter = "tpslOrder" })));
        await exchange.OrderInAsync(id, "Deactivated", "spot");

        var second = await exchange.PlaceAsync(Stop("1"));
        await exchange.SetPriceAsync("58000", "spot");
        await exchange.OrderInAsync(second, "Filled", "spot");
    }

    [Theory]
    [InlineData("0.0000001", "baseCoin", 170137)]
    [InlineData("0.00001", "baseCoin", 170140)]
    [InlineData("4", "quoteCoin", 170140)]
    [InlineData("10001", "quoteCoin", 170131)]
    [InlineData("100.00000001", "quoteCoin", 170148)]
    public async Task Impossible_market_buy_is_refused_with_a_spot_code(string qty, string marketUnit, int code)
    {
        await using var exchange = await StartAsync();
        await exchange.SetPriceAsync("60000", "spot");
        Assert.Equal(code, await exchange.RefusedAsync(
            new { category = "spot", symbol = "BTCUSDT", side = "Buy", orderType = "Market", qty, marketUnit }));
    }

    [Fact]
    public async Task Duplicate_link_id_has_the_spot_code_and_an_own_space()
    {
        await using var exchange = await StartAsync();
        object Order(string category) =>
            new { category, symbol = "BTCUSDT", side = "Buy", orderType = "Limit", qty = "0.001", price = "30000", orderLinkId = "same" };
        await exchange.PlaceAsync(Order("spot"));
        Assert.Equal(170141, await exchange.RefusedAsync(Order("spot")));
        await exchange.PlaceAsync(Order("linear"));
    }
}
