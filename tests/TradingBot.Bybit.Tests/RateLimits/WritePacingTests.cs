using Microsoft.Extensions.Time.Testing;
using TradingBot.Bybit.Tests.Stub;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.TestKit;

namespace TradingBot.Bybit.Tests.RateLimits;

/// <summary>
/// What a write takes of its route, and how long a route rests that the exchange calls used up. No time passes by itself.
/// </summary>
public sealed class WritePacingTests
{
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Category.Linear, 10, true)]
    [InlineData(Category.Linear, 9, false)]
    [InlineData(Category.Spot, 10, false)]
    [InlineData(Category.Option, 10, false)]
    public async Task Batch_takes_the_place_of_each_of_its_orders_except_for_options(Category category, int orders, bool isUsedUp)
    {
        await using var fixture = await OpenAsync();
        fixture.Stub.When(Routes.CancelBatch, StubReplies.Raw(200, Answer(orders)), StubReplies.Raw(200, Answer(1)));
        await fixture.Exchange.CancelOrdersAsync(Cancellations(category, orders), Token);

        var next = fixture.Exchange.CancelOrdersAsync(Cancellations(category, 1), Token);

        await FinishAsync(fixture, next, isUsedUp);
        Expect.Accepted(Assert.Single(await next));
    }

    [Theory]
    [InlineData(10, true)]
    [InlineData(9, false)]
    public async Task Single_order_takes_one_place_of_its_route(int orders, bool isUsedUp)
    {
        await using var fixture = await OpenAsync();
        fixture.Stub.When(Routes.Create, """{"orderId":"o"}""");
        for (var order = 0; order < orders; order++)
            Expect.Accepted(await fixture.Exchange.PlaceOrderAsync(BybitFixture.Buy(), Token));

        var next = fixture.Exchange.PlaceOrderAsync(BybitFixture.Buy(), Token);

        await FinishAsync(fixture, next, isUsedUp);
        Expect.Accepted(await next);
    }

    [Theory]
    [InlineData(Category.Linear, 10, true)]
    [InlineData(Category.Linear, 9, false)]
    [InlineData(Category.Inverse, 10, true)]
    [InlineData(Category.Inverse, 9, false)]
    [InlineData(Category.Option, 1, true)]
    [InlineData(Category.Spot, 5, false)]
    [InlineData(Category.Spot, 6, true)]
    public async Task Cancel_of_all_orders_takes_one_place_of_its_route_and_three_for_spot(Category category, int before, bool isUsedUp)
    {
        await using var fixture = await OpenAsync();
        fixture.Stub.When(Routes.CancelAll, """{"list":[],"success":"1"}""");
        for (var calls = 0; calls < before; calls++)
        {
            var call = fixture.Exchange.CancelAllOrdersAsync(category, BybitFixture.Btc, Token);
            Expect.Accepted(await call.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, Token));
        }

        var next = fixture.Exchange.CancelAllOrdersAsync(category, BybitFixture.Btc, Token);

        await FinishAsync(fixture, next, isUsedUp);
        Expect.Accepted(await next);
    }

    [Fact]
    public async Task Route_that_is_used_up_without_a_word_of_its_reset_rests_for_a_second()
    {
        await using var fixture = await OpenAsync();
        fixture.Stub.When(Routes.Create, StubReplies.Code(10006), StubReplies.Ok("""{"orderId":"o"}"""));

        var order = fixture.Exchange.PlaceOrderAsync(BybitFixture.Buy(), Token);

        await FinishAsync(fixture, order, isUsedUp: true);
        Assert.Equal("o", Expect.Accepted(await order));
    }

    private async Task FinishAsync(BybitFixture fixture, Task write, bool isUsedUp)
    {
        if (isUsedUp)
        {
            await Eventually.TrueAsync(IsWaiting, "the write waits for its route", TimeSpan.FromSeconds(60), Token);
            Assert.False(write.IsCompleted);
            _time.Advance(TimeSpan.FromSeconds(1.1));
        }

        await write.WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System, Token);
        Assert.Equal(isUsedUp, IsWaiting());

        bool IsWaiting() => fixture.Log.Text.Contains("is used up; waiting", StringComparison.Ordinal);
    }

    private static IReadOnlyList<OrderCancellation> Cancellations(Category category, int count) =>
        [.. Enumerable.Range(0, count).Select(number => new OrderCancellation(category, BybitFixture.Btc, OrderLinkId.Parse($"n-{number}")))];

    private static string Answer(int items) => $$$"""
        {"retCode":0,"result":{"list":[{{{Repeat("""{"orderId":"o"}""", items)}}}]},"retExtInfo":{"list":[{{{Repeat("""{"code":0}""", items)}}}]}}
        """;

    private static string Repeat(string item, int items) => string.Join(',', Enumerable.Repeat(item, items));

    private async Task<BybitFixture> OpenAsync()
    {
        var stub = await StubExchange.StartAsync();
        return BybitFixture.Open(stub, stub.BaseUrl, time: _time);
    }
}
