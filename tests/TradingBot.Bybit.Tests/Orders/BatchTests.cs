using System.Text.Json;
using TradingBot.Bybit.Tests.Stub;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using static TradingBot.Bybit.Tests.Stub.Routes;

namespace TradingBot.Bybit.Tests.Orders;

/// <summary>A batch answers for each of its orders, whatever its own code says.</summary>
public sealed class BatchTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Items_refused_under_a_batch_that_succeeded_are_rejected_each_with_its_code()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(CreateBatch, Answer("""{"orderId":"o-0"},{"orderId":""},{"orderId":"o-2"}""", """{"code":0,"msg":"OK"},{"code":110007,"msg":"残高不足"},{"code":"0"}"""));

        var outcomes = await fixture.Exchange.PlaceOrdersAsync(Orders(3), Token);

        Assert.Equal("o-0", Expect.Accepted(outcomes[0]));
        Assert.Equal((110007, RetryGuidance.Permanent), (Expect.Rejected(outcomes[1]).Code, Expect.Rejected(outcomes[1]).Class));
        Assert.Equal("o-2", Expect.Accepted(outcomes[2]));
    }

    [Fact]
    public async Task Category_is_named_once_and_every_option_order_has_its_link_id()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(CreateBatch, Answer("""{"orderId":"o-0"},{"orderId":"o-1"}""", """{"code":0},{"code":0}"""));

        await fixture.Exchange.PlaceOrdersAsync(Orders(2, Category.Option), Token);

        using var body = JsonDocument.Parse(fixture.Stub.Single(CreateBatch).Body);
        Assert.Equal("option", body.RootElement.GetProperty("category").GetString());
        var items = body.RootElement.GetProperty("request").EnumerateArray().ToList();
        Assert.Equal(["n-0", "n-1"], items.Select(item => item.GetProperty("orderLinkId").GetString()));
        Assert.All(items, item => Assert.False(item.TryGetProperty("category", out _)));
    }

    [Fact]
    public async Task Category_of_changes_and_cancels_is_named_once_too()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        var taken = Answer("""{"orderId":"o-0"},{"orderId":"o-1"}""", """{"code":0},{"code":0}""");
        fixture.Stub.When(AmendBatch, taken).When(CancelBatch, taken);

        await fixture.Exchange.AmendOrdersAsync([.. Orders(2).Select(Amend)], Token);
        await fixture.Exchange.CancelOrdersAsync([.. Orders(2).Select(Cancel)], Token);

        foreach (var path in new[] { AmendBatch, CancelBatch })
        {
            using var body = JsonDocument.Parse(fixture.Stub.Single(path).Body);
            Assert.Equal("linear", body.RootElement.GetProperty("category").GetString());
            Assert.All(
                body.RootElement.GetProperty("request").EnumerateArray(), item => Assert.False(item.TryGetProperty("category", out _)));
        }
    }

    [Theory]
    [InlineData("""{"code":0}""")]
    [InlineData("""{"code":0},{"code":0},{"code":0}""")]
    [InlineData("""{"code":0},{"msg":"OK"}""")]
    [InlineData("")]
    public async Task Orders_of_which_the_answer_does_not_tell_are_unknown_and_not_sent_again(string codes)
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(CreateBatch, Answer("""{"orderId":"o-0"},{"orderId":"o-1"}""", codes));

        var outcomes = await fixture.Exchange.PlaceOrdersAsync(Orders(2), Token);

        Assert.Equal(RetryGuidance.VerifyFirst, Expect.Unknown(outcomes[1]).Class);
        Assert.Equal(1, fixture.Stub.Count(CreateBatch));
    }

    [Theory]
    [MemberData(nameof(LostReplies.Kinds), MemberType = typeof(LostReplies))]
    public async Task Every_order_of_a_batch_without_an_answer_is_unknown_and_sent_once(string kind)
    {
        await using var fixture = await BybitFixture.OpenAsync(kind == "silence" ? BybitFixture.Impatient : null);
        fixture.Stub.When(CreateBatch, LostReplies.Of(kind)).When(CancelBatch, LostReplies.Of(kind)).When(AmendBatch, LostReplies.Of(kind));

        Assert.All(await fixture.Exchange.PlaceOrdersAsync(Orders(3), Token), outcome => Expect.Unknown(outcome));
        Assert.All(await fixture.Exchange.CancelOrdersAsync([.. Orders(3).Select(Cancel)], Token), outcome => Expect.Unknown(outcome));
        Assert.All(await fixture.Exchange.AmendOrdersAsync([.. Orders(3).Select(Amend)], Token), outcome => Expect.Unknown(outcome));

        Assert.All([CreateBatch, CancelBatch, AmendBatch], path => Assert.Equal(1, fixture.Stub.Count(path)));
    }

    [Fact]
    public async Task Only_items_over_the_rate_limit_are_sent_again()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(
            CreateBatch,
            Answer("""{"orderId":"o-0"},{"orderId":""},{"orderId":""}""", """{"code":0},{"code":10006},{"code":10006}"""),
            Answer("""{"orderId":"o-1"},{"orderId":"o-2"}""", """{"code":0},{"code":0}"""));

        var outcomes = await fixture.Exchange.PlaceOrdersAsync(Orders(3), Token);

        Assert.Equal(["o-0", "o-1", "o-2"], outcomes.Select(Expect.Accepted));
        using var second = JsonDocument.Parse(fixture.Stub.Requests.Last(request => request.Path == CreateBatch).Body);
        Assert.Equal(["n-1", "n-2"], second.RootElement.GetProperty("request").EnumerateArray()
            .Select(item => item.GetProperty("orderLinkId").GetString()));
    }

    [Theory]
    [InlineData(Category.Linear, 25, 3)]
    [InlineData(Category.Linear, 10, 1)]
    [InlineData(Category.Inverse, 11, 2)]
    [InlineData(Category.Spot, 10, 1)]
    [InlineData(Category.Spot, 11, 2)]
    [InlineData(Category.Option, 20, 1)]
    [InlineData(Category.Option, 21, 2)]
    public async Task Large_batches_are_cut_to_what_the_exchange_takes(Category category, int orders, int requests)
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(CreateBatch, LostReplies.Of("503"));

        Assert.Equal(orders, (await fixture.Exchange.PlaceOrdersAsync(Orders(orders, category), Token)).Count);

        Assert.Equal(requests, fixture.Stub.Count(CreateBatch));
    }

    [Fact]
    public async Task Order_that_cannot_be_expressed_is_refused_alone()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(CreateBatch, Answer("""{"orderId":"o-1"}""", """{"code":0}"""));
        var orders = Orders(2);

        var outcomes = await fixture.Exchange.PlaceOrdersAsync([orders[0] with { Quantity = 0m }, orders[1]], Token);

        Assert.Contains("Quantity", Expect.Rejected(outcomes[0]).Message, StringComparison.Ordinal);
        Assert.Equal("o-1", Expect.Accepted(outcomes[1]));
    }

    [Fact]
    public async Task Orders_of_two_categories_are_no_batch()
    {
        await using var fixture = await BybitFixture.OpenAsync();

        await Assert.ThrowsAsync<ArgumentException>(
            () => fixture.Exchange.PlaceOrdersAsync([BybitFixture.Buy(), BybitFixture.Buy(Category.Spot)], Token));
        Assert.Empty(await fixture.Exchange.PlaceOrdersAsync([], Token));
    }

    [Fact]
    public async Task Duplicate_in_a_batch_is_adopted_and_a_finished_cancel_counts_as_done()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(CreateBatch, Answer("""{"orderId":""}""", """{"code":110072}""")).When(Realtime, Rows.Order("Buy", "0.01"))
            .When(CancelBatch, Answer("""{"orderId":""}""", """{"code":110008}"""));

        Assert.Equal("exchange-7", Expect.Accepted(Assert.Single(await fixture.Exchange.PlaceOrdersAsync([BybitFixture.Buy()], Token))));
        Expect.Accepted(Assert.Single(await fixture.Exchange.CancelOrdersAsync([Cancel(BybitFixture.Buy())], Token)));
    }

    private static IReadOnlyList<OrderIntent> Orders(int count, Category category = Category.Linear) =>
        [.. Enumerable.Range(0, count).Select(index => BybitFixture.Buy(category) with { LinkId = OrderLinkId.Parse($"n-{index}") })];

    private static OrderCancellation Cancel(OrderIntent intent) => new(intent.Category, intent.Symbol, intent.LinkId);

    private static OrderAmendment Amend(OrderIntent intent) =>
        new() { Category = intent.Category, Symbol = intent.Symbol, LinkId = intent.LinkId, Quantity = 1m };

    private static Func<Microsoft.AspNetCore.Http.HttpContext, Task> Answer(string ids, string codes) =>
        StubReplies.Raw(200, $$$"""{"retCode":0,"retMsg":"OK","result":{"list":[{{{ids}}}]},"retExtInfo":{"list":[{{{codes}}}]},"time":1735689600000}""");
}
