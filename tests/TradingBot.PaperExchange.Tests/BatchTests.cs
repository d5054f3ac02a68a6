using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using TradingBot.PaperExchange.Settings;
using static TradingBot.PaperExchange.Tests.RunningExchange;

namespace TradingBot.PaperExchange.Tests;

public sealed class BatchTests
{
    [Fact]
    public async Task Batch_answers_success_and_tells_of_each_order()
    {
        await using var exchange = await StartAsync();
        await exchange.SetPriceAsync("60000");

        var answer = await exchange.Client.PostAsync("/v5/order/create-batch", new
        {
            category = "linear",
            request = new[] { Limit("0.01", "a"), Limit("100000", "b"), Limit("0.02", "a"), Limit("0.03", "c") },
        });

        Assert.Equal(0, Code(answer));
        Assert.Equal([0, 10001, 110072, 0], Codes(answer));
        var rows = answer["result"]!["list"]!.AsArray();
        Assert.Equal([false, true, true, false], rows.Select(row => Text(row, "orderId").Length == 0));
        Assert.Equal([false, true, true, false], rows.Select(row => Text(row, "createAt").Length == 0));
        await exchange.OrderInAsync(Text(rows[0], "orderId"), "New");
        await exchange.OrderInAsync(Text(rows[3], "orderId"), "New");
    }

    [Fact]
    public async Task Batch_amends_and_cancels_what_it_finds()
    {
        await using var exchange = await StartAsync();
        await exchange.SetPriceAsync("60000");
        var first = await exchange.PlaceAsync(new
        {
            category = "linear",
            symbol = "BTCUSDT",
            side = "Buy",
            orderType = "Limit",
            qty = "0.01",
            price = "50000",
            orderLinkId = "first",
        });
        var second = await exchange.PlaceAsync(new
        {
            category = "linear",
            symbol = "BTCUSDT",
            side = "Buy",
            orderType = "Limit",
            qty = "0.01",
            price = "50000",
            orderLinkId = "second",
        });

        var amended = await exchange.Client.PostAsync("/v5/order/amend-batch", new
        {
            category = "linear",
            request = new[]
            {
                new { symbol = "BTCUSDT", orderLinkId = "first", qty = "0.02" },
                new { symbol = "BTCUSDT", orderLinkId = "unknown", qty = "0.02" },
            },
        });
        Assert.Equal([0, 110001], Codes(amended));
        await UntilAsync(
            async () => await exchange.OrderAsync(first) is { } order && Number(order, "qty") == 0.02m ? order : null,
            () => Task.FromResult("not amended"));

        var cancelled = await exchange.Client.PostAsync("/v5/order/cancel-batch", new
        {
            category = "linear",
            request = new[] { new { symbol = "BTCUSDT", orderId = second }, new { symbol = "BTCUSDT", orderId = first } },
        });
        Assert.Equal([0, 0], Codes(cancelled));
        await exchange.OrderInAsync(first, "Cancelled");
        await exchange.OrderInAsync(second, "Cancelled");
    }

    [Fact]
    public async Task Orders_beyond_the_limit_of_the_second_fail_alone()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 12, 30, 0, TimeSpan.Zero));
        await using var exchange = await StartAsync(
            new PaperExchangeOptions { AutoPrices = false, TimeProvider = clock, AckLatency = TimeSpan.Zero });
        await exchange.SetPriceAsync("60000");

        var first = await exchange.Client.PostAsync(
            "/v5/order/create-batch",
            new { category = "linear", request = Enumerable.Range(0, 8).Select(number => Limit("0.001", $"a{number}")) });
        var second = await exchange.Client.PostAsync(
            "/v5/order/create-batch",
            new { category = "linear", request = Enumerable.Range(0, 4).Select(number => Limit("0.001", $"b{number}")) });
        var third = await exchange.Client.PostAsync(
            "/v5/order/create-batch", new { category = "linear", request = new[] { Limit("0.001", "c") } });
        await exchange.PlaceAsync(
            new { category = "linear", symbol = "BTCUSDT", side = "Buy", orderType = "Limit", qty = "0.01", price = "50000" });
        clock.Advance(TimeSpan.FromSeconds(1));
        var later = await exchange.Client.PostAsync(
            "/v5/order/create-batch", new { category = "linear", request = new[] { Limit("0.001", "d") } });

        Assert.All(Codes(first), code => Assert.Equal(0, code));
        Assert.Equal([0, 0, 10006, 10006], Codes(second));
        Assert.Equal(10006, Code(third));
        Assert.Equal([0], Codes(later));
    }

    [Theory]
    [InlineData("linear", 21)]
    [InlineData("spot", 11)]
    [InlineData("linear", 0)]
    public async Task Batch_of_the_wrong_length_is_refused_whole(string category, int count)
    {
        await using var exchange = await StartAsync();
        var answer = await exchange.Client.PostAsync(
            "/v5/order/create-batch",
            new { category, request = Enumerable.Range(0, count).Select(number => Limit("0.001", $"a{number}")) });
        Assert.Equal(10001, Code(answer));
        Assert.Empty(await exchange.OpenOrdersAsync(category));
    }

    private static object Limit(string qty, string linkId) =>
        new { symbol = "BTCUSDT", side = "Buy", orderType = "Limit", qty, price = "50000", orderLinkId = linkId };

    private static IEnumerable<int> Codes(JsonNode answer) => answer["retExtInfo"]!["list"]!.AsArray().Select(item => (int)item!["code"]!);
}
