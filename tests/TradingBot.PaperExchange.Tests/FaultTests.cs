using System.Net;
using System.Text.Json;
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
        await AddAsync(exchange, new { path = Create, kind = "retCode", retCode = 10016, retMsg = "Request timeout", count = 2, category = "linear", symbol = "BTCUSDT" });
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

    private static Task<System.Text.Json.Nodes.JsonNode> AddAsync(RunningExchange exchange, object fault) => exchange.Client.SimAsync(HttpMethod.Post, "/sim/faults", fault);
}
