using System.Text.Json;
using TradingBot.Bybit.Tests.Stub;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using static TradingBot.Bybit.Tests.Stub.Routes;

namespace TradingBot.Bybit.Tests.Orders;

public sealed class AmendTests
{
    private static readonly OrderAmendment Change = new()
    {
        Category = Category.Linear,
        Symbol = BybitFixture.Btc,
        LinkId = BybitFixture.Buy().LinkId,
        LimitPrice = 64000.50m,
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_changed_fields_are_sent()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Amend, """{"orderId":"exchange-7"}""");

        Assert.Equal("exchange-7", Expect.Accepted(await fixture.Exchange.AmendOrderAsync(Change with { StopLoss = 0m }, Token)));

        Assert.True(JsonElement.DeepEquals(
            JsonDocument.Parse("""{"category":"linear","symbol":"BTCUSDT","orderLinkId":"0123456789abcdef0123456789abcdef-e0","price":"64000.5","stopLoss":"0"}""").RootElement,
            JsonDocument.Parse(fixture.Stub.Single(Amend).Body).RootElement));
    }

    [Fact]
    public async Task Order_already_as_wished_is_accepted()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Amend, StubReplies.Code(10001, "order not modified"));

        Expect.Accepted(await fixture.Exchange.AmendOrderAsync(Change, Token));
    }

    [Theory]
    [InlineData(110001, "Filled", RetryGuidance.Permanent)]
    [InlineData(110008, "Cancelled", RetryGuidance.Permanent)]
    [InlineData(170213, "New", RetryGuidance.CorrectAndRetry)]
    [InlineData(110008, "New", RetryGuidance.CorrectAndRetry)]
    [InlineData(170142, "PartiallyFilled", RetryGuidance.CorrectAndRetry)]
    [InlineData(110010, "Rejected", RetryGuidance.Permanent)]
    public async Task Order_that_cannot_be_changed_any_more_is_looked_up_and_never_made_anew(
        int code, string status, RetryGuidance @class)
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Amend, StubReplies.Code(code)).When(Realtime, Rows.Order("Buy", "0.01", status));

        Assert.Equal(@class, Expect.Rejected(await fixture.Exchange.AmendOrderAsync(Change, Token)).Class);

        Assert.Equal(1, fixture.Stub.Count(Amend));
        Assert.Equal(0, fixture.Stub.Count(Create));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10005)]
    public async Task Order_that_has_ended_but_cannot_be_seen_is_refused_for_another_try_and_not_told_as_changed(int code)
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Amend, StubReplies.Code(110008)).When(Realtime, StubReplies.Code(code)).When(History, Nothing);

        var error = Expect.Rejected(await fixture.Exchange.AmendOrderAsync(Change, Token));

        Assert.Equal((110008, RetryGuidance.CorrectAndRetry), (error.Code, error.Class));
        Assert.DoesNotContain("It has ended", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Change_of_nothing_is_refused_by_field()
    {
        await using var fixture = await BybitFixture.OpenAsync();

        Assert.Contains(
            "Quantity",
            Expect.Rejected(await fixture.Exchange.AmendOrderAsync(Change with { LimitPrice = null }, Token)).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "StopLoss",
            Expect.Rejected(
                await fixture.Exchange.AmendOrderAsync(Change with { Category = Category.Option, StopLoss = 1m }, Token)).Message,
            StringComparison.Ordinal);
        Assert.Empty(fixture.Stub.Requests);
    }

    [Fact]
    public async Task Cancel_all_of_spot_names_every_kind_of_order_and_tells_the_worst_outcome()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(
            CancelAll, StubReplies.Ok("""{"list":[],"success":"1"}"""), LostReplies.Of("503"), StubReplies.Ok("""{"success":"1"}"""));

        Expect.Unknown(await fixture.Exchange.CancelAllOrdersAsync(Category.Spot, BybitFixture.Btc, Token));

        Assert.Equal(
            ["Order", "tpslOrder", "StopOrder"],
            fixture.Stub.Requests.Where(request => request.Path == CancelAll)
                .Select(request => JsonDocument.Parse(request.Body).RootElement.GetProperty("orderFilter").GetString()));
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("0", false)]
    public async Task Cancel_all_believes_the_exchanges_own_word(string success, bool accepted)
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(CancelAll, $$"""{"list":[{"orderId":"1"}],"success":"{{success}}"}""");

        Assert.Equal(
            accepted, await fixture.Exchange.CancelAllOrdersAsync(Category.Linear, BybitFixture.Btc, Token) is SubmitOutcome.Accepted);

        Assert.Equal("""{"category":"linear","symbol":"BTCUSDT"}""", fixture.Stub.Single(CancelAll).Body);
    }
}
