using TradingBot.Bybit.Tests.Stub;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using static TradingBot.Bybit.Tests.Stub.Routes;

namespace TradingBot.Bybit.Tests.Orders;

/// <summary>Answers about an order or position that is already there are settled by looking at it.</summary>
public sealed class KnownOrderTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(110072, Category.Linear)]
    [InlineData(170141, Category.Spot)]
    public async Task Create_seen_as_duplicate_is_adopted_when_the_order_is_ours(int code, Category category)
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Create, StubReplies.Code(code)).When(Realtime, Rows.Order("Buy", "0.01"));

        Assert.Equal("exchange-7", Expect.Accepted(await fixture.Exchange.PlaceOrderAsync(BybitFixture.Buy(category), Token)));

        Assert.Equal(1, fixture.Stub.Count(Create));
    }

    [Theory]
    [InlineData("Sell", "0.01")]
    [InlineData("Buy", "0.0101")]
    [InlineData("Sell", "0.005")]
    public async Task Create_seen_as_duplicate_of_another_order_is_rejected(string side, string quantity)
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Create, StubReplies.Code(110072)).When(Realtime, Rows.Order(side, quantity));

        var error = Expect.Rejected(await fixture.Exchange.PlaceOrderAsync(BybitFixture.Buy(), Token));

        Assert.Equal((110072, RetryGuidance.Permanent), (error.Code, error.Class));
        Assert.StartsWith("Bybit 110072: ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith(" It belongs to an order with other terms.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.01")]
    [InlineData("0.0099")]
    public async Task Create_seen_as_duplicate_of_an_order_that_is_no_larger_is_adopted(string quantity)
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Create, StubReplies.Code(110072)).When(Realtime, Rows.Order("Buy", quantity));

        Assert.Equal("exchange-7", Expect.Accepted(await fixture.Exchange.PlaceOrderAsync(BybitFixture.Buy(), Token)));
    }

    [Fact]
    public async Task Create_seen_as_duplicate_of_an_order_not_shown_yet_is_unknown()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Create, StubReplies.Code(110072)).When(Realtime, Nothing).When(History, Nothing);

        Assert.Equal(RetryGuidance.VerifyFirst, Expect.Unknown(await fixture.Exchange.PlaceOrderAsync(BybitFixture.Buy(), Token)).Class);
    }

    [Theory]
    [InlineData("""{"list":[{"symbol":"BTCUSDT","side":"","size":"0"}]}""", RetryGuidance.AlreadyDone)]
    [InlineData("""{"list":[{"symbol":"BTCUSDT","side":"Buy","size":"1","avgPrice":"5"}]}""", RetryGuidance.Permanent)]
    public async Task Reduce_only_refused_says_whether_the_position_is_flat(string positions, RetryGuidance @class)
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Create, StubReplies.Code(110017)).When("/v5/position/list", positions);
        var intent = BybitFixture.Buy() with { Side = OrderSide.Sell, ReduceOnly = true };

        Assert.Equal(@class, Expect.Rejected(await fixture.Exchange.PlaceOrderAsync(intent, Token)).Class);
    }
}
