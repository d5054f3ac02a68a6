using System.Text.Json;
using TradingBot.Bybit.Tests.Stub;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;

namespace TradingBot.Bybit.Tests.Positions;

public sealed class PositionReadingTests
{
    private const string Path = "/v5/position/list";
    private const string Stop = "/v5/position/trading-stop";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Open_position_is_read_and_flat_rows_are_left_out()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Path, """
            {"list":[
            {"symbol":"BTCUSDT","side":"","size":"0","avgPrice":"0","positionIdx":1,"leverage":"5"},
            {"symbol":"BTCUSDT","side":"Sell","size":"0.250","avgPrice":"101000.5","positionIdx":2,"leverage":"5","markPrice":"100500","unrealisedPnl":"125.1","stopLoss":"103000","takeProfit":"0.00","trailingStop":"0","liqPrice":"","positionStatus":"Surprise"}]}
            """);

        var position = Assert.Single(Expect.Value(await fixture.Exchange.GetPositionsAsync(Category.Linear, BybitFixture.Btc, Token)));

        Assert.Equal((Direction.Short, 0.250m, 101000.5m), (position.Direction, position.Quantity, position.EntryPrice));
        Assert.Equal((103000m, null, null), (position.StopLoss, position.TakeProfit, position.TrailingStop));
        Assert.Equal(
            (100500m, 125.1m, 5m, null), (position.MarkPrice, position.UnrealizedPnl, position.Leverage, position.LiquidationPrice));
    }

    [Theory]
    [InlineData("0", "0")]
    [InlineData("-1.5", "-1.5")]
    [InlineData("", null)]
    public async Task Profit_of_nothing_is_told_and_one_that_is_missing_is_not(string told, string? read)
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Path, $$"""
            {"list":[{"symbol":"BTCUSDT","side":"Buy","size":"1","avgPrice":"100","positionIdx":0,"leverage":"5","unrealisedPnl":"{{told}}"}]}
            """);

        var position = Assert.Single(Expect.Value(await fixture.Exchange.GetPositionsAsync(Category.Linear, BybitFixture.Btc, Token)));

        Assert.Equal(read is null ? null : decimal.Parse(read), position.UnrealizedPnl);
    }

    [Fact]
    public async Task All_linear_positions_are_read_for_both_settle_coins()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Path, StubReplies.Ok(Row("BTCUSDT")), StubReplies.Ok(Row("BTCPERP")));

        var open = Expect.Value(await fixture.Exchange.GetPositionsAsync(Category.Linear, null, Token));

        Assert.Equal(["BTCUSDT", "BTCPERP"], open.Select(position => position.Symbol.Value));
        Assert.Equal(["USDT", "USDC"], fixture.Stub.Requests.Where(request => request.Path == Path)
            .Select(request => System.Web.HttpUtility.ParseQueryString(request.RawQuery)["settleCoin"]));
    }

    [Fact]
    public async Task One_settle_coin_in_trouble_is_a_failure_and_not_half_the_truth()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Path, StubReplies.Ok(Row("BTCUSDT")), StubReplies.Code(10005));

        Expect.Failure(await fixture.Exchange.GetPositionsAsync(Category.Linear, null, Token));
    }

    [Theory]
    [InlineData("""{"symbol":"BTCUSDT","side":"","size":"1","avgPrice":"5"}""")]
    [InlineData("""{"symbol":"BTCUSDT","side":"Both","size":"1","avgPrice":"5"}""")]
    [InlineData("""{"symbol":"BTCUSDT","side":"Buy","avgPrice":"5"}""")]
    [InlineData("""{"symbol":"BTCUSDT","side":"Buy","size":"1","avgPrice":""}""")]
    [InlineData("""{"side":"Buy","size":"1","avgPrice":"5"}""")]
    public async Task Row_that_is_neither_flat_nor_whole_is_a_failure(string row)
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Path, $$"""{"list":[{{row}}]}""");

        Expect.Failure(await fixture.Exchange.GetPositionsAsync(Category.Linear, BybitFixture.Btc, Token));
    }

    [Fact]
    public async Task Spot_positions_are_refused_without_asking()
    {
        await using var fixture = await BybitFixture.OpenAsync();

        Assert.Equal(RetryGuidance.Permanent, Expect.Failure(await fixture.Exchange.GetPositionsAsync(Category.Spot, null, Token)).Class);
        Assert.Empty(fixture.Stub.Requests);
    }

    [Fact]
    public async Task Trading_stop_leaves_out_what_stays_and_zeroes_what_goes()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Stop, "{}");

        Expect.Accepted(await fixture.Exchange.SetTradingStopAsync(new TradingStop(Category.Linear, BybitFixture.Btc, 0m, null), Token));

        AssertJson("""{"category":"linear","symbol":"BTCUSDT","tpslMode":"Full","positionIdx":0,"stopLoss":"0","slTriggerBy":"LastPrice"}""", fixture.Stub.Single(Stop).Body);
    }

    [Theory]
    [InlineData(Category.Spot)]
    [InlineData(Category.Option)]
    public async Task Trading_stop_where_none_exists_is_refused_without_asking(Category category)
    {
        await using var fixture = await BybitFixture.OpenAsync();

        Expect.Rejected(await fixture.Exchange.SetTradingStopAsync(new TradingStop(category, BybitFixture.Btc, 1m, null), Token));
        Expect.Rejected(await fixture.Exchange.SetTradingStopAsync(new TradingStop(Category.Linear, BybitFixture.Btc, null, null), Token));
        Expect.Rejected(await fixture.Exchange.SetLeverageAsync(category, BybitFixture.Btc, 2m, Token));
        Assert.Empty(fixture.Stub.Requests);
    }

    [Fact]
    public async Task Leverage_is_set_for_both_sides()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When("/v5/position/set-leverage", "{}");

        Expect.Accepted(await fixture.Exchange.SetLeverageAsync(Category.Inverse, BybitFixture.Btc, 2.50m, Token));

        AssertJson("""{"category":"inverse","symbol":"BTCUSDT","buyLeverage":"2.5","sellLeverage":"2.5"}""", fixture.Stub.Single("/v5/position/set-leverage").Body);
    }

    [Fact]
    public async Task Closed_profit_comes_oldest_first_with_the_closing_side()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When("/v5/position/closed-pnl", """
            {"nextPageCursor":"","list":[
            {"orderId":"b","side":"Sell","closedSize":"2","qty":"3","closedPnl":"-1.25","createdTime":"1735689700000","updatedTime":"1735689700001"},
            {"orderId":"a","side":"Buy","closedSize":"1","qty":"1","closedPnl":"7","createdTime":"1735689600000000000","updatedTime":""}]}
            """);

        var rows = Expect.Value(await fixture.Exchange.GetClosedPnlAsync(
            Category.Linear, BybitFixture.Btc, TimeProvider.System.GetUtcNow().AddHours(-1), Token));

        Assert.Equal(["a", "b"], rows.Select(row => row.ExchangeOrderId));
        Assert.Equal((Core.Orders.OrderSide.Sell, 2m, -1.25m), (rows[1].ClosingSide, rows[1].Quantity, rows[1].Pnl));
        Assert.Equal(1735689600000, rows[0].At.ToUnixTimeMilliseconds());
    }

    private static string Row(string symbol) =>
        $$"""{"nextPageCursor":"","list":[{"symbol":"{{symbol}}","side":"Buy","size":"1","avgPrice":"5"}]}""";

    private static void AssertJson(string expected, string actual)
    {
        using var wanted = JsonDocument.Parse(expected);
        using var sent = JsonDocument.Parse(actual);
        Assert.True(JsonElement.DeepEquals(wanted.RootElement, sent.RootElement), actual);
    }
}
