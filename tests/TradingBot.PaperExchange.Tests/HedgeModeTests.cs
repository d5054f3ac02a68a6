using static TradingBot.PaperExchange.Tests.RunningExchange;

namespace TradingBot.PaperExchange.Tests;

public sealed class HedgeModeTests
{
    private static object Order(string side, int positionIdx, string qty = "0.1", bool reduceOnly = false) =>
        new { category = "linear", symbol = "BTCUSDT", side, orderType = "Market", qty, positionIdx, reduceOnly };

    private static async Task<RunningExchange> HedgedAsync()
    {
        var exchange = await StartAsync();
        await exchange.SetPriceAsync("60000");
        await exchange.PostedAsync("/v5/position/switch-mode", new { category = "linear", symbol = "BTCUSDT", mode = 3 });
        return exchange;
    }

    [Fact]
    public async Task Long_and_short_legs_live_side_by_side()
    {
        await using var exchange = await HedgedAsync();
        await exchange.PlaceAsync(Order("Buy", 1, "0.2"));
        await exchange.PlaceAsync(Order("Sell", 2, "0.1"));

        await exchange.LegOfSizeAsync(0.2m, 1);
        await exchange.LegOfSizeAsync(0.1m, 2);

        var rows = await exchange.PositionsAsync("linear", "BTCUSDT");
        Assert.Equal([(1, "Buy"), (2, "Sell")], rows.Select(row => ((int)row["positionIdx"]!, Text(row, "side"))));
        await exchange.PlaceAsync(Order("Sell", 1, "0.15", reduceOnly: true));
        await exchange.LegOfSizeAsync(0.05m, 1);
        Assert.Equal(0.1m, Number((await exchange.PositionsAsync("linear", "BTCUSDT"))[1], "size"));
        var closed = Assert.Single(await exchange.ListAsync("/v5/position/closed-pnl", "category=linear"));
        Assert.Equal(("Sell", "0.150"), (Text(closed, "side"), Text(closed, "closedSize")));
    }

    [Fact]
    public async Task Both_rows_are_listed_even_when_flat()
    {
        await using var exchange = await HedgedAsync();
        var rows = await exchange.PositionsAsync("linear", "BTCUSDT");
        Assert.Equal(
            [(1, "", "0.000"), (2, "", "0.000")], rows.Select(row => ((int)row["positionIdx"]!, Text(row, "side"), Text(row, "size"))));
    }

    [Fact]
    public async Task Index_must_fit_the_mode()
    {
        await using var exchange = await StartAsync();
        var answer = await exchange.Client.PostAsync("/v5/order/create", Order("Buy", 1));
        Assert.Equal((10001, "position idx not match position mode"), (Code(answer), Text(answer, "retMsg")));
        await exchange.PostedAsync("/v5/position/switch-mode", new { category = "linear", coin = "USDT", mode = 3 });
        Assert.Equal(10001, await exchange.RefusedAsync(Order("Buy", 0)));
        Assert.Equal(10001, await exchange.RefusedAsync(Order("Buy", 3)));
        await exchange.PostedAsync(
            "/v5/position/trading-stop",
            new { category = "linear", symbol = "BTCUSDT", positionIdx = 0, tpslMode = "Full", stopLoss = "1" }, 10001);
    }

    [Fact]
    public async Task Side_against_the_leg_only_closes_it()
    {
        await using var exchange = await HedgedAsync();
        Assert.Equal(110017, await exchange.RefusedAsync(Order("Sell", 1)));
        await exchange.PlaceAsync(Order("Buy", 1));
        await exchange.LegOfSizeAsync(0.1m, 1);
        Assert.Equal(110017, await exchange.RefusedAsync(Order("Buy", 1, reduceOnly: true)));

        await exchange.PlaceAsync(Order("Sell", 1, "5"));

        var flat = await exchange.LegOfSizeAsync(0, 1);
        Assert.Equal("", Text(flat, "side"));
        Assert.Equal(2, (await exchange.ListAsync("/v5/execution/list", "category=linear")).Count);
    }

    [Fact]
    public async Task Stops_belong_to_their_leg()
    {
        await using var exchange = await HedgedAsync();
        await exchange.PlaceAsync(Order("Buy", 1));
        await exchange.PlaceAsync(Order("Sell", 2));
        await exchange.LegOfSizeAsync(0.1m, 1);
        await exchange.LegOfSizeAsync(0.1m, 2);
        object Stop(int positionIdx, string stopLoss) =>
            new { category = "linear", symbol = "BTCUSDT", positionIdx, tpslMode = "Full", stopLoss };
        await exchange.PostedAsync("/v5/position/trading-stop", Stop(1, "59000"));
        await exchange.PostedAsync("/v5/position/trading-stop", Stop(2, "61000"));
        await exchange.PostedAsync("/v5/position/trading-stop", Stop(2, "59000"), 10001);
        Assert.Equal(["59000.0", "61000.0"], (await exchange.PositionsAsync("linear", "BTCUSDT")).Select(row => Text(row, "stopLoss")));

        await exchange.SetPriceAsync("61500");

        await exchange.LegOfSizeAsync(0, 2);
        await exchange.LegOfSizeAsync(0.1m, 1);
        var left = Assert.Single(await exchange.OpenOrdersAsync());
        Assert.Equal((1, "Sell", "59000.0"), ((int)left["positionIdx"]!, Text(left, "side"), Text(left, "triggerPrice")));
    }

    [Fact]
    public async Task Mode_switches_only_when_idle()
    {
        await using var exchange = await StartAsync();
        await exchange.SetPriceAsync("60000");
        object Mode(int mode) => new { category = "linear", symbol = "BTCUSDT", mode };
        await exchange.PostedAsync("/v5/position/switch-mode", Mode(0), 110025);
        await exchange.PostedAsync("/v5/position/switch-mode", Mode(1), 10001);
        var resting = await exchange.PlaceAsync(
            new { category = "linear", symbol = "BTCUSDT", side = "Buy", orderType = "Limit", qty = "0.1", price = "59000" });
        await exchange.OrderInAsync(resting, "New");
        await exchange.PostedAsync("/v5/position/switch-mode", Mode(3), 110028);
        await exchange.SetPriceAsync("58000");
        await exchange.PositionOfSizeAsync(0.1m);
        await exchange.PostedAsync("/v5/position/switch-mode", Mode(3), 110024);
        await exchange.PostedAsync("/v5/position/switch-mode", new { category = "linear", coin = "USDT", mode = 3 });
        Assert.Single(await exchange.PositionsAsync("linear", "BTCUSDT"));
        Assert.Equal(2, (await exchange.PositionsAsync("linear", "ETHUSDT")).Count);
    }

    [Fact]
    public async Task Leverage_is_shared_by_the_legs_and_survives_the_switch()
    {
        await using var exchange = await StartAsync();
        await exchange.PostedAsync(
            "/v5/position/set-leverage", new { category = "linear", symbol = "BTCUSDT", buyLeverage = "25", sellLeverage = "25" });
        await exchange.PostedAsync("/v5/position/switch-mode", new { category = "linear", symbol = "BTCUSDT", mode = 3 });
        Assert.All(await exchange.PositionsAsync("linear", "BTCUSDT"), row => Assert.Equal("25", Text(row, "leverage")));
        await exchange.PostedAsync(
            "/v5/position/set-leverage", new { category = "linear", symbol = "BTCUSDT", buyLeverage = "5", sellLeverage = "5" });
        Assert.All(await exchange.PositionsAsync("linear", "BTCUSDT"), row => Assert.Equal("5", Text(row, "leverage")));
        await exchange.PostedAsync("/v5/position/switch-mode", new { category = "linear", symbol = "BTCUSDT", mode = 0 });
        Assert.Equal("5", Text(await exchange.PositionAsync(), "leverage"));
    }
}
