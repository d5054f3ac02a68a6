using TradingBot.PaperExchange.Settings;
using static TradingBot.PaperExchange.Tests.RunningExchange;

namespace TradingBot.PaperExchange.Tests;

public sealed class OrderKindTests
{
    private static async Task<RunningExchange> WithPositionAsync()
    {
        var exchange = await StartAsync();
        await exchange.SetPriceAsync("60000");
        await exchange.PlaceAsync(new { category = "linear", symbol = "BTCUSDT", side = "Buy", orderType = "Market", qty = "0.3" });
        await exchange.PositionOfSizeAsync(0.3m);
        return exchange;
    }

    [Theory]
    [InlineData("TickSize", "1", "Cancelled")]
    [InlineData("TickSize", "400", "Filled")]
    [InlineData("Percent", "0.01", "Cancelled")]
    [InlineData("Percent", "0.6", "Filled")]
    public async Task Market_order_stays_within_its_slippage(string slippageToleranceType, string slippageTolerance, string status)
    {
        await using var exchange = await StartAsync(
            new PaperExchangeOptions { AutoPrices = false, FundingRate = 0, SlippageBasisPoints = 5 });
        await exchange.SetPriceAsync("60000");
        var id = await exchange.PlaceAsync(new
        {
            category = "linear",
            symbol = "BTCUSDT",
            side = "Buy",
            orderType = "Market",
            qty = "0.1",
            slippageToleranceType,
            slippageTolerance,
        });
        await exchange.OrderInAsync(id, status);
    }

    [Fact]
    public async Task Resting_reduce_only_orders_go_with_the_position()
    {
        await using var exchange = await WithPositionAsync();
        var exit = await exchange.PlaceAsync(new
        {
            category = "linear",
            symbol = "BTCUSDT",
            side = "Sell",
            orderType = "Limit",
            qty = "5",
            price = "61000",
            reduceOnly = true,
        });
        var resting = await exchange.OrderInAsync(exit, "New");
        Assert.Equal("0.300", Text(resting, "qty"));
        await exchange.PlaceAsync(
            new { category = "linear", symbol = "BTCUSDT", side = "Sell", orderType = "Market", qty = "0.3", reduceOnly = true });
        var ended = await exchange.OrderInAsync(exit, "Cancelled");
        Assert.Equal("CancelByReduceOnly", Text(ended, "cancelType"));
    }

    [Fact]
    public async Task Zero_quantity_with_both_closing_flags_closes_everything()
    {
        await using var exchange = await WithPositionAsync();
        await exchange.PlaceAsync(new
        {
            category = "linear",
            symbol = "BTCUSDT",
            side = "Sell",
            orderType = "Market",
            qty = "0",
            reduceOnly = true,
            closeOnTrigger = true,
        });
        await exchange.PositionOfSizeAsync(0);
    }

    [Fact]
    public async Task Close_on_trigger_only_makes_a_position_smaller()
    {
        await using var exchange = await WithPositionAsync();
        var id = await exchange.PlaceAsync(new
        {
            category = "linear",
            symbol = "BTCUSDT",
            side = "Sell",
            orderType = "Market",
            qty = "1",
            triggerPrice = "59000",
            triggerDirection = 2,
            triggerBy = "MarkPrice",
            closeOnTrigger = true,
        });
        await exchange.OrderInAsync(id, "Untriggered");
        await exchange.SetPriceAsync("58900");
        await exchange.PositionOfSizeAsync(0);
        Assert.Equal(0.3m, Number(await exchange.OrderAsync(id), "cumExecQty"));
    }

    [Fact]
    public async Task Conditional_by_index_waits_for_the_spot_price()
    {
        await using var exchange = await StartAsync();
        await exchange.SetPriceAsync("60000");
        await exchange.SetPriceAsync("60000", "spot");
        var id = await exchange.PlaceAsync(new
        {
            category = "linear",
            symbol = "BTCUSDT",
            side = "Buy",
            orderType = "Limit",
            qty = "0.1",
            price = "60800",
            triggerPrice = "60500",
            triggerDirection = 1,
            triggerBy = "IndexPrice",
        });
        await exchange.OrderInAsync(id, "Untriggered");
        await exchange.SetPriceAsync("60700");
        Assert.Equal("Untriggered", Text(await exchange.OrderAsync(id), "orderStatus"));
        await exchange.SetPriceAsync("60600", "spot");
        var filled = await exchange.OrderInAsync(id, "Filled");
        Assert.Equal("60700.1", Text(filled, "avgPrice"));
    }

    [Fact]
    public async Task Two_sided_spot_order_sells_once_whichever_side_comes_first()
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
            tpOrderType = "Limit",
            tpLimitPrice = "63100",
            stopLoss = "58000",
        });
        var exit = (await UntilAsync(
            async () => await exchange.OpenOrdersAsync("spot") is [var only] ? only : null, () => Task.FromResult("no exit order")))!;
        var id = Text(exit, "orderId");
        await exchange.PostedAsync("/v5/order/amend", new { category = "spot", symbol = "BTCUSDT", orderId = id, stopLoss = "59000" });
        await UntilAsync(
            async () => Text(await exchange.OrderAsync(id, "spot"), "stopLoss") == "59000.0" ? "" : null,
            () => Task.FromResult("not amended"));

        await exchange.SetPriceAsync("63050", "spot");
        await exchange.OrderInAsync(id, "New", "spot");
        await exchange.SetPriceAsync("58000", "spot");
        Assert.Equal("New", Text(await exchange.OrderAsync(id, "spot"), "orderStatus"));
        await exchange.SetPriceAsync("63100", "spot");

        Assert.Equal("63100", Text(await exchange.OrderInAsync(id, "Filled", "spot"), "avgPrice"));
        Assert.Equal(2, (await exchange.ListAsync("/v5/execution/list", "category=spot")).Count);
    }

    [Fact]
    public async Task Trailing_stop_of_an_inverse_short_waits_for_its_activation()
    {
        await using var exchange = await StartAsync();
        await exchange.ResetAsync(new { BTC = "1" });
        await exchange.SetPriceAsync("60000", "inverse", "BTCUSD");
        await exchange.PlaceAsync(new { category = "inverse", symbol = "BTCUSD", side = "Sell", orderType = "Market", qty = "1000" });
        await exchange.LegOfSizeAsync(1_000, 0, "inverse", "BTCUSD");
        await exchange.PostedAsync("/v5/position/trading-stop", new
        {
            category = "inverse",
            symbol = "BTCUSD",
            positionIdx = 0,
            tpslMode = "Full",
            trailingStop = "500",
            activePrice = "59000",
        });
        await exchange.SetPriceAsync("61000", "inverse", "BTCUSD");
        Assert.Equal(1_000m, Number((await exchange.PositionsAsync("inverse", "BTCUSD"))[0], "size"));
        await exchange.SetPriceAsync("58000", "inverse", "BTCUSD");
        await exchange.SetPriceAsync("58500", "inverse", "BTCUSD");
        await exchange.LegOfSizeAsync(0, 0, "inverse", "BTCUSD");
    }
}
