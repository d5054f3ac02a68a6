using TradingBot.Bybit.Http;
using TradingBot.Bybit.Tests.Stub;

namespace TradingBot.Bybit.Tests.Http;

public sealed class BybitClockTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(-3600)]
    [InlineData(0)]
    [InlineData(90)]
    public async Task Clock_follows_the_exchange_by_its_measured_offset(int seconds)
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When("/v5/market/time", StubReplies.Time(TimeSpan.FromSeconds(seconds)));

        await fixture.Get<BybitClock>().EnsureAsync(TimeSpan.FromMinutes(5), Token);

        var offset = fixture.Get<BybitClock>().Now - TimeProvider.System.GetUtcNow();
        Assert.InRange(offset.TotalSeconds, seconds - 0.5, seconds + 0.5);
    }

    [Fact]
    public async Task Clock_is_measured_once_for_many_calls()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        var clock = fixture.Get<BybitClock>();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => clock.EnsureAsync(TimeSpan.FromMinutes(5), Token)));

        Assert.Equal(1, fixture.Stub.Count("/v5/market/time"));
    }

    [Fact]
    public async Task Clock_that_cannot_be_read_keeps_our_own_and_is_not_asked_at_every_call()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When("/v5/market/time", StubReplies.Raw(502, "")).When("/v5/order/create", """{"orderId":"1"}""");

        Expect.Accepted(await fixture.Exchange.PlaceOrderAsync(BybitFixture.Buy(), Token));
        Expect.Accepted(await fixture.Exchange.PlaceOrderAsync(BybitFixture.Buy(), Token));

        Assert.Equal(1, fixture.Stub.Count("/v5/market/time"));
        Assert.InRange((fixture.Get<BybitClock>().Now - TimeProvider.System.GetUtcNow()).TotalSeconds, -0.5, 0.5);
    }
}
