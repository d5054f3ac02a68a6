using System.Text.Json;
using TradingBot.Bybit.Http;
using TradingBot.Bybit.Orders;
using TradingBot.Bybit.Tests.Stub;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using static TradingBot.Bybit.Tests.Stub.Routes;

namespace TradingBot.Bybit.Tests.Orders;

/// <summary>Orders and changes the exchange cannot take, field by field, and what an answer about a known order leads to.</summary>
public sealed class OrderRefusalTests
{
    private static readonly OrderIntent Limit = BybitFixture.Buy() with { Type = OrderType.Limit, LimitPrice = 100m };

    private static readonly OrderAmendment Change = new()
    {
        Category = Category.Linear,
        Symbol = BybitFixture.Btc,
        LinkId = BybitFixture.Buy().LinkId,
    };

    private static readonly Dictionary<string, (OrderIntent Intent, string Field)> Intents = new(StringComparer.Ordinal)
    {
        ["quantity zero"] = (Limit with { Quantity = 0m }, "Quantity:"),
        ["limit zero"] = (Limit with { LimitPrice = 0m }, "LimitPrice, StopLoss"),
        ["stop zero"] = (Limit with { StopLoss = 0m }, "LimitPrice, StopLoss"),
        ["target zero"] = (Limit with { TakeProfit = 0m }, "LimitPrice, StopLoss"),
        ["trigger zero"] = (BybitFixture.Buy(Category.Spot) with { TriggerPrice = 0m }, "LimitPrice, StopLoss"),
        ["limit missing"] = (Limit with { LimitPrice = null }, "a limit order needs one"),
        ["market with a limit"] = (BybitFixture.Buy() with { LimitPrice = 1m }, "a market order has none"),
        ["spot reduce-only"] = (BybitFixture.Buy(Category.Spot) with { ReduceOnly = true }, "ReduceOnly: spot"),
        ["closes all by limit"] = (Limit with { ReduceOnly = true, ClosesAll = true }, "ClosesAll:"),
        ["closes all of an option"] = (BybitFixture.Buy(Category.Option) with { ReduceOnly = true, ClosesAll = true }, "ClosesAll:"),
        ["closes all and may open"] = (BybitFixture.Buy() with { ClosesAll = true }, "ClosesAll:"),
        ["reduce-only with a stop"] = (Limit with { ReduceOnly = true, StopLoss = 1m }, "ReduceOnly: a closing order"),
        ["reduce-only with a target"] = (Limit with { ReduceOnly = true, TakeProfit = 1m }, "ReduceOnly: a closing order"),
        ["trigger of a contract"] = (BybitFixture.Buy() with { TriggerPrice = 1m }, "TriggerPrice:"),
        ["trigger of a spot limit"] = (Limit with { Category = Category.Spot, TriggerPrice = 1m }, "TriggerPrice:"),
        ["trigger with a stop"] = (BybitFixture.Buy(Category.Spot) with { TriggerPrice = 1m, StopLoss = 1m }, "TriggerPrice:"),
        ["spot market with a target"] = (BybitFixture.Buy(Category.Spot) with { TakeProfit = 1m }, "spot limit orders only"),
        ["option with a stop"] = (BybitFixture.Buy(Category.Option) with { StopLoss = 1m }, "option exits"),
    };

    private static readonly Dictionary<string, (OrderAmendment Change, string? Field)> Changes = new(StringComparer.Ordinal)
    {
        ["nothing"] = (Change, "nothing to change"),
        ["quantity zero"] = (Change with { Quantity = 0m }, "must be greater"),
        ["limit zero"] = (Change with { LimitPrice = 0m }, "must be greater"),
        ["trigger zero"] = (Change with { TriggerPrice = 0m }, "must be greater"),
        ["stop below zero"] = (Change with { StopLoss = -1m }, "must not be negative"),
        ["target below zero"] = (Change with { TakeProfit = -1m }, "must not be negative"),
        ["option stop"] = (Change with { Category = Category.Option, StopLoss = 1m }, "option exits"),
        ["option target"] = (Change with { Category = Category.Option, TakeProfit = 1m }, "option exits"),
        ["option limit"] = (Change with { Category = Category.Option, LimitPrice = 1m }, null),
        ["quantity"] = (Change with { Quantity = 1m }, null),
        ["trigger"] = (Change with { TriggerPrice = 1m }, null),
        ["target gone"] = (Change with { TakeProfit = 0m }, null),
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> IntentNames => [.. Intents.Keys];

    public static TheoryData<string> ChangeNames => [.. Changes.Keys];

    [Theory]
    [MemberData(nameof(IntentNames))]
    public void Order_is_refused_by_its_field(string name) =>
        Assert.Contains(Intents[name].Field, OrderRequest.Refusal(Intents[name].Intent), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(ChangeNames))]
    public void Change_is_refused_by_its_field(string name)
    {
        if (Changes[name].Field is { } field)
            Assert.Contains(field, AmendRequest.Refusal(Changes[name].Change), StringComparison.Ordinal);
        else
            Assert.Null(AmendRequest.Refusal(Changes[name].Change));
    }

    [Fact]
    public async Task Change_is_sent_field_by_field()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Amend, """{"orderId":"o"}""");

        Expect.Accepted(await fixture.Exchange.AmendOrderAsync(
            Change with { Quantity = 1m, LimitPrice = 2m, TriggerPrice = 3m, StopLoss = 4m, TakeProfit = 5m }, Token));

        Assert.True(JsonElement.DeepEquals(
            JsonDocument.Parse($$"""
                {"category":"linear","symbol":"BTCUSDT","orderLinkId":"{{Change.LinkId}}","qty":"1","price":"2","triggerPrice":"3","stopLoss":"4","takeProfit":"5"}
                """).RootElement,
            JsonDocument.Parse(fixture.Stub.Single(Amend).Body).RootElement));
    }

    [Theory]
    [InlineData("Buy", "0.010", true)]
    [InlineData("Buy", "0.009", true)]
    [InlineData("Buy", "0.011", false)]
    [InlineData("Sell", "0.010", false)]
    public async Task Order_that_is_there_already_is_ours_when_side_and_quantity_agree(string side, string quantity, bool isOurs)
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Create, StubReplies.Code(110072)).When(Realtime, Rows.Order(side, quantity));

        var outcome = await fixture.Exchange.PlaceOrderAsync(BybitFixture.Buy(), Token);

        Assert.Equal(isOurs, outcome is SubmitOutcome.Accepted { ExchangeOrderId: "exchange-7" });
        Assert.Equal(!isOurs, outcome is SubmitOutcome.Rejected { Error.Class: RetryGuidance.Permanent });
        Assert.Equal(isOurs, fixture.Log.Text.Contains("is adopted", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_two_rows_with_one_link_id_the_first_order_is_meant()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        var link = BybitFixture.Buy().LinkId;
        string Row(string id, int created) =>
            $$"""{"orderId":"{{id}}","orderLinkId":"{{link}}","symbol":"BTCUSDT","side":"Buy","orderStatus":"New","qty":"1","cumExecQty":"0","createdTime":"{{created}}"}""";
        fixture.Stub.When(Realtime, $$"""{"list":[{{Row("later", 2_000_000)}},{{Row("first", 1_000_000)}}]}""");

        Assert.Equal(
            "first", Expect.Value(await fixture.Exchange.FindOrderAsync(Category.Linear, BybitFixture.Btc, link, Token))!.ExchangeOrderId);
        Assert.Contains($"orderLinkId={link}", fixture.Stub.Single(Realtime).RawQuery, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leg_that_is_flat_has_nothing_to_reduce_though_the_other_one_stands()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Create, StubReplies.Code(110017)).When(PositionList, """
            {"list":[{"symbol":"BTCUSDT","side":"","size":"0","positionIdx":1},
            {"symbol":"BTCUSDT","side":"Sell","size":"2","avgPrice":"101","positionIdx":2}]}
            """);
        var close = BybitFixture.Buy() with { Side = OrderSide.Sell, ReduceOnly = true };

        Assert.Equal(RetryGuidance.AlreadyDone, Expect.Rejected(await fixture.Exchange.PlaceOrderAsync(close, Token)).Class);
        Assert.Equal(
            RetryGuidance.Permanent,
            Expect.Rejected(await fixture.Exchange.PlaceOrderAsync(close with { Side = OrderSide.Buy }, Token)).Class);
    }

    [Theory]
    [InlineData("New", "rejected")]
    [InlineData("Cancelled", "accepted")]
    [InlineData(null, "unknown")]
    public async Task Cancel_of_an_order_that_is_not_found_ends_with_what_the_lists_show(string? status, string expected)
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Cancel, StubReplies.Code(170213))
            .When(Realtime, status is null ? StubReplies.Code(10005) : StubReplies.Ok(Rows.Order("Buy", "0.01", status)));

        var outcome = await fixture.Exchange.CancelOrderAsync(
            Category.Linear, BybitFixture.Btc, BybitFixture.Buy().LinkId, isStopOrder: false, Token);

        Assert.Equal(expected, outcome.GetType().Name.ToLowerInvariant());
    }

    [Theory]
    [InlineData(new[] { 0, -1, 110001 }, "unknown")]
    [InlineData(new[] { 110001, -1, 0 }, "unknown")]
    [InlineData(new[] { 0, 110001, 0 }, "rejected")]
    [InlineData(new[] { 110001, 0, 0 }, "rejected")]
    [InlineData(new[] { 0, 0, 0 }, "accepted")]
    public async Task Worst_outcome_of_several_cancels_is_told_whichever_comes_first(int[] codes, string expected)
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(CancelAll, [.. codes.Select(static code => code switch
        {
            -1 => StubReplies.Raw(503, ""),
            0 => StubReplies.Ok("""{"success":"1"}"""),
            _ => StubReplies.Code(code),
        })]);

        var outcome = await fixture.Exchange.CancelAllOrdersAsync(Category.Spot, BybitFixture.Btc, Token);

        Assert.Equal(expected, outcome.GetType().Name.ToLowerInvariant());
        Assert.Equal(3, fixture.Stub.Count(CancelAll));
    }

    [Theory]
    [InlineData("""{"success":"0"}""", "rejected")]
    [InlineData("""{"success":0}""", "accepted")]
    [InlineData("""{"success":null}""", "accepted")]
    [InlineData("""{"list":[]}""", "accepted")]
    [InlineData("[]", "accepted")]
    public async Task Cancel_of_all_failed_only_where_the_answer_says_so_as_documented(string result, string expected)
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(CancelAll, StubReplies.Ok(result));

        var outcome = await fixture.Exchange.CancelAllOrdersAsync(Category.Linear, BybitFixture.Btc, Token);

        Assert.Equal(expected, outcome.GetType().Name.ToLowerInvariant());
        if (outcome is SubmitOutcome.Rejected { Error: var error })
            Assert.Equal((0, RetryGuidance.CorrectAndRetry), (error.Code, error.Class));
    }

    [Theory]
    [InlineData(401, RetryGuidance.Halt)]
    [InlineData(404, RetryGuidance.Permanent)]
    [InlineData(405, RetryGuidance.Permanent)]
    [InlineData(411, RetryGuidance.Permanent)]
    [InlineData(413, RetryGuidance.Permanent)]
    [InlineData(414, RetryGuidance.Permanent)]
    [InlineData(415, RetryGuidance.Permanent)]
    [InlineData(431, RetryGuidance.Permanent)]
    [InlineData(302, null)]
    [InlineData(409, null)]
    public void Http_status_says_whether_anything_may_have_been_done(int status, RetryGuidance? @class)
    {
        var reply = HttpRefusals.Describe(status);

        if (@class is { } known)
        {
            var error = Assert.IsType<BybitReply.NotDone>(reply).Error;
            Assert.Equal((-status, known), (error.Code, error.Class));
        }
        else
            Assert.Equal(RetryGuidance.VerifyFirst, Assert.IsType<BybitReply.Lost>(reply).Error.Class);
    }
}
