using System.Security.Cryptography;
using System.Text;
using TradingBot.Bybit.Http;
using TradingBot.Bybit.Tests.Stub;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;

namespace TradingBot.Bybit.Tests.Http;

public sealed class BybitSignerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // Computed with another language's HMAC over timestamp + key + window + payload.
    [Theory]
    [InlineData(
        "1735689600000", "5000", "category=linear&symbol=ETHUSDT", "a8e70f2fe78cfe37753cb6bf56aca49cb113aac6f6a404adc6186a3f42ad4699")]
    [InlineData(
        "1735689600000", "5000", "accountType=UNIFIED&coin=BTC%2CUSDT", "fc3be1b586ed1c45e9299bf666adb6402457dd82632b840c0cd930490af2c58a")]
    [InlineData(
        "1735689600123", "8000", "category=spot&cursor=a%253Db%2526c", "c57084a67f4babbecf07546f608f723427b8da751c43ffa83faf12dcb499b125")]
    [InlineData("1735689600000", "5000", "", "39a7422f75f0cc49a211fd2a236c1cc8608ad0dba6337d2c140ebfb2437a7e9e")]
    [InlineData("1735689600000", "5000", """{"category":"linear","symbol":"ETHUSDT","qty":"0.5"}""", "7aa3b983996e4ab5652a279b156de52ff8b8a4de12519f59221b70cdbfadf7ad")]
    [InlineData("1735689600000", "5000", """{"note":"Zürich"}""", "a42b36ca4ca4ac93dd4291c952d4aa2c6d289fdb2f2481434f2e79c5f71a8cfe")]
    public void Signature_matches_the_known_vector(string timestamp, string window, string payload, string expected) =>
        Assert.Equal(expected, new BybitSigner(new ExchangeKey(BybitFixture.Key, BybitFixture.Secret))
            .Sign(timestamp, window, Encoding.UTF8.GetBytes(payload)));

    [Fact]
    public async Task Read_on_the_wire_is_signed_over_the_raw_query_as_it_arrived()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When("/v5/order/realtime", StubReplies.Ok("""{"list":[{"orderId":"1","orderLinkId":"a","symbol":"BTCUSDT","side":"Buy","orderStatus":"New","qty":"1","cumExecQty":"0","createdTime":"1735689600000"}],"nextPageCursor":"x%3Ay,z&=+%"}"""), StubReplies.Ok("""{"list":[]}"""));

        Expect.Value(await fixture.Exchange.GetOpenOrdersAsync(Category.Linear, BybitFixture.Btc, Token));

        var requests = fixture.Stub.Requests.Where(request => request.Path == "/v5/order/realtime").ToList();
        Assert.Equal(2, requests.Count);
        Assert.EndsWith("&cursor=x%253Ay%2Cz%26%3D%2B%25", requests[1].RawQuery, StringComparison.Ordinal);
        Assert.All(requests, request => Assert.Equal(Recompute(request, request.RawQuery), request.Headers["X-BAPI-SIGN"]));
        Assert.All(requests, request => Assert.Equal("", request.Body));
    }

    [Fact]
    public async Task Write_on_the_wire_is_signed_over_the_body_bytes_as_they_arrived()
    {
        await using var fixture = await BybitFixture.OpenAsync(options => options.RecvWindow = 7000);
        fixture.Stub.When("/v5/order/create", """{"orderId":"1"}""");

        Expect.Accepted(await fixture.Exchange.PlaceOrderAsync(BybitFixture.Buy(), Token));

        var request = fixture.Stub.Single("/v5/order/create");
        Assert.Equal(Recompute(request, request.Body), request.Headers["X-BAPI-SIGN"]);
        Assert.Equal("7000", request.Headers["X-BAPI-RECV-WINDOW"]);
        Assert.Equal("application/json", request.Headers["Content-Type"]);
    }

    [Fact]
    public async Task Public_read_carries_no_key()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When("/v5/market/tickers", """{"list":[{"symbol":"BTCUSDT","lastPrice":"1"}]}""");

        Expect.Value(await fixture.Exchange.GetTickerAsync(Category.Linear, BybitFixture.Btc, Token));

        Assert.DoesNotContain(
            fixture.Stub.Single("/v5/market/tickers").Headers.Keys, name => name.StartsWith("X-BAPI", StringComparison.OrdinalIgnoreCase));
    }

    private static string Recompute(StubRequest request, string payload)
    {
        var text = request.Headers["X-BAPI-TIMESTAMP"] + request.Headers["X-BAPI-API-KEY"] + request.Headers["X-BAPI-RECV-WINDOW"] + payload;
        var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(BybitFixture.Secret), Encoding.UTF8.GetBytes(text));
        return string.Concat(hash.Select(one => one.ToString("x2", null)));
    }
}
