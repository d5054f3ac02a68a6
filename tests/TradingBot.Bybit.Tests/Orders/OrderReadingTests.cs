using TradingBot.Bybit.Orders;
using TradingBot.Bybit.Tests.Stub;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;

namespace TradingBot.Bybit.Tests.Orders;

public sealed class OrderReadingTests
{
    private const string Realtime = "/v5/order/realtime";
    private const string History = "/v5/order/history";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Filled_market_order_is_read_with_its_average_and_without_a_limit_price()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(
            Realtime, List(Row("Filled", """ "avgPrice":"101250.4","cumExecQty":"0.010","price":"106000","orderType":"Market" """)));

        var order = Expect.Value(await FindAsync(fixture))!;

        Assert.Equal(OrderStatus.Filled, order.Status);
        Assert.Equal((0.010m, 0.010m, 101250.4m), (order.Quantity, order.FilledQuantity, order.AveragePrice));
        Assert.Null(order.LimitPrice);
        Assert.Null(order.StopOrderType);
        Assert.Null(order.RejectReason);
        Assert.Equal(1735689600123, order.CreatedAt.ToUnixTimeMilliseconds());
        Assert.Equal(0, fixture.Stub.Count(History));
    }

    [Fact]
    public async Task Order_no_longer_live_is_found_in_history()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Realtime, List()).When(History, List(Row(
            "Cancelled", """ "cumExecQty":"0.004","avgPrice":"100","cancelType":"CancelByUser","rejectReason":"EC_PerCancelRequest" """)));

        var order = Expect.Value(await FindAsync(fixture))!;

        Assert.Equal((OrderStatus.Cancelled, 0.004m, "a cancel was asked for"), (order.Status, order.FilledQuantity, order.RejectReason));
    }

    [Fact]
    public async Task Order_shown_nowhere_is_null()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Realtime, StubReplies.Code(110001, "order not exists")).When(History, """{"list":null}""");

        Assert.Null(Expect.Value(await FindAsync(fixture)));
    }

    [Fact]
    public async Task Row_of_another_order_is_not_taken_for_ours()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Realtime, List(Row("New", "").Replace(BybitFixture.Buy().LinkId.Value, "someone-else", StringComparison.Ordinal)))
            .When(History, List());

        Assert.Null(Expect.Value(await FindAsync(fixture)));
    }

    [Fact]
    public async Task Live_list_in_trouble_is_a_failure_and_not_a_missing_order()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Realtime, StubReplies.Code(10005)).When(History, List());

        Assert.Equal(10005, Expect.Failure(await FindAsync(fixture)).Code);
    }

    [Fact]
    public async Task Row_without_a_quantity_is_a_failure()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Realtime, List("""{"orderId":"1","orderLinkId":"0123456789abcdef0123456789abcdef-e0","symbol":"BTCUSDT","side":"Buy","orderStatus":"New","qty":""}"""));

        Assert.Contains("qty", Expect.Failure(await FindAsync(fixture)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_orders_include_stops_and_leave_out_finished_ones()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Realtime, List(
            """{"orderId":"s","orderLinkId":"","symbol":"BTCUSDT","side":"Sell","orderStatus":"Untriggered","orderType":"Market","qty":"0.5","cumExecQty":"0","avgPrice":null,"price":"0","triggerPrice":"95000.0","stopOrderType":"StopLoss","createdTime":"1735689600123","updatedTime":"1735689600124"}""",
            Row("Filled", "")));

        var order = Assert.Single(Expect.Value(await fixture.Exchange.GetOpenOrdersAsync(Category.Linear, BybitFixture.Btc, Token)));

        Assert.Equal(("s", null, "StopLoss", 95000m), (order.ExchangeOrderId, order.LinkId, order.StopOrderType, order.TriggerPrice));
        Assert.Equal(OrderStatus.Open, order.Status);
    }

    [Theory]
    [InlineData("New", 0, OrderStatus.Open)]
    [InlineData("Untriggered", 0, OrderStatus.Open)]
    [InlineData("Triggered", 0, OrderStatus.Open)]
    [InlineData("Created", 0, OrderStatus.Open)]
    [InlineData("Active", 0, OrderStatus.Open)]
    [InlineData("Untriggered", 1, OrderStatus.PartiallyFilled)]
    [InlineData("PartiallyFilled", 0, OrderStatus.PartiallyFilled)]
    [InlineData("New", 1, OrderStatus.PartiallyFilled)]
    [InlineData("PartiallyFilled", 1, OrderStatus.PartiallyFilled)]
    [InlineData("Filled", 2, OrderStatus.Filled)]
    [InlineData("Cancelled", 1, OrderStatus.Cancelled)]
    [InlineData("PartiallyFilledCanceled", 1, OrderStatus.Cancelled)]
    [InlineData("Deactivated", 0, OrderStatus.Cancelled)]
    [InlineData("Rejected", 0, OrderStatus.Rejected)]
    [InlineData("Rejected", 1, OrderStatus.Cancelled)]
    [InlineData("SomethingNew", 0, OrderStatus.Unknown)]
    [InlineData("", 0, OrderStatus.Unknown)]
    [InlineData(null, 0, OrderStatus.Unknown)]
    public void Status_word_becomes_ours_and_a_new_word_is_unknown(string? word, int filled, OrderStatus expected) =>
        Assert.Equal(expected, OrderMapping.StatusOf(word, filled));

    private static Task<ExchangeResult<ExchangeOrder?>> FindAsync(BybitFixture fixture) =>
        fixture.Exchange.FindOrderAsync(Category.Linear, BybitFixture.Btc, BybitFixture.Buy().LinkId, Token);

    private static string List(params string[] rows) => $$"""{"list":[{{string.Join(',', rows)}}],"nextPageCursor":""}""";

    private static string Row(string status, string extra)
    {
        var filled = extra.Contains("cumExecQty", StringComparison.Ordinal) ? "" : "\"cumExecQty\":\"0\",";
        var more = extra.Length == 0 ? "" : extra + ",";
        return $$"""{"orderId":"v-1","orderLinkId":"{{BybitFixture.Buy().LinkId}}","symbol":"BTCUSDT","side":"Buy","orderStatus":"{{status}}",{{more}}{{filled}}"qty":"0.010","stopOrderType":"UNKNOWN","isLeverage":"","futureField":{"x":1},"createdTime":"1735689600123","updatedTime":"1735689600456"}""";
    }
}
