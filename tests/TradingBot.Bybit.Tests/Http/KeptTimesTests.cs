using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Time.Testing;
using TradingBot.Bybit.Http;
using TradingBot.Bybit.RateLimits;
using TradingBot.Bybit.Tests.Stub;
using TradingBot.Bybit.Wire;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;

namespace TradingBot.Bybit.Tests.Http;

/// <summary>How far back lists are asked for, in which windows, and how long an answer that seldom changes is kept.</summary>
public sealed class KeptTimesTests
{
    private const string ClosedOptions = "/v5/position/get-closed-positions";
    private const string Transactions = "/v5/account/transaction-log";
    private const string RiskLimit = "/v5/market/risk-limit";
    private const string Instruments = "/v5/market/instruments-info";

    private static readonly Symbol New = Symbol.Parse("NEWUSDT");

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(7 * 86_400_000L, 1)]
    [InlineData((7 * 86_400_000L) + 1, 2)]
    public async Task Window_is_seven_days_long_at_most_and_the_last_one_is_open(long milliseconds, int windows)
    {
        await using var fixture = await OpenAsync();
        fixture.Stub.When(Routes.Executions, Routes.Nothing);
        var since = _time.GetUtcNow().ToUnixTimeMilliseconds() - milliseconds;

        Expect.Value(await fixture.Exchange.GetExecutionsAsync(
            Category.Linear, BybitFixture.Btc, DateTimeOffset.FromUnixTimeMilliseconds(since), Token));

        var asked = Windows(fixture, Routes.Executions);
        Assert.Equal(windows, asked.Count);
        Assert.Equal((since, null), (asked[0].From, asked[^1].To));
    }

    /// <summary>Without an end they would answer for the first day of what is asked for.</summary>
    [Theory]
    [InlineData(7 * 86_400_000L, 1)]
    [InlineData((7 * 86_400_000L) + 1, 2)]
    public async Task Lists_of_a_day_are_told_the_end_of_each_window(long milliseconds, int windows)
    {
        await using var fixture = await OpenAsync();
        fixture.Stub.When(ClosedOptions, Routes.Nothing).When(Transactions, Routes.Nothing);
        var now = _time.GetUtcNow().ToUnixTimeMilliseconds();
        var since = DateTimeOffset.FromUnixTimeMilliseconds(now - milliseconds);

        Expect.Value(await fixture.Exchange.GetClosedOptionsAsync(symbol: null, since, Token));
        Expect.Value(await fixture.Exchange.GetTransactionsAsync(since, Token));

        foreach (var asked in new[] { Windows(fixture, ClosedOptions), Windows(fixture, Transactions) })
        {
            Assert.Equal((windows, now - milliseconds, now), (asked.Count, asked[0].From, asked[^1].To));
            Assert.All(asked, static window => Assert.InRange(window.To!.Value - window.From, 0, 7 * 86_400_000L));
        }
    }

    [Fact]
    public async Task Nothing_is_asked_for_from_before_what_the_exchange_keeps()
    {
        await using var fixture = await OpenAsync();
        fixture.Stub.When(Routes.Executions, StubReplies.Code(10005)).When(ClosedOptions, StubReplies.Code(10005));

        Expect.Failure(await fixture.Exchange.GetExecutionsAsync(Category.Linear, BybitFixture.Btc, DateTimeOffset.MinValue, Token));
        Expect.Failure(await fixture.Exchange.GetClosedOptionsAsync(symbol: null, DateTimeOffset.MinValue, Token));

        // Two years less a day, and half a year: a window that begins before is refused as a whole.
        Assert.Equal(Ago(729), Assert.Single(Windows(fixture, Routes.Executions)).From);
        Assert.Equal(Ago(180), Assert.Single(Windows(fixture, ClosedOptions)).From);
    }

    [Fact]
    public async Task What_the_exchange_keeps_is_counted_back_from_its_own_clock()
    {
        await using var fixture = await OpenAsync();
        fixture.Stub.When(Routes.Executions, StubReplies.Code(10005))
            .When("/v5/market/time", StubReplies.Ok("{}", _time.GetUtcNow().AddHours(1).ToUnixTimeMilliseconds()));
        await fixture.Get<BybitClock>().ResyncAsync(Token);

        Expect.Failure(await fixture.Exchange.GetExecutionsAsync(Category.Linear, BybitFixture.Btc, DateTimeOffset.MinValue, Token));

        Assert.Equal(Ago(729) + 3_600_000, Assert.Single(Windows(fixture, Routes.Executions)).From);
    }

    [Theory]
    [InlineData(719, 1)]
    [InlineData(720, 2)]
    public async Task Rules_of_a_market_and_its_risk_tiers_are_kept_for_half_a_day(int minutes, int reads)
    {
        await using var fixture = await OpenAsync();
        fixture.Stub.When(RiskLimit, Routes.Nothing).When(Instruments, Routes.Nothing);
        await ReadAsync();
        _time.Advance(TimeSpan.FromMinutes(minutes));

        await ReadAsync();

        Assert.Equal((reads, reads), (fixture.Stub.Count(RiskLimit), fixture.Stub.Count(Instruments)));

        async Task ReadAsync()
        {
            Expect.Value(await fixture.Exchange.GetRiskTiersAsync(Category.Inverse, BybitFixture.Btc, Token));
            Expect.Value(await fixture.Exchange.GetInstrumentsAsync(Category.Spot, Token));
        }
    }

    [Theory]
    [InlineData(9, 2)]
    [InlineData(10, 3)]
    public async Task Symbol_that_is_not_listed_is_asked_for_by_name_every_ten_seconds_at_most(int seconds, int reads)
    {
        await using var fixture = await OpenAsync();
        fixture.Stub.When(Instruments, Routes.Nothing);
        Assert.Null(Expect.Value(await fixture.Exchange.FindInstrumentAsync(Category.Spot, New, Token)));
        _time.Advance(TimeSpan.FromSeconds(seconds));

        Assert.Null(Expect.Value(await fixture.Exchange.FindInstrumentAsync(Category.Spot, New, Token)));

        Assert.Equal(reads, fixture.Stub.Count(Instruments));
    }

    [Theory]
    [InlineData(59, 2)]
    [InlineData(60, 3)]
    public async Task List_that_lacks_a_symbol_which_trades_is_read_anew_once_it_is_a_minute_old(int seconds, int reads)
    {
        await using var fixture = await OpenAsync();
        fixture.Stub.When(Instruments, StubReplies.Ok(Routes.Nothing), StubReplies.Ok("""
            {"list":[{"symbol":"NEWUSDT","status":"Trading","baseCoin":"NEW","quoteCoin":"USDT","priceFilter":{"tickSize":"0.1"},
            "lotSizeFilter":{"basePrecision":"0.001","maxOrderQty":"5"}}]}
            """));
        Expect.Value(await fixture.Exchange.GetInstrumentsAsync(Category.Spot, Token));
        _time.Advance(TimeSpan.FromSeconds(seconds));
        Assert.True(Expect.Value(await fixture.Exchange.FindInstrumentAsync(Category.Spot, New, Token))!.IsTradable);

        Expect.Value(await fixture.Exchange.GetInstrumentsAsync(Category.Spot, Token));

        Assert.Equal(reads, fixture.Stub.Count(Instruments));
    }

    [Fact]
    public async Task Options_of_every_coin_are_listed()
    {
        await using var fixture = await OpenAsync();
        fixture.Stub.When(Instruments, Routes.Nothing).When(Routes.Executions, Routes.Nothing);

        Expect.Value(await fixture.Exchange.GetInstrumentsAsync(Category.Option, Token));
        Expect.Value(await fixture.Exchange.GetExecutionsAsync(Category.Option, symbol: null, _time.GetUtcNow(), Token));

        foreach (var path in (string[])[Instruments, Routes.Executions])
        {
            Assert.Equal(
                "BTC ETH SOL XRP MNT DOGE",
                string.Join(' ', fixture.Stub.Requests.Where(request => request.Path == path)
                    .Select(static request => QueryHelpers.ParseQuery(request.RawQuery)["baseCoin"])));
        }
    }

    [Fact]
    public async Task List_that_does_not_end_is_a_failure_after_four_hundred_pages()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        var page = 0;
        fixture.Stub.When("/v5/market/instruments-info", context =>
            StubReplies.Ok($$"""{"nextPageCursor":"{{++page}}","list":[{}]}""")(context));
        fixture.Get<RateLimiter>().Observe(
            Endpoints.Instruments, Category.Spot, new LimitHeaders(1000, null, null), _time.GetUtcNow(), isExceeded: false);

        var error = Expect.Failure(await fixture.Exchange.GetInstrumentsAsync(Category.Spot, Token));

        Assert.Equal("Bybit's list /v5/market/instruments-info does not end after 400 pages.", error.Message);
        Assert.Equal((RetryGuidance.Permanent, 400), (error.Class, page));
    }

    private static List<(long From, long? To)> Windows(BybitFixture fixture, string path) =>
    [
        .. fixture.Stub.Requests.Where(request => request.Path == path).Select(static request =>
        {
            var query = QueryHelpers.ParseQuery(request.RawQuery);
            long? end = query.TryGetValue("endTime", out var named) ? long.Parse(named!, null) : null;
            return (long.Parse(query["startTime"]!, null), end);
        }),
    ];

    private long Ago(int days) => (_time.GetUtcNow() - TimeSpan.FromDays(days)).ToUnixTimeMilliseconds();

    // The exchange's clock is this one's.
    private async Task<BybitFixture> OpenAsync()
    {
        var stub = await StubExchange.StartAsync();
        stub.When("/v5/market/time", context => StubReplies.Ok("{}", _time.GetUtcNow().ToUnixTimeMilliseconds())(context));
        var fixture = BybitFixture.Open(stub, stub.BaseUrl, time: _time);
        await fixture.Get<BybitClock>().EnsureAsync(TimeSpan.FromMinutes(5), Token);
        return fixture;
    }
}
