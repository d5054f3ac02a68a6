using TradingBot.Bybit.Tests.Stub;
using TradingBot.Core.Markets;

namespace TradingBot.Bybit.Tests.Orders;

public sealed class ExecutionReadingTests
{
    private const string Path = "/v5/execution/list";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Executions_of_all_pages_come_once_each_and_oldest_first()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(
            Path,
            StubReplies.Ok($$"""{"nextPageCursor":"p2%3A1","list":[{{Row("e3", 300)}},{{Row("e2", 200)}}]}"""),
            StubReplies.Ok(
                $$"""{"nextPageCursor":"p3","list":[{{Row("e2", 200)}},{{Row("e1b", 100, seq: 8)}},{{Row("e1a", 100, seq: 9)}}]}"""),
            StubReplies.Ok("""{"nextPageCursor":"p4","list":[]}"""));

        var executions = Expect.Value(
            await fixture.Exchange.GetExecutionsAsync(Category.Linear, BybitFixture.Btc, Ago(TimeSpan.FromHours(1)), Token));

        Assert.Equal(["e1b", "e1a", "e2", "e3"], executions.Select(execution => execution.ExecId));
        Assert.Equal(3, fixture.Stub.Count(Path));
    }

    [Fact]
    public async Task Older_stretches_are_asked_in_windows_of_seven_days_without_a_gap()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Path, """{"list":[]}""");

        Expect.Value(await fixture.Exchange.GetExecutionsAsync(Category.Linear, BybitFixture.Btc, Ago(TimeSpan.FromDays(20)), Token));

        var windows = fixture.Stub.Requests.Where(request => request.Path == Path)
            .Select(request => System.Web.HttpUtility.ParseQueryString(request.RawQuery))
            .ToList();
        Assert.Equal(3, windows.Count);
        Assert.Null(windows[2]["endTime"]);
        for (var index = 0; index < 2; index++)
        {
            var end = long.Parse(windows[index]["endTime"]!, null);
            Assert.Equal(end + 1, long.Parse(windows[index + 1]["startTime"]!, null));
            Assert.True(end - long.Parse(windows[index]["startTime"]!, null) < TimeSpan.FromDays(7).TotalMilliseconds);
        }
    }

    [Fact]
    public async Task A_beginning_beyond_all_memory_is_bounded_by_what_the_exchange_keeps()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Path, StubReplies.Code(10005));

        Expect.Failure(await fixture.Exchange.GetExecutionsAsync(Category.Linear, BybitFixture.Btc, DateTimeOffset.MinValue, Token));

        var start = long.Parse(System.Web.HttpUtility.ParseQueryString(fixture.Stub.Single(Path).RawQuery)["startTime"]!, null);
        Assert.InRange(DateTimeOffset.FromUnixTimeMilliseconds(start), Ago(TimeSpan.FromDays(731)), Ago(TimeSpan.FromDays(728)));
    }

    [Theory]
    [InlineData(Category.Linear, "Buy", "USDT", "USDT")]
    [InlineData(Category.Linear, "Sell", "USDC", "USDC")]
    [InlineData(Category.Spot, "Buy", "", "BTC")]
    [InlineData(Category.Spot, "Sell", "", "USDT")]
    public async Task Fee_coin_left_out_is_the_settle_coin_or_what_spot_received(
        Category category, string side, string settleCoin, string coin)
    {
        await using var fixture = await BybitFixture.OpenAsync();
        var meant = $$"""
            {"symbol":"BTCUSDT","status":"Trading","baseCoin":"BTC","quoteCoin":"USDT","settleCoin":"{{settleCoin}}","priceFilter":{"tickSize":"0.1"},
            "lotSizeFilter":{"qtyStep":"0.001","basePrecision":"0.000001","minOrderQty":"0.001","maxOrderQty":"100"} }
            """;
        var other = meant.Replace("BTC", "ETH", StringComparison.Ordinal).Replace($"\"{coin}\"", "\"EUR\"", StringComparison.Ordinal);
        fixture.Stub.When("/v5/market/instruments-info", $$"""{"list":[{{other}},{{meant}}]}""");
        fixture.Stub.When(
            Path, $$"""{"list":[{{Row("e1", 100, coin: "").Replace("\"Buy\"", $"\"{side}\"", StringComparison.Ordinal)}}]}""");

        var execution = Assert.Single(
            Expect.Value(await fixture.Exchange.GetExecutionsAsync(category, BybitFixture.Btc, Ago(TimeSpan.FromHours(1)), Token)));

        Assert.Equal(coin, execution.FeeCurrency);
        Assert.Equal((100.5m, 0.01m, 1.005m, 0.0005m), (execution.Price, execution.Quantity, execution.Value, execution.Fee));
        Assert.Equal(("Trade", (string?)null, 0m), (execution.ExecType, execution.StopOrderType, execution.ClosedQuantity));
    }

    [Fact]
    public async Task Payment_of_funding_has_its_amount_rate_and_position()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Path, """
            {"list":[{"symbol":"BTCUSDT","orderType":"UNKNOWN","orderLinkId":"","orderId":"f0","stopOrderType":"UNKNOWN","execTime":"1735689600000","feeCurrency":"",
            "createType":"","feeRate":"-0.000125","markPrice":"64000","execPrice":"64000","orderQty":"0","orderPrice":"0","execValue":"640","closedSize":"0",
            "execType":"Funding","seq":"281","side":"Sell","indexPrice":"","leavesQty":"0","isMaker":false,"execFee":"-0.08","execId":"f1","execQty":"0.01"}]}
            """);

        var execution = Assert.Single(
            Expect.Value(await fixture.Exchange.GetExecutionsAsync(Category.Linear, BybitFixture.Btc, Ago(TimeSpan.FromHours(1)), Token)));

        Assert.Equal(("Funding", "f1", null), (execution.ExecType, execution.ExecId, execution.LinkId));
        Assert.Equal((-0.08m, "USDT", -0.000125m), (execution.Fee, execution.FeeCurrency, execution.FeeRate));
        Assert.Equal((0.01m, 0m), (execution.Quantity, execution.ClosedQuantity));
    }

    [Theory]
    [InlineData(Category.Option, "BTC-27MAR26-70000-P-USDT", "USDT")]
    [InlineData(Category.Option, "ETH-28FEB25-2800-C", "USDC")]
    [InlineData(Category.Linear, "BTCUSDT-21FEB25", "USDT")]
    [InlineData(Category.Linear, "BTCPERP", "USDC")]
    [InlineData(Category.Inverse, "ETHUSDH26", "ETH")]
    public void Fee_coin_of_a_contract_no_longer_listed_follows_from_its_name(Category category, string symbol, string coin) =>
        Assert.Equal(coin, Bybit.Orders.FeeCoin.Of(category, Symbol.Parse(symbol), Core.Orders.OrderSide.Buy, instrument: null));

    [Fact]
    public async Task One_page_in_trouble_is_a_failure_and_not_a_short_list()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Path, StubReplies.Ok($$"""{"nextPageCursor":"p2","list":[{{Row("e3", 300)}}]}"""), StubReplies.Code(10005));

        Assert.Equal(10005, Expect.Failure(await fixture.Exchange.GetExecutionsAsync(Category.Linear,
            BybitFixture.Btc, Ago(TimeSpan.FromHours(1)), Token)).Code);
    }

    [Fact]
    public async Task Option_executions_name_their_base_coin()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Path, """{"list":[]}""");

        Expect.Value(await fixture.Exchange.GetExecutionsAsync(
            Category.Option, Symbol.Parse("ETH-28FEB25-2800-C"), Ago(TimeSpan.FromHours(1)), Token));

        Assert.Contains("baseCoin=ETH", fixture.Stub.Single(Path).RawQuery, StringComparison.Ordinal);
    }

    private static DateTimeOffset Ago(TimeSpan span) => TimeProvider.System.GetUtcNow() - span;

    private static string Row(string id, long time, long seq = 1, string coin = "USDT") => $$"""
        {"execId":"{{id}}","orderId":"o","orderLinkId":"","symbol":"BTCUSDT","side":"Buy","execType":"Trade","execPrice":"100.5","execQty":"0.01","execValue":"1.005",
        "execFee":"0.0005","feeCurrency":"{{coin}}","isMaker":false,"closedSize":"","stopOrderType":"UNKNOWN","execTime":"{{1735689600000 + time}}","seq":{{seq}}}
        """;
}
