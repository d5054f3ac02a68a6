using System.Net;
using System.Net.Sockets;
using TradingBot.Bybit.Tests.Stub;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using static TradingBot.Bybit.Tests.Stub.Routes;

namespace TradingBot.Bybit.Tests.Orders;

/// <summary>A refusal is reported with its class, and only one that proves nothing happened is sent again.</summary>
public sealed class RefusedOrderTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(10001, RetryGuidance.Permanent)]
    [InlineData(10003, RetryGuidance.Halt)]
    [InlineData(10005, RetryGuidance.Halt)]
    [InlineData(10010, RetryGuidance.Halt)]
    [InlineData(110007, RetryGuidance.Permanent)]
    [InlineData(110094, RetryGuidance.Permanent)]
    [InlineData(170131, RetryGuidance.Permanent)]
    [InlineData(110079, RetryGuidance.RetryLater)]
    public async Task Create_refused_is_rejected_with_its_class_and_sent_once(int code, RetryGuidance @class)
    {
        await using var fixture = await BybitFixture.OpenAsync();
        // Whoever looks for the position mode finds that it is not the reason.
        fixture.Stub.When(Create, StubReplies.Code(code, "表示名が違います")).When(PositionList, Nothing);

        var error = Expect.Rejected(await fixture.Exchange.PlaceOrderAsync(BybitFixture.Buy(), Token));

        Assert.Equal(code, error.Code);
        Assert.Equal(@class, error.Class);
        Assert.Equal(1, fixture.Stub.Count(Create));
    }

    [Theory]
    [InlineData(400, RetryGuidance.Permanent)]
    [InlineData(401, RetryGuidance.Halt)]
    [InlineData(404, RetryGuidance.Permanent)]
    [InlineData(429, RetryGuidance.RetryLater)]
    public async Task Create_turned_away_at_the_door_is_rejected(int status, RetryGuidance @class)
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Create, StubReplies.Raw(status, "<html>no</html>"));

        var error = Expect.Rejected(await fixture.Exchange.PlaceOrderAsync(BybitFixture.Buy(), Token));

        Assert.Equal(-status, error.Code);
        Assert.Equal(@class, error.Class);
        Assert.Equal(1, fixture.Stub.Count(Create));
    }

    [Fact]
    public async Task Create_with_no_exchange_listening_is_rejected_because_nothing_was_sent()
    {
        await using var stub = await StubExchange.StartAsync();
        using var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        var port = ((IPEndPoint)closed.LocalEndpoint).Port;
        closed.Stop();
        await using var fixture = BybitFixture.Open(stub, new Uri($"http://127.0.0.1:{port}"));

        var error = Expect.Rejected(await fixture.Exchange.PlaceOrderAsync(BybitFixture.Buy(), Token));

        Assert.Equal(0, error.Code);
        Assert.Equal(RetryGuidance.RetryLater, error.Class);
    }

    [Fact]
    public async Task Create_with_a_refused_clock_is_resent_once_with_the_same_id_and_a_new_stamp()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When("/v5/market/time", StubReplies.Time(TimeSpan.Zero), StubReplies.Time(TimeSpan.FromSeconds(-40)));
        fixture.Stub.When(Create, StubReplies.Code(10002, "invalid request"), StubReplies.Ok("""{"orderId":"o-1","orderLinkId":"x"}"""));

        Assert.Equal("o-1", Expect.Accepted(await fixture.Exchange.PlaceOrderAsync(BybitFixture.Buy(), Token)));

        var sent = fixture.Stub.Requests.Where(request => request.Path == Create).ToList();
        Assert.Equal(2, sent.Count);
        Assert.Equal(sent[0].Body, sent[1].Body);
        var shift = long.Parse(sent[1].Headers["X-BAPI-TIMESTAMP"], null) - long.Parse(sent[0].Headers["X-BAPI-TIMESTAMP"], null);
        Assert.InRange(shift, -41_000, -35_000);
    }

    [Fact]
    public async Task Create_with_a_clock_that_stays_refused_is_rejected_for_now_after_one_resend()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Create, StubReplies.Code(10002));

        Assert.Equal(
            RetryGuidance.RetryLater, Expect.Rejected(await fixture.Exchange.PlaceOrderAsync(BybitFixture.Buy(), Token)).Class);

        Assert.Equal(2, fixture.Stub.Count(Create));
    }

    [Fact]
    public async Task Create_over_the_rate_limit_waits_for_the_reset_and_resends_the_same_order()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(
            Create,
            StubReplies.Code(10006, "Too many visits!", [("X-Bapi-Limit", "10"), ("X-Bapi-Limit-Status", "0"), ("X-Bapi-Limit-Reset-Timestamp", "1735689600300")]),
            StubReplies.Ok("""{"orderId":"o-1"}"""));
        var started = TimeProvider.System.GetTimestamp();

        Assert.Equal("o-1", Expect.Accepted(await fixture.Exchange.PlaceOrderAsync(BybitFixture.Buy(), Token)));

        Assert.True(TimeProvider.System.GetElapsedTime(started) >= TimeSpan.FromMilliseconds(300));
        var bodies = fixture.Stub.Requests.Where(request => request.Path == Create).Select(request => request.Body).ToList();
        Assert.Equal(2, bodies.Count);
        Assert.Single(bodies.Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Create_over_the_rate_limit_for_good_is_rejected_after_a_bounded_number_of_tries()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(
            Create, StubReplies.Code(
                10006, "Too many visits!", [("X-Bapi-Limit-Status", "0"), ("X-Bapi-Limit-Reset-Timestamp", "1735689600010")]));

        Assert.Equal(10006, Expect.Rejected(await fixture.Exchange.PlaceOrderAsync(BybitFixture.Buy(), Token)).Code);

        Assert.Equal(5, fixture.Stub.Count(Create));
    }

    [Fact]
    public async Task A_403_pauses_every_call_and_says_so()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Create, StubReplies.Raw(403, "access too frequent"));
        var first = Expect.Rejected(await fixture.Exchange.PlaceOrderAsync(BybitFixture.Buy(), Token));
        var before = fixture.Stub.Requests.Count;

        var second = Expect.Rejected(await fixture.Exchange.PlaceOrderAsync(BybitFixture.Buy(), Token));
        var read = Expect.Failure(await fixture.Exchange.GetTickerAsync(Category.Linear, BybitFixture.Btc, Token));

        Assert.All([first, second, read], error => Assert.Equal(-403, error.Code));
        Assert.All([first, second, read], error => Assert.Contains("paused until", error.Message, StringComparison.Ordinal));
        Assert.Equal(before, fixture.Stub.Requests.Count);
    }
}
