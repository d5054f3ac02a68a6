using static TradingBot.PaperExchange.Tests.RunningExchange;

namespace TradingBot.PaperExchange.Tests;

public sealed class LinearLifecycleTests
{
    private static object Market(string side, string qty, string link = "", bool reduceOnly = false) =>
        new { category = "linear", symbol = "BTCUSDT", side, orderType = "Market", qty, orderLinkId = link, reduceOnly };

    [Fact]
    public async Task Market_order_is_filled_after_the_acknowledgement()
    {
        await using var exchange = await StartAsync();
        await exchange.SetPriceAsync("60000");
        var id = await exchange.PlaceAsync(Market("Buy", "0.1", "entry-1"));

        var order = await exchange.OrderInAsync(id, "Filled");

        Assert.Equal("entry-1", Text(order, "orderLinkId"));
        Assert.Equal("0.100", Text(order, "cumExecQty"));
        Assert.Equal("6000.01", Text(order, "cumExecValue"));
        var fill = Assert.Single(await exchange.ListAsync("/v5/execution/list", $"category=linear&orderId={id}"));
        Assert.Equal("60000.1", Text(fill, "execPrice"));
        Assert.Equal("3.3000055", Text(fill, "execFee"));
        var position = await exchange.PositionAsync();
        Assert.Equal("Buy", Text(position, "side"));
        Assert.Equal("60000.1", Text(position, "avgPrice"));
        Assert.Equal(10_000m - 3.3000055m, await exchange.WalletAsync());
    }

    [Fact]
    public async Task Stop_loss_closes_the_position_and_cancels_its_sibling()
    {
        await using var exchange = await StartAsync();
        await exchange.SetPriceAsync("60000");
        await exchange.PlaceAsync(new
        {
            category = "linear",
            symbol = "BTCUSDT",
            side = "Buy",
            orderType = "Market",
            qty = "0.1",
            takeProfit = "63000",
            stopLoss = "58000",
        });
        await exchange.PositionOfSizeAsync(0.1m);
        var exits = await exchange.OpenOrdersAsync();
        Assert.Equal(["StopLoss", "TakeProfit"], exits.Select(order => Text(order, "stopOrderType")).Order());
        Assert.All(exits, order => Assert.Equal("Untriggered", Text(order, "orderStatus")));
        Assert.All(exits, order => Assert.True((bool)order["reduceOnly"]!));

        await exchange.SetPriceAsync("57000");

        var flat = await exchange.PositionOfSizeAsync(0);
        Assert.Equal("", Text(flat, "side"));
        Assert.Equal("", Text(flat, "stopLoss"));
        Assert.Empty(await exchange.OpenOrdersAsync());
        var history = await exchange.ListAsync("/v5/order/history", "category=linear&symbol=BTCUSDT");
        var stop = history.Single(order => Text(order, "stopOrderType") == "StopLoss");
        Assert.Equal("Filled", Text(stop, "orderStatus"));
        Assert.Equal(56_999.9m, Number(stop, "avgPrice"));
        var sibling = history.Single(order => Text(order, "stopOrderType") == "TakeProfit");
        Assert.Equal("CancelByOCOTpCanceledBySlTriggered", Text(sibling, "cancelType"));
        var closed = Assert.Single(await exchange.ListAsync("/v5/position/closed-pnl", "category=linear&symbol=BTCUSDT"));
        Assert.Equal("Sell", Text(closed, "side"));
        Assert.Equal(Number(closed, "closedPnl"), await exchange.WalletAsync() - 10_000m);
    }

    [Fact]
    public async Task Trading_stop_sets_moves_and_removes_a_stop()
    {
        await using var exchange = await StartAsync();
        await exchange.SetPriceAsync("60000");
        object Stop(string price) => new { category = "linear", symbol = "BTCUSDT", stopLoss = price, tpslMode = "Full", positionIdx = 0 };
        Assert.Equal(10001, Code(await exchange.Client.PostAsync("/v5/position/trading-stop", Stop("59000"))));
        await exchange.PlaceAsync(Market("Buy", "0.1"));
        await exchange.PositionOfSizeAsync(0.1m);

        Assert.Equal(0, Code(await exchange.Client.PostAsync("/v5/position/trading-stop", Stop("59000"))));
        Assert.Equal(34040, Code(await exchange.Client.PostAsync("/v5/position/trading-stop", Stop("59000"))));
        Assert.Equal(10001, Code(await exchange.Client.PostAsync("/v5/position/trading-stop", Stop("61000"))));
        Assert.Equal("59000.0", Text(await exchange.PositionAsync(), "stopLoss"));
        Assert.Equal(0, Code(await exchange.Client.PostAsync("/v5/position/trading-stop", Stop("59500"))));
        Assert.Equal("59500.0", Text(Assert.Single(await exchange.OpenOrdersAsync()), "triggerPrice"));
        Assert.Equal(0, Code(await exchange.Client.PostAsync("/v5/position/trading-stop", Stop("0"))));
        Assert.Empty(await exchange.OpenOrdersAsync());
        Assert.Equal("", Text(await exchange.PositionAsync(), "stopLoss"));
    }

    [Fact]
    public async Task Trailing_stop_follows_the_best_price_and_closes_when_it_comes_back()
    {
        await using var exchange = await StartAsync();
        await exchange.SetPriceAsync("60000");
        await exchange.PlaceAsync(Market("Buy", "0.1"));
        await exchange.PositionOfSizeAsync(0.1m);
        await exchange.Client.PostAsync("/v5/position/trading-stop", new
        {
            category = "linear",
            symbol = "BTCUSDT",
            trailingStop = "500",
            activePrice = "61000",
            tpslMode = "Full",
            positionIdx = 0,
        });

        await exchange.SetPriceAsync("59000");
        Assert.Equal(0.1m, Number(await exchange.PositionAsync(), "size"));
        await exchange.SetPriceAsync("62000");
        await exchange.SetPriceAsync("61500.1");
        Assert.Equal(0.1m, Number(await exchange.PositionAsync(), "size"));
        await exchange.SetPriceAsync("61500");

        await exchange.PositionOfSizeAsync(0);
    }

    [Fact]
    public async Task Duplicate_link_id_is_refused_even_after_the_first_order_closed()
    {
        await using var exchange = await StartAsync();
        var id = await exchange.PlaceAsync(Market("Buy", "0.01", "once"));
        await exchange.OrderInAsync(id, "Filled");

        Assert.Equal(110072, await exchange.RefusedAsync(Market("Buy", "0.01", "once")));
        Assert.Single(await exchange.ListAsync("/v5/execution/list", "category=linear"));
    }

    [Fact]
    public async Task Same_link_id_sent_at_once_by_many_is_taken_once()
    {
        await using var exchange = await StartAsync();
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => exchange.Client.PostAsync("/v5/order/create", Market("Buy", "0.01", "race"))));
        Assert.Equal([0, .. Enumerable.Repeat(110072, 7)], answers.Select(Code).Order());
    }

    [Fact]
    public async Task Reduce_only_never_opens_or_turns_a_position()
    {
        await using var exchange = await StartAsync();
        Assert.Equal(110017, await exchange.RefusedAsync(Market("Sell", "0.1", reduceOnly: true)));
        await exchange.PlaceAsync(Market("Buy", "0.1"));
        await exchange.PositionOfSizeAsync(0.1m);
        Assert.Equal(110017, await exchange.RefusedAsync(Market("Buy", "0.1", reduceOnly: true)));

        await exchange.PlaceAsync(Market("Sell", "5", reduceOnly: true));

        await exchange.PositionOfSizeAsync(0);
    }

    [Fact]
    public async Task Opposite_order_larger_than_the_position_turns_it_around()
    {
        await using var exchange = await StartAsync();
        await exchange.SetPriceAsync("60000");
        await exchange.PlaceAsync(Market("Buy", "0.1"));
        await exchange.PlaceAsync(Market("Sell", "0.3"));

        var position = await exchange.PositionOfSizeAsync(0.2m);

        Assert.Equal("Sell", Text(position, "side"));
        Assert.Equal("59999.9", Text(position, "avgPrice"));
        Assert.Equal("0.100", Text(Assert.Single(await exchange.ListAsync("/v5/position/closed-pnl", "category=linear")), "closedSize"));
    }

    [Fact]
    public async Task Conditional_order_waits_for_its_trigger()
    {
        await using var exchange = await StartAsync();
        await exchange.SetPriceAsync("60000");
        object Conditional(string trigger, int direction) => new
        {
            category = "linear",
            symbol = "BTCUSDT",
            side = "Buy",
            orderType = "Market",
            qty = "0.1",
            triggerPrice = trigger,
            triggerDirection = direction,
        };
        Assert.Equal(110092, await exchange.RefusedAsync(Conditional("59000", 1)));
        Assert.Equal(110093, await exchange.RefusedAsync(Conditional("61000", 2)));
        Assert.Equal(10001, await exchange.RefusedAsync(Conditional("61000", 0)));
        var id = await exchange.PlaceAsync(Conditional("61000", 1));
        await exchange.OrderInAsync(id, "Untriggered");

        await exchange.SetPriceAsync("61000");

        Assert.Equal("Filled", Text(await exchange.OrderAsync(id), "orderStatus"));
    }
}
