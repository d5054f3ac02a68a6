using Microsoft.AspNetCore.WebUtilities;
using TradingBot.Bybit.Orders;
using TradingBot.Bybit.Tests.Stub;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using static TradingBot.Bybit.Tests.Stub.Routes;

namespace TradingBot.Bybit.Tests.Orders;

/// <summary>What is looked up before a refusal is believed, and what the list of ended orders holds.</summary>
public sealed class LookedUpOrderTests
{
    private static readonly OrderIntent Close = BybitFixture.Buy() with { Side = OrderSide.Sell, ReduceOnly = true };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Order_seen_as_a_duplicate_by_its_id_is_adopted()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Create, StubReplies.Code(110030)).When(Realtime, Rows.Order("Buy", "0.01"));

        Assert.Equal("exchange-7", Expect.Accepted(await fixture.Exchange.PlaceOrderAsync(BybitFixture.Buy(), Token)));
    }

    [Fact]
    public async Task Order_that_may_open_is_not_done_because_there_is_nothing_to_reduce()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Create, StubReplies.Code(110017)).When(PositionList, Nothing);

        Assert.Equal(RetryGuidance.Permanent, Expect.Rejected(await fixture.Exchange.PlaceOrderAsync(BybitFixture.Buy(), Token)).Class);
        Assert.Equal(0, fixture.Stub.Count(PositionList));
        Assert.Equal(RetryGuidance.AlreadyDone, Expect.Rejected(await fixture.Exchange.PlaceOrderAsync(Close, Token)).Class);
    }

    [Fact]
    public async Task Position_that_cannot_be_read_is_not_taken_for_flat()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Create, StubReplies.Code(110017)).When(PositionList, StubReplies.Code(10005));

        var error = Expect.Rejected(await fixture.Exchange.PlaceOrderAsync(Close, Token));

        Assert.Equal((110017, RetryGuidance.Permanent), (error.Code, error.Class));
    }

    [Fact]
    public async Task Mode_that_cannot_be_read_leaves_the_order_refused()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Create, StubReplies.Code(10001, "position idx not match position mode"))
            .When(PositionList, StubReplies.Code(10005));

        Assert.Equal(10001, Expect.Rejected(await fixture.Exchange.PlaceOrderAsync(BybitFixture.Buy(), Token)).Code);

        Assert.Equal((1, 1), (fixture.Stub.Count(Create), fixture.Stub.Count(PositionList)));
        Assert.DoesNotContain("is in position mode", fixture.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_of_a_hedged_symbol_whose_legs_cannot_be_read_is_not_sent()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Mode, "{}").When(PositionList, StubReplies.Code(10005)).When(Stop, "{}");
        Expect.Accepted(await fixture.Exchange.SetPositionModeAsync(Category.Linear, BybitFixture.Btc, PositionMode.Hedge, Token));

        var outcome = await fixture.Exchange.SetTradingStopAsync(new TradingStop(Category.Linear, BybitFixture.Btc, 90m, null), Token);

        var error = Expect.Rejected(outcome);
        Assert.Equal((0, RetryGuidance.RetryLater), (error.Code, error.Class));
        Assert.Contains("Bybit 10005", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, fixture.Stub.Count(Stop));
    }

    [Fact]
    public async Task Position_row_without_an_index_teaches_no_mode()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        const string Flat = """{"list":[{"symbol":"BTCUSDT","side":"","size":"0","positionIdx":2}]}""";
        fixture.Stub.When(
            PositionList, StubReplies.Ok(Flat), StubReplies.Ok(Flat.Replace(",\"positionIdx\":2", "", StringComparison.Ordinal)))
            .When(Create, """{"orderId":"o"}""");

        for (var read = 0; read < 2; read++)
            Expect.Value(await fixture.Exchange.GetPositionsAsync(Category.Linear, BybitFixture.Btc, Token));
        Expect.Accepted(await fixture.Exchange.PlaceOrderAsync(BybitFixture.Buy(), Token));

        Assert.Contains("\"positionIdx\":1", fixture.Stub.Single(Create).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Category.Inverse, "")]
    [InlineData(Category.Linear, "USDT", "USDC")]
    public async Task Ended_orders_are_those_that_ended_once_each_and_the_last_one_last(Category category, params string[] coins)
    {
        await using var fixture = await BybitFixture.OpenAsync();
        string Row(string id, string status, int updated) => $$"""
            {"orderId":"{{id}}","symbol":"BTCUSD","side":"Buy","orderStatus":"{{status}}","qty":"1","cumExecQty":"0",
            "createdTime":"1735689600000","updatedTime":"{{1_735_689_600_000 + updated}}"}
            """;
        fixture.Stub.When(
            History,
            $$"""{"list":[{{Row("c", "Cancelled", 3)}},{{Row("b", "New", 2)}},{{Row("c", "Filled", 4)}},{{Row("a", "Rejected", 1)}}]}""");
        var since = TimeProvider.System.GetUtcNow().AddDays(-1);

        var ended = Expect.Value(await fixture.Get<OrderReader>().GetEndedAsync(category, since, Token));

        Assert.Equal(["a", "c"], ended.Select(static order => order.ExchangeOrderId));
        var asked = fixture.Stub.Requests.Where(static request => request.Path == History)
            .Select(static request => QueryHelpers.ParseQuery(request.RawQuery))
            .ToList();
        Assert.Equal(coins, asked.Select(static query => query.GetValueOrDefault("settleCoin").ToString()));
        Assert.All(asked, query => Assert.Equal($"{since.ToUnixTimeMilliseconds()}", query["startTime"]));
    }

    [Fact]
    public async Task Fee_of_a_spot_fill_without_a_coin_is_not_guessed_where_the_pair_is_not_listed()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When("/v5/market/instruments-info", Nothing).When(Executions, """
            {"list":[{"execId":"e","orderId":"o","symbol":"BTCUSDT","side":"Buy","execPrice":"1","execQty":"1","execValue":"1",
            "execFee":"1","feeCurrency":"","execTime":"1735689600000"}]}
            """);
        var since = TimeProvider.System.GetUtcNow().AddHours(-1);

        var error = Expect.Failure(await fixture.Exchange.GetExecutionsAsync(Category.Spot, BybitFixture.Btc, since, Token));

        Assert.Equal((0, RetryGuidance.RetryLater), (error.Code, error.Class));
        Assert.Contains("without feeCurrency", error.Message, StringComparison.Ordinal);
        var linear = Assert.Single(
            Expect.Value(await fixture.Exchange.GetExecutionsAsync(Category.Linear, BybitFixture.Btc, since, Token)));
        Assert.Equal(("USDT", "Unknown", null, false), (linear.FeeCurrency, linear.ExecType, linear.FeeRate, linear.IsMaker));
    }
}
