using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using TradingBot.Bybit.Http;
using TradingBot.Bybit.Tests.Stub;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using static TradingBot.Bybit.Tests.Stub.Routes;

namespace TradingBot.Bybit.Tests.Keys;

public sealed class KeyStoreTests
{
    private static readonly ExchangeKey First = new("store-key-0001", "store-secret-0001");
    private static readonly ExchangeKey Second = new("store-key-0002", "store-secret-0002");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Refusals => new("10003", "10004", "10007", "33004", "-2015", "http401");

    [Fact]
    public async Task Stores_pair_signs_and_not_the_settings()
    {
        await using var fixture = await OpenAsync(new StubKeys(First));
        fixture.Stub.When(Create, """{"orderId":"1"}""");

        Expect.Accepted(await fixture.Exchange.PlaceOrderAsync(BybitFixture.Buy(), Token));

        AssertSigned(fixture.Stub.Single(Create), First);
    }

    [Fact]
    public async Task Pair_changed_in_the_store_signs_the_next_request()
    {
        var keys = new StubKeys(First);
        await using var fixture = await OpenAsync(keys);
        fixture.Stub.When(Create, """{"orderId":"1"}""");
        Expect.Accepted(await fixture.Exchange.PlaceOrderAsync(BybitFixture.Buy(), Token));

        keys.Put(Second);
        Expect.Accepted(await fixture.Exchange.PlaceOrderAsync(BybitFixture.Buy(), Token));

        var requests = fixture.Stub.Requests.Where(static request => request.Path == Create).ToList();
        AssertSigned(requests[0], First);
        AssertSigned(requests[1], Second);
        Assert.Equal(0, keys.Refusals);
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Read_refused_for_its_key_is_asked_once_more_with_the_new_one(string kind)
    {
        var keys = new StubKeys(First) { Next = Second };
        await using var fixture = await OpenAsync(keys);
        fixture.Stub.When(Realtime, Refusal(kind), StubReplies.Ok(Nothing));

        Expect.Value(await fixture.Exchange.GetOpenOrdersAsync(Category.Linear, BybitFixture.Btc, Token));

        var requests = fixture.Stub.Requests.Where(static request => request.Path == Realtime).ToList();
        Assert.Equal(2, requests.Count);
        Assert.Equal([First.ApiKey, Second.ApiKey], requests.Select(static request => request.Headers["X-BAPI-API-KEY"]));
        Assert.Equal(1, keys.Refusals);
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Read_is_not_repeated_when_the_store_has_no_other_pair(string kind)
    {
        var keys = new StubKeys(First);
        await using var fixture = await OpenAsync(keys);
        fixture.Stub.When(Realtime, Refusal(kind));

        var error = Expect.Failure(await fixture.Exchange.GetOpenOrdersAsync(Category.Linear, BybitFixture.Btc, Token));

        Assert.Equal(RetryGuidance.Halt, error.Class);
        Assert.Equal(1, fixture.Stub.Count(Realtime));
        Assert.Equal(1, keys.Refusals);
    }

    [Fact]
    public async Task Read_whose_new_key_is_refused_too_ends_there()
    {
        var keys = new StubKeys(First) { Next = Second };
        await using var fixture = await OpenAsync(keys);
        fixture.Stub.When(Realtime, StubReplies.Code(10003));

        Assert.Equal(10003, Expect.Failure(await fixture.Exchange.GetOpenOrdersAsync(Category.Linear, BybitFixture.Btc, Token)).Code);

        Assert.Equal(2, fixture.Stub.Count(Realtime));
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Write_refused_for_its_key_is_never_sent_again_and_waits_when_the_key_was_replaced(string kind)
    {
        var keys = new StubKeys(First) { Next = Second };
        await using var fixture = await OpenAsync(keys);
        fixture.Stub.When(Create, Refusal(kind), StubReplies.Ok("""{"orderId":"1"}"""));

        var error = Expect.Rejected(await fixture.Exchange.PlaceOrderAsync(BybitFixture.Buy(), Token));

        Assert.Equal(RetryGuidance.RetryLater, error.Class);
        Assert.Equal(kind == "http401" ? -401 : int.Parse(kind, null), error.Code);
        Assert.Equal(1, fixture.Stub.Count(Create));
        Assert.Equal(1, keys.Refusals);
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Write_refused_for_a_key_that_stays_stops_trading(string kind)
    {
        var keys = new StubKeys(First);
        await using var fixture = await OpenAsync(keys);
        fixture.Stub.When(Create, Refusal(kind));

        Assert.Equal(RetryGuidance.Halt, Expect.Rejected(await fixture.Exchange.PlaceOrderAsync(BybitFixture.Buy(), Token)).Class);

        Assert.Equal(1, fixture.Stub.Count(Create));
        Assert.Equal(1, keys.Refusals);
    }

    [Theory]
    [InlineData(10001)]
    [InlineData(10005)]
    [InlineData(10010)]
    [InlineData(110007)]
    public async Task Other_refusals_are_no_reason_to_ask_the_store(int code)
    {
        var keys = new StubKeys(First) { Next = Second };
        await using var fixture = await OpenAsync(keys);
        fixture.Stub.When(Create, StubReplies.Code(code)).When(Realtime, StubReplies.Code(code));

        Expect.Rejected(await fixture.Exchange.PlaceOrderAsync(BybitFixture.Buy(), Token));
        Expect.Failure(await fixture.Exchange.GetOpenOrdersAsync(Category.Linear, BybitFixture.Btc, Token));

        Assert.Equal(0, keys.Refusals);
    }

    [Fact]
    public async Task Without_a_pair_nothing_leaves_and_every_outcome_is_certain()
    {
        await using var fixture = await OpenAsync(new StubKeys(key: null));

        ExchangeError[] errors =
        [
            Expect.Rejected(await fixture.Exchange.PlaceOrderAsync(BybitFixture.Buy(), Token)),
            Expect.Rejected(Assert.Single(await fixture.Exchange.PlaceOrdersAsync([BybitFixture.Buy()], Token))),
            Expect.Failure(await fixture.Exchange.GetOpenOrdersAsync(Category.Linear, BybitFixture.Btc, Token)),
        ];

        Assert.All(errors, static error => Assert.Equal(
            new ExchangeError(0, "The exchange credentials are unavailable; nothing was sent. The vault is shut.", RetryGuidance.RetryLater), error));
        Assert.Empty(fixture.Stub.Requests);
    }

    [Fact]
    public async Task Process_without_keys_signs_nothing_though_its_settings_hold_a_pair()
    {
        await using var fixture = await BybitFixture.OpenAsync(static options => options.WithoutKeys = true);

        var error = Expect.Rejected(await fixture.Exchange.PlaceOrderAsync(BybitFixture.Buy(), Token));

        Assert.Equal((0, RetryGuidance.RetryLater), (error.Code, error.Class));
        Assert.EndsWith("nothing was sent. Bybit:WithoutKeys is set in this process.", error.Message, StringComparison.Ordinal);
        Assert.Empty(fixture.Stub.Requests);
    }

    [Fact]
    public async Task Public_read_asks_the_store_for_nothing()
    {
        var keys = new StubKeys(key: null);
        await using var fixture = await OpenAsync(keys);
        fixture.Stub.When("/v5/market/tickers", StubReplies.Code(10003));

        Assert.Equal(10003, Expect.Failure(await fixture.Exchange.GetTickerAsync(Category.Linear, BybitFixture.Btc, Token)).Code);

        Assert.Equal((0, 0), (keys.Asked, keys.Refusals));
    }

    [Fact]
    public async Task Pair_that_was_replaced_is_still_taken_out_of_what_the_exchange_says()
    {
        var keys = new StubKeys(First) { Next = Second };
        await using var fixture = await OpenAsync(keys);
        var ofFirst = $"{First.ApiKey} {First.ApiSecret}";
        fixture.Stub.When(
            Create, StubReplies.Code(10003, ofFirst), StubReplies.Code(10001, $"{ofFirst} {Second.ApiKey} {Second.ApiSecret}"));

        Expect.Rejected(await fixture.Exchange.PlaceOrderAsync(BybitFixture.Buy(), Token));
        var error = Expect.Rejected(await fixture.Exchange.PlaceOrderAsync(BybitFixture.Buy(), Token));

        foreach (var secret in new[] { First.ApiKey, First.ApiSecret, Second.ApiKey, Second.ApiSecret })
        {
            Assert.DoesNotContain(secret, error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(secret, fixture.Log.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Signer_of_a_held_pair_costs_no_garbage()
    {
        await using var fixture = await OpenAsync(new StubKeys(First));
        var keys = fixture.Get<SigningKeys>();
        await keys.GetAsync(Token);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var call = 0; call < 1000; call++)
            await keys.GetAsync(CancellationToken.None);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static async Task<BybitFixture> OpenAsync(StubKeys keys)
    {
        var stub = await StubExchange.StartAsync();
        return BybitFixture.Open(stub, stub.BaseUrl, services: services => services.AddSingleton<IExchangeKeys>(keys));
    }

    private static Func<Microsoft.AspNetCore.Http.HttpContext, Task> Refusal(string kind) =>
        kind == "http401" ? StubReplies.Raw(401, "") : StubReplies.Code(int.Parse(kind, null), "no");

    private static void AssertSigned(StubRequest request, ExchangeKey key)
    {
        var text = request.Headers["X-BAPI-TIMESTAMP"] + key.ApiKey + request.Headers["X-BAPI-RECV-WINDOW"] + request.Body;
        Assert.Equal(key.ApiKey, request.Headers["X-BAPI-API-KEY"]);
        Assert.Equal(
            Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key.ApiSecret), Encoding.UTF8.GetBytes(text))),
            request.Headers["X-BAPI-SIGN"]);
    }
}
