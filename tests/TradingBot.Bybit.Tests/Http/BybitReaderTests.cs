using TradingBot.Bybit.Tests.Stub;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;

namespace TradingBot.Bybit.Tests.Http;

public sealed class BybitReaderTests
{
    private const string Tickers = "/v5/market/tickers";
    private const string Good = """{"list":[{"symbol":"BTCUSDT","lastPrice":"100"}]}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Passing => new("cut", "502", "html", "silence", "10006", "10016", "429");

    [Theory]
    [MemberData(nameof(Passing))]
    public async Task Read_is_repeated_after_passing_trouble(string kind)
    {
        await using var fixture = await BybitFixture.OpenAsync(kind == "silence" ? BybitFixture.Impatient : null);
        fixture.Stub.When(
            Tickers,
            kind switch
            {
                "cut" => StubReplies.Cut(),
                "502" => StubReplies.Raw(502, "bad gateway"),
                "html" => StubReplies.Raw(200, "<html/>"),
                "silence" => StubReplies.Silence(),
                "429" => StubReplies.Raw(429, "slow down"),
                _ => StubReplies.Code(int.Parse(kind, null)),
            },
            StubReplies.Ok(Good));

        Assert.Equal(100m, Expect.Value(await fixture.Exchange.GetTickerAsync(Category.Linear, BybitFixture.Btc, Token)).LastPrice);
        Assert.InRange(fixture.Stub.Count(Tickers), 2, 3);
    }

    [Theory]
    [InlineData(10001)]
    [InlineData(10003)]
    [InlineData(10005)]
    public async Task Read_refused_for_good_is_not_repeated(int code)
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Tickers, StubReplies.Code(code));

        Assert.Equal(code, Expect.Failure(await fixture.Exchange.GetTickerAsync(Category.Linear, BybitFixture.Btc, Token)).Code);
        Assert.Equal(1, fixture.Stub.Count(Tickers));
    }

    /// <summary>There is nothing that a read could have done, so nothing is to be looked up after it.</summary>
    [Theory]
    [InlineData(10000)]
    [InlineData(10002)]
    [InlineData(10016)]
    [InlineData(123_456)]
    public async Task Refused_read_of_which_nothing_is_certain_is_to_be_read_again(int code)
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Tickers, StubReplies.Code(code));

        var error = Expect.Failure(await fixture.Exchange.GetTickerAsync(Category.Linear, BybitFixture.Btc, Token));

        Assert.Equal((code, RetryGuidance.RetryLater), (error.Code, error.Class));
        Assert.Equal(3, fixture.Stub.Count(Tickers));
    }

    [Fact]
    public async Task Read_that_stays_broken_fails_and_never_yields_an_empty_value()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When("/v5/position/list", StubReplies.Raw(502, "bad gateway"));

        var error = Expect.Failure(await fixture.Exchange.GetPositionsAsync(Category.Linear, BybitFixture.Btc, Token));

        Assert.Equal(-502, error.Code);
        Assert.Equal(RetryGuidance.RetryLater, error.Class);
        Assert.Equal(3, fixture.Stub.Count("/v5/position/list"));
    }

    [Fact]
    public async Task Read_with_a_refused_clock_measures_it_again()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When("/v5/market/time", StubReplies.Time(), StubReplies.Time(TimeSpan.FromSeconds(-30)));
        fixture.Stub.When("/v5/account/wallet-balance", StubReplies.Code(10002), StubReplies.Ok(
            """{"list":[{"totalEquity":"1","totalWalletBalance":"1","totalPerpUPL":"0","coin":[]}]}"""));

        Assert.Equal(1m, Expect.Value(await fixture.Exchange.GetBalanceAsync(Token)).TotalEquity);

        Assert.Equal(2, fixture.Stub.Count("/v5/market/time"));
    }

    [Fact]
    public async Task Caller_that_cancels_a_read_gets_a_cancellation()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        using var giveUp = new CancellationTokenSource();
        fixture.Stub.When(Tickers, async context =>
        {
            await giveUp.CancelAsync();
            await StubReplies.Silence()(context);
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => fixture.Exchange.GetTickerAsync(Category.Linear, BybitFixture.Btc, giveUp.Token));
    }

    [Fact]
    public async Task Pages_are_read_to_the_end_and_a_repeated_cursor_ends_them()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(
            "/v5/position/list",
            StubReplies.Ok(Position("BTCUSDT", "a")),
            StubReplies.Ok(Position("ETHUSDT", "b")),
            StubReplies.Ok(Position("SOLUSDT", "b")));

        var open = Expect.Value(await fixture.Exchange.GetPositionsAsync(Category.Inverse, null, Token));

        Assert.Equal(["BTCUSDT", "ETHUSDT", "SOLUSDT"], open.Select(position => position.Symbol.Value));
    }

    private static string Position(string symbol, string cursor) =>
        $$"""{"nextPageCursor":"{{cursor}}","list":[{"symbol":"{{symbol}}","side":"Sell","size":"2","avgPrice":"10"}]}""";
}
