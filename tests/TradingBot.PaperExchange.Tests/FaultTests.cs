using System.Net;
using System.Text.Json;
using TradingBot.PaperExchange.Settings;
using static TradingBot.PaperExchange.Tests.RunningExchange;

namespace TradingBot.PaperExchange.Tests;

public sealed class FaultTests
{
    private const string Create = "/v5/order/create";

    private static readonly object _order =
        new { category = "linear", symbol = "BTCUSDT", side = "Buy", orderType = "Market", qty = "0.01", orderLinkId = "mine" };

    [Fact]
    public async Task Drop_after_leaves_exactly_one_order_that_the_link_id_finds()
    {
        await using var exchange = await StartAsync();
        await AddAsync(exchange, new { path = Create, kind = "dropAfter" });

        await Assert.ThrowsAsync<HttpRequestException>(() => exchange.Client.PostAsync(Create, _order));

        Assert.Equal(110072, await exchange.RefusedAsync(_order));
        var found = await UntilAsync(
            async () => await exchange.ListAsync("/v5/order/realtime", "category=linear&orderLinkId=mine") is [var only] ? only : null,
            () => Task.FromResult("the order never showed"));
        await exchange.OrderInAsync(Text(found, "orderId"), "Filled");
        Assert.Single(await exchange.ListAsync("/v5/execution/list", "category=linear"));
    }

    [Fact]
    public async Task Drop_before_leaves_nothing()
    {
        await using var exchange = await StartAsync();
        await AddAsync(exchange, new { path = Create, kind = "dropBefore" });

        await Assert.ThrowsAsync<HttpRequestException>(() => exchange.Client.PostAsync(Create, _order));

        Assert.Empty(await exchange.ListAsync("/v5/order/realtime", "category=linear&orderLinkId=mine"));
        await exchange.PlaceAsync(_order);
    }

    [Fact]
    public async Task Fault_of_some_link_ids_leaves_every_other_order_alone()
    {
        await using var exchange = await StartAsync();
        await AddAsync(exchange, new { path = Create, kind = "retCode", retCode = 10016, count = 2, orderLinkId = "-x" });

        await exchange.PlaceAsync(_order);
        await exchange.PlaceAsync(new { category = "linear", symbol = "BTCUSDT", side = "Buy", orderType = "Market", qty = "0.01" });

        var exit = new { category = "linear", symbol = "BTCUSDT", side = "Sell", orderType = "Market", qty = "0.01", orderLinkId = "a-x0" };
        Assert.Equal(10016, await exchange.RefusedAsync(exit));
        Assert.Equal(10016, await exchange.RefusedAsync(exit));
        await exchange.PlaceAsync(exit);
    }

    [Fact]
    public async Task Reject_after_ack_ends_as_a_rejected_order()
    {
        await using var exchange = await StartAsync();
        await AddAsync(exchange, new { path = Create, kind = "rejectAfterAck" });
        var order = await exchange.OrderInAsync(await exchange.PlaceAsync(_order), "Rejected");
        Assert.Equal("0.000", Text(order, "cumExecQty"));
    }

    [Fact]
    public async Task Ret_code_and_status_are_answered_as_often_as_asked_and_execute_nothing()
    {
        await using var exchange = await StartAsync();
        await AddAsync(exchange, new
        {
            path = Create,
            kind = "retCode",
            retCode = 10016,
            retMsg = "Request timeout",
            count = 2,
            category = "linear",
            symbol = "BTCUSDT",
        });
        Assert.Equal(10016, await exchange.RefusedAsync(_order));
        Assert.Equal(10016, await exchange.RefusedAsync(_order));
        await AddAsync(exchange, new { path = Create, kind = "status", status = 403 });
        using var refused = await exchange.Client.RawAsync(HttpMethod.Post, Create, "", JsonSerializer.Serialize(_order));
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        await exchange.PlaceAsync(_order);
    }

    [Fact]
    public async Task Cleared_faults_do_not_happen_and_requests_are_kept_in_order()
    {
        await using var exchange = await StartAsync();
        await AddAsync(exchange, new { path = Create, kind = "retCode", count = 5 });
        await exchange.Client.SimAsync(HttpMethod.Delete, "/sim/faults");
        await exchange.PlaceAsync(_order);
        await exchange.RefusedAsync(_order);

        var requests = (await exchange.Client.SimAsync(HttpMethod.Get, $"/sim/requests?path={Create}"))["requests"]!.AsArray();

        Assert.Equal([0, 110072], requests.Select(request => (int)request!["retCode"]!));
        Assert.All(requests, request => Assert.Contains("\"orderLinkId\":\"mine\"", Text(request, "body")));
    }

    [Fact]
    public async Task Partial_fill_cancels_the_rest_and_protects_what_was_opened()
    {
        await using var exchange = await StartAsync();
        await exchange.SetPriceAsync("60000");
        await AddAsync(exchange, new { path = Create, kind = "partialFill", percent = 30 });
        var id = await exchange.PlaceAsync(
            new { category = "linear", symbol = "BTCUSDT", side = "Buy", orderType = "Market", qty = "0.1", stopLoss = "59000" });

        var order = await exchange.OrderInAsync(id, "Cancelled");

        Assert.Equal(("0.030", "0.000"), (Text(order, "cumExecQty"), Text(order, "leavesQty")));
        await exchange.PositionOfSizeAsync(0.03m);
        Assert.Equal("0.030", Text(Assert.Single(await exchange.OpenOrdersAsync()), "qty"));
    }

    [Fact]
    public async Task Split_fill_gives_two_executions_and_one_protected_position()
    {
        await using var exchange = await StartAsync();
        await exchange.SetPriceAsync("60000");
        await AddAsync(exchange, new { path = Create, kind = "splitFill", percent = 40 });
        var id = await exchange.PlaceAsync(
            new { category = "linear", symbol = "BTCUSDT", side = "Buy", orderType = "Market", qty = "0.1", stopLoss = "59000" });
        await exchange.OrderInAsync(id, "Filled");
        Assert.Equal(
            [0.06m, 0.04m],
            (await exchange.ListAsync("/v5/execution/list", $"category=linear&orderId={id}")).Select(fill => Number(fill, "execQty")));
        Assert.Equal("0.100", Text(Assert.Single(await exchange.OpenOrdersAsync()), "qty"));

        await AddAsync(exchange, new { path = Create, kind = "splitFill" });
        await exchange.PlaceAsync(
            new { category = "linear", symbol = "BTCUSDT", side = "Sell", orderType = "Market", qty = "0.1", reduceOnly = true });

        await exchange.PositionOfSizeAsync(0);
        var closed = Assert.Single(await exchange.ListAsync("/v5/position/closed-pnl", "category=linear"));
        Assert.Equal("2", Text(closed, "fillCount"));
        Assert.Equal(Number(closed, "closedPnl"), await exchange.WalletAsync() - 10_000m);
    }

    [Fact]
    public async Task Spot_buy_by_amount_may_stop_half_way()
    {
        await using var exchange = await StartAsync();
        await exchange.SetPriceAsync("60000", "spot");
        await AddAsync(exchange, new { path = Create, kind = "partialFill", percent = 50 });
        var id = await exchange.PlaceAsync(new { category = "spot", symbol = "BTCUSDT", side = "Buy", orderType = "Market", qty = "1000" });
        Assert.Equal("0.008333", Text(await exchange.OrderInAsync(id, "PartiallyFilledCanceled", "spot"), "cumExecQty"));
    }

    [Fact]
    public async Task Hidden_order_works_before_it_is_seen()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await using var exchange = await StartAsync(
            new PaperExchangeOptions { AutoPrices = false, TimeProvider = clock, AckLatency = TimeSpan.Zero });
        await AddAsync(exchange, new { path = Create, kind = "hide", delayMs = 3000 });
        var id = await exchange.PlaceAsync(_order);
        await exchange.PositionOfSizeAsync(0.01m);
        Assert.Null(await exchange.OrderAsync(id));

        clock.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal("Filled", Text(await exchange.OrderAsync(id), "orderStatus"));
    }

    private static Task<System.Text.Json.Nodes.JsonNode> AddAsync(RunningExchange exchange, object fault) =>
        exchange.Client.SimAsync(HttpMethod.Post, "/sim/faults", fault);
}
