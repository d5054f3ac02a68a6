using System.Text.Json.Nodes;
using static TradingBot.PaperExchange.Tests.RunningExchange;

namespace TradingBot.PaperExchange.Tests;

public sealed class DepthTests
{
    private static async Task<(RunningExchange Exchange, JsonNode[][] Asks)> WithBookAsync(string category = "linear")
    {
        var exchange = await StartAsync();
        await exchange.ResetAsync(new { USDT = "100000000" });
        await exchange.SetPriceAsync("60000", category);
        var book = await exchange.Client.GetAsync("/v5/market/orderbook", $"category={category}&symbol=BTCUSDT&limit=50");
        return (exchange, [.. book["result"]!["a"]!.AsArray().Select(level => level!.AsArray().Select(cell => cell!).ToArray())]);
    }

    private static decimal Size(JsonNode[] level) => decimal.Parse((string)level[1]!);

    private static object Limit(string qty, string timeInForce, string price = "60000.2") =>
        new { category = "linear", symbol = "BTCUSDT", side = "Buy", orderType = "Limit", qty, price, timeInForce };

    [Fact]
    public async Task Taker_eats_the_levels_that_the_book_showed()
    {
        var (exchange, asks) = await WithBookAsync();
        await using var _ = exchange;
        var qty = Size(asks[0]) + Size(asks[1]) + 0.1m;
        var id = await exchange.PlaceAsync(
            new { category = "linear", symbol = "BTCUSDT", side = "Buy", orderType = "Market", qty = $"{qty}" });
        await exchange.OrderInAsync(id, "Filled");
        var fills = (await exchange.ListAsync("/v5/execution/list", $"category=linear&orderId={id}")).Reverse().ToList();
        Assert.Equal(
            [("60000.1", Size(asks[0])), ("60000.2", Size(asks[1])), ("60000.3", 0.1m)],
            fills.Select(fill => (Text(fill, "execPrice"), Number(fill, "execQty"))));
        Assert.Equal(qty, Number(await exchange.PositionAsync(), "size"));
    }

    [Fact]
    public async Task Rest_of_an_immediate_order_is_cancelled_and_all_or_nothing_takes_nothing()
    {
        var (exchange, asks) = await WithBookAsync();
        await using var _ = exchange;
        var within = Size(asks[0]) + Size(asks[1]);
        var part = await exchange.PlaceAsync(Limit($"{within + 1}", "IOC"));
        var ended = await exchange.OrderInAsync(part, "Cancelled");
        Assert.Equal((within, "EC_NoImmediateQtyToFill"), (Number(ended, "cumExecQty"), Text(ended, "rejectReason")));
        var none = await exchange.PlaceAsync(Limit($"{within + 1}", "FOK"));
        Assert.Equal("0.000", Text(await exchange.OrderInAsync(none, "Cancelled"), "cumExecQty"));
        await exchange.OrderInAsync(await exchange.PlaceAsync(Limit($"{within}", "FOK")), "Filled");
    }

    [Fact]
    public async Task Rest_of_a_limit_order_waits_for_the_price_to_move()
    {
        var (exchange, asks) = await WithBookAsync();
        await using var _ = exchange;
        var within = Size(asks[0]) + Size(asks[1]);
        var id = await exchange.PlaceAsync(Limit($"{within + 1}", "GTC"));
        Assert.Equal(within, Number(await exchange.OrderInAsync(id, "PartiallyFilled"), "cumExecQty"));
        await exchange.SetPriceAsync("60010");
        await exchange.OrderInAsync(id, "PartiallyFilled");
        await exchange.SetPriceAsync("60000");
        await exchange.OrderInAsync(id, "Filled");
        var last = (await exchange.ListAsync("/v5/execution/list", $"category=linear&orderId={id}"))[0];
        Assert.Equal(("60000.2", true, "1.000"), (Text(last, "execPrice"), (bool)last["isMaker"]!, Text(last, "execQty")));
    }

    [Fact]
    public async Task Spot_buy_by_amount_goes_on_at_the_next_level()
    {
        var (exchange, asks) = await WithBookAsync("spot");
        await using var _ = exchange;
        var amount = Math.Floor(Size(asks[0]) * 60_000.1m + 10_000);
        var id = await exchange.PlaceAsync(
            new { category = "spot", symbol = "BTCUSDT", side = "Buy", orderType = "Market", qty = $"{amount}" });
        var order = await exchange.OrderInAsync(id, "PartiallyFilledCanceled", "spot");
        Assert.Equal(2, (await exchange.ListAsync("/v5/execution/list", $"category=spot&orderId={id}")).Count);
        Assert.InRange(amount - Number(order, "cumExecValue"), 0, 0.07m);
    }
}
