using System.Text.Json;
using Microsoft.AspNetCore.Http;
using TradingBot.Bybit.Tests.Stub;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using static TradingBot.Bybit.Tests.Stub.Routes;

namespace TradingBot.Bybit.Tests.Orders;

/// <summary>Each order of a batch is checked, sent again, looked up and told of as if it had been sent alone.</summary>
public sealed class BatchRuleTests
{
    private const string WrongMode = """{"code":10001,"msg":"position idx not match position mode"}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Change_in_a_batch_is_settled_like_one_that_is_sent_alone()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(AmendBatch, Answer("{},{}", """{"code":10001,"msg":"order not modified"},{"code":110001}"""))
            .When(Realtime, Rows.Order("Buy", "0.01", "Filled"));

        var outcomes = await fixture.Exchange.AmendOrdersAsync([Change("n-0"), Change(BybitFixture.Buy().LinkId.Value)], Token);

        Assert.Equal("", Expect.Accepted(outcomes[0]));
        var ended = Expect.Rejected(outcomes[1]);
        Assert.Equal((110001, RetryGuidance.Permanent), (ended.Code, ended.Class));
        Assert.EndsWith("It has ended: Filled.", ended.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Change_that_cannot_be_is_refused_alone_and_the_others_are_sent()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(AmendBatch, Answer("""{"orderId":"o-1"}""", """{"code":0}"""));

        var outcomes = await fixture.Exchange.AmendOrdersAsync([Change("n-0") with { Quantity = 0m }, Change("n-1")], Token);

        Assert.Equal(RetryGuidance.Permanent, Expect.Rejected(outcomes[0]).Class);
        Assert.Equal("o-1", Expect.Accepted(outcomes[1]));
        Assert.Equal(["n-1"], Items(fixture, AmendBatch).Select(static item => item.GetProperty("orderLinkId").GetString()));
    }

    [Fact]
    public async Task Order_that_stays_over_the_rate_limit_is_rejected_after_five_rounds()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(CancelBatch, Answer("{}", """{"code":10006}"""));

        var outcome = Assert.Single(await fixture.Exchange.CancelOrdersAsync(
            [new OrderCancellation(Category.Linear, BybitFixture.Btc, OrderLinkId.Parse("n-0"))], Token));

        Assert.Equal((10006, RetryGuidance.RetryLater), (Expect.Rejected(outcome).Code, Expect.Rejected(outcome).Class));
        Assert.Equal(5, fixture.Stub.Count(CancelBatch));
    }

    [Fact]
    public async Task Words_about_an_order_of_a_batch_lose_the_key()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(CreateBatch, Answer("{}", $$"""{"code":110007,"msg":"{{BybitFixture.Key}} has too little"}"""));

        var error = Expect.Rejected(Assert.Single(await fixture.Exchange.PlaceOrdersAsync([BybitFixture.Buy()], Token)));

        Assert.Contains("\"*** has too little\"", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(BybitFixture.Key, fixture.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Order_whose_id_is_left_out_is_accepted_without_one()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(CreateBatch, Answer("""{"orderId":"o-0"}""", """{"code":0},{"code":"0"}"""));

        var outcomes = await fixture.Exchange.PlaceOrdersAsync([Order("n-0", "BTCUSDT"), Order("n-1", "BTCUSDT")], Token);

        Assert.Equal(["o-0", ""], outcomes.Select(Expect.Accepted));
    }

    [Fact]
    public async Task Order_of_which_nothing_is_told_is_written_down_by_its_own_id()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(CreateBatch, Answer("{},{}", """{"code":0},{"msg":"none"}"""));

        // The first one is not sent, so that no order stands in the answer where it stands in the batch.
        await fixture.Exchange.PlaceOrdersAsync(
            [Order("n-9", "BTCUSDT") with { Quantity = 0m }, Order("n-0", "BTCUSDT"), Order("n-1", "BTCUSDT")], Token);

        Assert.Contains($"Outcome of {CreateBatch} for n-1 is unknown", fixture.Log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("for n-0 is unknown", fixture.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Order_of_a_batch_names_the_leg_of_its_own_symbols_mode()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Mode, "{}").When(CreateBatch, Answer("{},{}", """{"code":0},{"code":0}"""));
        Expect.Accepted(await fixture.Exchange.SetPositionModeAsync(Category.Linear, Symbol.Parse("ETHUSDT"), PositionMode.Hedge, Token));

        await fixture.Exchange.PlaceOrdersAsync([Order("n-0", "BTCUSDT"), Order("n-1", "ETHUSDT")], Token);

        Assert.Equal([0, 1], Items(fixture, CreateBatch).Select(static item => item.GetProperty("positionIdx").GetInt32()));
    }

    [Theory]
    [InlineData(Category.Spot)]
    [InlineData(Category.Option)]
    public async Task Order_of_a_market_without_hedges_asks_for_no_mode(Category category)
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(CreateBatch, Answer("{}", WrongMode));

        Expect.Rejected(Assert.Single(await fixture.Exchange.PlaceOrdersAsync([BybitFixture.Buy(category)], Token)));

        Assert.Equal((0, 0), (fixture.Stub.Count(PositionList), fixture.Stub.Count(Create)));
    }

    [Fact]
    public async Task Only_the_order_whose_mode_was_another_one_is_sent_alone()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(CreateBatch, Answer("{},{}", $"{WrongMode},{WrongMode}")).When(Create, """{"orderId":"o"}""")
            .When(PositionList, context => StubReplies.Ok($$"""
                {"list":[{"symbol":"{{context.Request.Query["symbol"]}}","side":"","size":"0",
                "positionIdx":{{(context.Request.Query["symbol"] == "ETHUSDT" ? 1 : 0)}}}]}
                """)(context));

        var outcomes = await fixture.Exchange.PlaceOrdersAsync([Order("n-0", "BTCUSDT"), Order("n-1", "ETHUSDT")], Token);

        Assert.Equal(10001, Expect.Rejected(outcomes[0]).Code);
        Assert.Equal("o", Expect.Accepted(outcomes[1]));
        Assert.Contains("\"orderLinkId\":\"n-1\"", fixture.Stub.Single(Create).Body, StringComparison.Ordinal);
        Assert.Contains("ETHUSDT is in position mode Hedge", fixture.Log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("BTCUSDT is in position mode", fixture.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Orders_of_one_symbol_whose_mode_was_another_one_are_each_sent_alone()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(CreateBatch, Answer("{},{}", $"{WrongMode},{WrongMode}")).When(Create, """{"orderId":"o"}""")
            .When(PositionList, """{"list":[{"symbol":"BTCUSDT","side":"","size":"0","positionIdx":1}]}""");

        var outcomes = await fixture.Exchange.PlaceOrdersAsync([Order("n-0", "BTCUSDT"), Order("n-1", "BTCUSDT")], Token);

        Assert.Equal(["o", "o"], outcomes.Select(Expect.Accepted));
        Assert.Equal(
            [("n-0", 1), ("n-1", 1)],
            fixture.Stub.Requests.Where(static request => request.Path == Create)
                .Select(static request => JsonDocument.Parse(request.Body).RootElement)
                .Select(static sent => (sent.GetProperty("orderLinkId").GetString(), sent.GetProperty("positionIdx").GetInt32())));
    }

    private static OrderIntent Order(string link, string symbol) =>
        BybitFixture.Buy() with { LinkId = OrderLinkId.Parse(link), Symbol = Symbol.Parse(symbol) };

    private static OrderAmendment Change(string link) =>
        new() { Category = Category.Linear, Symbol = BybitFixture.Btc, LinkId = OrderLinkId.Parse(link), Quantity = 1m };

    private static IReadOnlyList<JsonElement> Items(BybitFixture fixture, string path) =>
        [.. JsonDocument.Parse(fixture.Stub.Single(path).Body).RootElement.GetProperty("request").EnumerateArray()];

    private static Func<HttpContext, Task> Answer(string ids, string codes) => StubReplies.Raw(
        200, $$$"""{"retCode":0,"retMsg":"OK","result":{"list":[{{{ids}}}]},"retExtInfo":{"list":[{{{codes}}}]},"time":1735689600000}""");
}
