using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using TradingBot.PaperExchange.Settings;
using static TradingBot.PaperExchange.Tests.RunningExchange;

namespace TradingBot.PaperExchange.Tests;

public sealed class MoreFaultTests
{
    private const string Create = "/v5/order/create";

    private static readonly object _market =
        new { category = "linear", symbol = "BTCUSDT", side = "Buy", orderType = "Market", qty = "0.01", stopLoss = "50000" };

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 5, 10, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Slow_order_is_open_before_it_is_filled()
    {
        await using var exchange = await PreparedAsync();
        await AddAsync(exchange, new { path = Create, kind = "slowFill", delayMs = 3000 });
        var id = await exchange.PlaceAsync(_market);
        Assert.Equal("0.000", Text(await exchange.OrderInAsync(id, "New"), "cumExecQty"));
        await exchange.SetPriceAsync("60100");
        await exchange.OrderInAsync(id, "New");

        _clock.Advance(TimeSpan.FromSeconds(3));

        await exchange.OrderInAsync(id, "Filled");
        await exchange.PositionOfSizeAsync(0.01m);
    }

    [Fact]
    public async Task Slow_order_can_be_cancelled_while_it_waits()
    {
        await using var exchange = await PreparedAsync();
        await AddAsync(exchange, new { path = Create, kind = "slowFill", delayMs = 3000 });
        var id = await exchange.PlaceAsync(_market);
        await exchange.OrderInAsync(id, "New");
        await exchange.Client.PostAsync("/v5/order/cancel", new { category = "linear", symbol = "BTCUSDT", orderId = id });
        await exchange.OrderInAsync(id, "Cancelled");
        _clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal("Cancelled", Text(await exchange.OrderAsync(id), "orderStatus"));
        await exchange.PositionOfSizeAsync(0);
    }

    [Fact]
    public async Task Lost_exits_leave_a_bare_position()
    {
        await using var exchange = await PreparedAsync();
        await AddAsync(exchange, new { path = Create, kind = "loseExits" });
        await exchange.PlaceAsync(_market);
        Assert.Equal("", Text(await exchange.PositionOfSizeAsync(0.01m), "stopLoss"));
        Assert.Empty(await exchange.OpenOrdersAsync());
    }

    [Theory]
    [InlineData("/v5/order/realtime", "category=linear&symbol=BTCUSDT&openOnly=1")]
    [InlineData("/v5/order/history", "category=linear")]
    [InlineData("/v5/execution/list", "category=linear")]
    [InlineData("/v5/position/list", "category=linear&settleCoin=USDT")]
    public async Task Lagging_query_shows_what_was_true_a_moment_ago(string path, string query)
    {
        await using var exchange = await PreparedAsync();
        _clock.Advance(TimeSpan.FromSeconds(1));
        await exchange.OrderInAsync(await exchange.PlaceAsync(_market), "Filled");
        await AddAsync(exchange, new { path, kind = "lag", delayMs = 500 });

        Assert.Empty(await exchange.ListAsync(path, query));
        Assert.Single(await exchange.ListAsync(path, query));

        await AddAsync(exchange, new { path, kind = "lag", delayMs = 500 });
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Single(await exchange.ListAsync(path, query));
    }

    [Fact]
    public async Task Lagging_position_is_as_large_as_it_was()
    {
        await using var exchange = await PreparedAsync();
        await exchange.PlaceAsync(_market);
        await exchange.PositionOfSizeAsync(0.01m);
        _clock.Advance(TimeSpan.FromSeconds(2));
        await exchange.PlaceAsync(
            new { category = "linear", symbol = "BTCUSDT", side = "Sell", orderType = "Market", qty = "0.01", reduceOnly = true });
        await exchange.PositionOfSizeAsync(0);

        await AddAsync(exchange, new { path = "/v5/position/list", kind = "lag", delayMs = 1000 });

        var old = await exchange.PositionAsync();
        Assert.Equal(("Buy", "0.010", "50000.0"), (Text(old, "side"), Text(old, "size"), Text(old, "stopLoss")));
        await exchange.PositionOfSizeAsync(0);
    }

    [Theory]
    [InlineData(5000)]
    [InlineData(-5000)]
    public async Task Wrong_clock_of_the_exchange_is_told_and_refuses_true_stamps(int skew)
    {
        await using var exchange = await PreparedAsync();
        await AddAsync(exchange, new { path = "*", kind = "clockSkew", delayMs = skew, count = 2 });
        var time = await exchange.Client.GetAsync("/v5/market/time");
        Assert.Equal(_clock.GetUtcNow().ToUnixTimeMilliseconds() + skew, (long)time["time"]!);
        Assert.Equal((_clock.GetUtcNow().ToUnixTimeMilliseconds() + skew) / 1000, long.Parse(Text(time["result"], "timeSecond")));
        Assert.Equal(skew > 0 ? 0 : 10002, await exchange.RefusedAsync(_market));
        Assert.NotEqual(10002, await exchange.RefusedAsync(_market));
    }

    [Fact]
    public async Task Refusals_may_be_worded_in_another_language_and_answers_hold_more_than_is_known()
    {
        await using var exchange = await PreparedAsync();
        await AddAsync(exchange, new { path = Create, kind = "localise" });
        var refused = await exchange.Client.PostAsync(
            Create, new { category = "linear", symbol = "BTCUSDT", side = "Buy", orderType = "Market", qty = "1000000" });
        Assert.Equal(10001, Code(refused));
        Assert.DoesNotContain("number of contracts", Text(refused, "retMsg"));

        await AddAsync(exchange, new { path = "/v5/position/list", kind = "extraFields" });
        Assert.Equal("unheard of", Text(await exchange.PositionAsync(), "extraText"));
        Assert.Null((await exchange.PositionAsync())["extraText"]);
    }

    [Fact]
    public async Task Chance_repeats_with_its_seed()
    {
        await using var exchange = await PreparedAsync();
        var first = await FatesAsync(exchange, 7);
        var again = await FatesAsync(exchange, 7);
        var other = await FatesAsync(exchange, 8);

        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
        Assert.InRange(first.Count(code => code == 10016), 5, 35);

        async Task<List<int>> FatesAsync(RunningExchange exchange, int seed)
        {
            await exchange.Client.SimAsync(HttpMethod.Delete, "/sim/faults");
            await AddAsync(
                exchange, new { path = "/v5/account/info", kind = "retCode", retCode = 10016, probability = "0.5", seed, count = 1000 });
            var fates = new List<int>();
            for (var call = 0; call < 40; call++)
            {
                _clock.Advance(TimeSpan.FromSeconds(1));
                fates.Add(Code(await exchange.Client.GetAsync("/v5/account/info")));
            }

            return fates;
        }
    }

    [Fact]
    public async Task Address_that_asks_too_often_is_banned_for_ten_minutes()
    {
        await using var exchange = await StartAsync(new PaperExchangeOptions { AutoPrices = false, TimeProvider = _clock, IpLimit = 20 });
        for (var call = 0; call < 20; call++)
            Assert.Equal(0, Code(await exchange.Client.GetAsync("/v5/market/time")));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync());
        _clock.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync());
        _clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync());

        async Task<HttpStatusCode> StatusAsync()
        {
            using var answer = await exchange.Client.RawAsync(HttpMethod.Get, "/v5/market/time", "", null);
            return answer.StatusCode;
        }
    }

    [Theory]
    [InlineData("""{"path":"/v5/order/create","kind":"lag","delayMs":"120000"}""")]
    [InlineData("""{"path":"/v5/order/create","kind":"delay","delayMs":"-5"}""")]
    [InlineData("""{"path":"/v5/order/create","kind":"delay","probability":"0"}""")]
    [InlineData("""{"kind":"delay"}""")]
    public async Task Faults_that_make_no_sense_are_refused(string fault)
    {
        await using var exchange = await PreparedAsync();
        var answer = await exchange.Client.SimAsync(HttpMethod.Post, "/sim/faults", JsonNode.Parse(fault));
        Assert.NotNull(answer["error"]);
    }

    private async Task<RunningExchange> PreparedAsync()
    {
        var exchange = await StartAsync(
            new PaperExchangeOptions { AutoPrices = false, SlippageBasisPoints = 0, TimeProvider = _clock, AckLatency = TimeSpan.Zero });
        await exchange.SetPriceAsync("60000");
        return exchange;
    }

    private static async Task AddAsync(RunningExchange exchange, object fault)
    {
        var answer = await exchange.Client.SimAsync(HttpMethod.Post, "/sim/faults", fault);
        Assert.True(answer["error"] is null, answer.ToJsonString());
    }
}
