using System.Net;
using System.Text.Json.Nodes;
using TradingBot.PaperExchange.Settings;
using static TradingBot.PaperExchange.Tests.RunningExchange;

namespace TradingBot.PaperExchange.Tests;

public sealed class AuthenticationTests
{
    private const string Wallet = "/v5/account/wallet-balance";

    [Fact]
    public async Task Wrong_key_is_refused()
    {
        await using var exchange = await StartAsync();
        using var stranger = new SigningClient(exchange.BaseUrl, TimeProvider.System, key: "other");
        Assert.Equal(10003, Code(await stranger.GetAsync(Wallet, "accountType=UNIFIED")));
    }

    [Fact]
    public async Task Wrong_secret_is_refused_and_the_text_shows_what_was_signed()
    {
        await using var exchange = await StartAsync();
        using var stranger = new SigningClient(exchange.BaseUrl, TimeProvider.System, secret: "other");
        var answer = await stranger.GetAsync(Wallet, "accountType=UNIFIED");
        Assert.Equal(10004, Code(answer));
        Assert.EndsWith("paper5000accountType=UNIFIED]", Text(answer, "retMsg"));
    }

    [Theory]
    [InlineData("accountType=UNIFIED&coin=USDT%2CBTC")]
    [InlineData("accountType=UNIFIED&coin=USDT,BTC")]
    public async Task Query_is_checked_exactly_as_sent(string query)
    {
        await using var exchange = await StartAsync();
        var account = Assert.Single(await exchange.ListAsync(Wallet, query));
        Assert.Equal(["USDT", "BTC"], account["coin"]!.AsArray().Select(coin => Text(coin, "coin")));
    }

    [Fact]
    public async Task Body_that_differs_from_the_signed_one_is_refused()
    {
        await using var exchange = await StartAsync();
        var answer = await exchange.Client.SendAsync(
            HttpMethod.Post, "/v5/order/create", "", """{"qty":"9"}""", textToSign: """{"qty":"1"}""");
        Assert.Equal(10004, Code(answer));
    }

    [Theory]
    [InlineData(-4_500, 5_000, 0)]
    [InlineData(-6_000, 5_000, 10002)]
    [InlineData(-6_000, 20_000, 0)]
    [InlineData(500, 5_000, 0)]
    [InlineData(1_500, 60_000, 10002)]
    public async Task Clock_may_be_late_by_the_window_and_early_by_a_second(int errorMs, long window, int code)
    {
        await using var exchange = await StartAsync();
        using var client = new SigningClient(exchange.BaseUrl, TimeProvider.System)
        {
            ClockError = TimeSpan.FromMilliseconds(errorMs),
            RecvWindow = window,
        };
        Assert.Equal(code, Code(await client.GetAsync(Wallet, "accountType=UNIFIED")));
    }

    [Fact]
    public async Task Public_data_needs_no_signature()
    {
        await using var exchange = await StartAsync();
        using var http = new HttpClient { BaseAddress = exchange.BaseUrl };
        var answer = JsonNode.Parse(await http.GetStringAsync("/v5/market/time", TestContext.Current.CancellationToken))!;
        Assert.Equal(0, Code(answer));
        Assert.Equal(19, Text(answer["result"], "timeNano").Length);
    }

    [Fact]
    public async Task Unknown_route_is_a_404_with_an_envelope()
    {
        await using var exchange = await StartAsync();
        using var response = await exchange.Client.RawAsync(HttpMethod.Get, "/v5/nothing", "", null);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal(10017, Code(JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!));
    }

    [Fact]
    public async Task Foreign_host_name_is_turned_away()
    {
        await using var exchange = await StartAsync();
        using var http = new HttpClient { BaseAddress = exchange.BaseUrl };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/sim/state");
        request.Headers.Host = "evil.example";
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task Eleventh_order_of_a_second_is_limited_and_told_when_to_come_back()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await using var exchange = await StartAsync(new PaperExchangeOptions { AutoPrices = false, TimeProvider = clock });
        const string Body = """{"category":"linear","symbol":"NONE","side":"Buy","orderType":"Market","qty":"1"}""";
        for (var call = 0; call < 10; call++)
        {
            using var passed = await exchange.Client.RawAsync(HttpMethod.Post, "/v5/order/create", "", Body);
            Assert.Equal((9 - call).ToString(), passed.Headers.GetValues("X-Bapi-Limit-Status").Single());
        }

        using var limited = await exchange.Client.RawAsync(HttpMethod.Post, "/v5/order/create", "", Body);
        Assert.Equal(HttpStatusCode.OK, limited.StatusCode);
        Assert.Equal(10006, Code(JsonNode.Parse(await limited.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!));
        Assert.Equal("10", limited.Headers.GetValues("X-Bapi-Limit").Single());
        var reset = long.Parse(limited.Headers.GetValues("X-Bapi-Limit-Reset-Timestamp").Single());
        Assert.Equal(clock.GetUtcNow().ToUnixTimeMilliseconds() + 1000, reset);

        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.NotEqual(10006, Code(await exchange.Client.SendAsync(HttpMethod.Post, "/v5/order/create", "", Body)));
    }
}
