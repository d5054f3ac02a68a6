using Microsoft.AspNetCore.WebUtilities;
using TradingBot.Bybit.RateLimits;
using TradingBot.Bybit.Tests.Stub;
using TradingBot.Bybit.Wire;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;

namespace TradingBot.Bybit.Tests.Http;

/// <summary>How long a read waits before it is repeated, where a list ends, and what an answer of another form is worth.</summary>
public sealed class ReaderPauseTests
{
    private const string Path = "/v5/market/tickers";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>
    /// The first pause is a fifth of a second or so, the second about twice as long, and no two are alike: Polly spreads them from nothing
    /// to 276 and 567 ms. That no second one of forty is longer than any first can be happens once in a million times.
    /// </summary>
    [Fact]
    public async Task Read_waits_a_little_and_then_a_little_longer_and_never_twice_the_same()
    {
        var time = new PassingPauses(TimeSpan.FromTicks(1), TimeSpan.FromSeconds(10));
        var stub = await StubExchange.StartAsync();
        await using var fixture = BybitFixture.Open(stub, stub.BaseUrl, time: time);
        stub.When(Path, StubReplies.Raw(502, ""));

        fixture.Get<RateLimiter>().Observe(
            Endpoints.Tickers, Category.Linear, new LimitHeaders(1000, null, null), time.GetUtcNow(), isExceeded: false);

        for (var read = 0; read < 40; read++)
            Expect.Failure(await fixture.Exchange.GetTickerAsync(Category.Linear, BybitFixture.Btc, Token));

        var (first, second) = (Every(time.Passed, 0), Every(time.Passed, 1));
        Assert.Equal((40, 40, 120), (first.Count, second.Count, stub.Count(Path)));
        Assert.All(first, static pause => Assert.InRange(pause.TotalMilliseconds, 0, 290));
        Assert.All(second, static pause => Assert.InRange(pause.TotalMilliseconds, 0, 580));
        Assert.True(time.Passed.Distinct().Count() > 40);
        Assert.True(second.Max().TotalMilliseconds > 290);
    }

    [Fact]
    public async Task List_ends_with_a_page_that_holds_nothing_whatever_cursor_it_names()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(
            Routes.PositionList,
            StubReplies.Ok("""{"nextPageCursor":"a b","list":[{"symbol":"BTCUSD","side":"Sell","size":"2","avgPrice":"10"}]}"""),
            StubReplies.Ok("""{"nextPageCursor":"c","list":[]}"""),
            StubReplies.Code(10001));

        Assert.Single(Expect.Value(await fixture.Exchange.GetPositionsAsync(Category.Inverse, null, Token)));

        Assert.Equal(
            ["", "a b"],
            fixture.Stub.Requests.Where(static request => request.Path == Routes.PositionList)
                .Select(static request => QueryHelpers.ParseQuery(request.RawQuery).GetValueOrDefault("cursor").ToString()));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    [InlineData("""{"list":{"no":"list"}}""")]
    [InlineData("""{"list":[{"symbol":"BTCUSDT","lastPrice":"much"}]}""")]
    public async Task Answer_of_another_form_is_a_failure_for_now_and_is_not_quoted(string result)
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Path, result);

        var error = Expect.Failure(await fixture.Exchange.GetTickerAsync(Category.Linear, BybitFixture.Btc, Token));

        Assert.Equal((0, RetryGuidance.RetryLater), (error.Code, error.Class));
        Assert.Equal($"Bybit's answer to {Path} does not have the documented form.", error.Message);
        Assert.Equal(1, fixture.Stub.Count(Path));
    }

    [Fact]
    public async Task Row_that_lacks_what_it_must_have_is_a_failure_for_now()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Routes.Wallet, """{"list":[]}""");

        var error = Expect.Failure(await fixture.Exchange.GetBalanceAsync(Token));

        Assert.Equal((0, RetryGuidance.RetryLater), (error.Code, error.Class));
    }

    private static List<TimeSpan> Every(IReadOnlyList<TimeSpan> pauses, int rest) => [.. pauses.Where((_, index) => index % 2 == rest)];
}
