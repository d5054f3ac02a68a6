using TradingBot.Bybit.Tests.Stub;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;

namespace TradingBot.Bybit.Tests.Market;

public sealed class MarketReadingTests
{
    private const string Instruments = "/v5/market/instruments-info";
    private const string Tickers = "/v5/market/tickers";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Linear_instrument_is_read_with_its_filters()
    {
        var instrument = await OnlyAsync(Category.Linear, """
            {"symbol":"SOLUSDT","status":"Trading","baseCoin":"SOL","quoteCoin":"USDT","settleCoin":"USDT","isPreListing":false,"preListingInfo":null,
            "priceFilter":{"tickSize":"0.010"},"leverageFilter":{"minLeverage":"1","maxLeverage":"75.00","leverageStep":"0.01"},
            "lotSizeFilter":{"minOrderQty":"0.1","qtyStep":"0.1","maxOrderQty":"79000.0","maxMktOrderQty":"9000.0","minNotionalValue":"5","postOnlyMaxOrderQty":"1"}}
            """);

        Assert.Equal((0.01m, 0.1m, 0.1m, 9000m, 79000m, 5m), (instrument.TickSize, instrument.QuantityStep, instrument.MinQuantity,
            instrument.MaxMarketQuantity, instrument.MaxLimitQuantity, instrument.MinNotional));
        Assert.Equal(
            ("SOL", "USDT", "USDT", true, 75m, 0.01m),
            (instrument.BaseCoin, instrument.QuoteCoin, instrument.SettleCoin,
                instrument.IsTradable, instrument.MaxLeverage, instrument.LeverageStep));
    }

    [Fact]
    public async Task Spot_instrument_steps_by_base_precision_and_is_bounded_by_value()
    {
        var instrument = await OnlyAsync(Category.Spot, """
            {"symbol":"SOLUSDT","status":"Trading","baseCoin":"SOL","quoteCoin":"USDT","priceFilter":{"tickSize":"0.01"},
            "lotSizeFilter":{"basePrecision":"0.001","quotePrecision":"0.00001","minOrderAmt":"5","maxLimitOrderQty":"20000","maxMarketOrderQty":"5000","maxOrderQty":"1"}}
            """);

        Assert.Equal((0.001m, 0.001m, 5000m, 20000m, 5m), (instrument.QuantityStep, instrument.MinQuantity,
            instrument.MaxMarketQuantity, instrument.MaxLimitQuantity, instrument.MinNotional));
        Assert.Equal(("USDT", null), (instrument.SettleCoin, instrument.MaxLeverage));
    }

    [Fact]
    public async Task Option_instrument_has_no_leverage_and_one_largest_quantity()
    {
        var instrument = await OnlyAsync(Category.Option, """
            {"symbol":"SOL-27MAR26-200-C-USDT","status":"Trading","baseCoin":"SOL","quoteCoin":"USDT","settleCoin":"USDT","optionsType":"Call","priceFilter":{"tickSize":"0.05"},
            "lotSizeFilter":{"minOrderQty":"1","qtyStep":"1","maxOrderQty":"50000"}}
            """);

        Assert.Equal((50000m, 50000m, 0m, null),
            (instrument.MaxMarketQuantity, instrument.MaxLimitQuantity, instrument.MinNotional, instrument.MaxLeverage));
    }

    [Theory]
    [InlineData("""  "status":"PreLaunch" """, false)]
    [InlineData("""  "status":"Closed" """, false)]
    [InlineData("""  "status":"BrandNew" """, false)]
    [InlineData("""  "status":"Trading","isPreListing":true,"preListingInfo":{"curAuctionPhase":"CallAuction"} """, false)]
    [InlineData("""  "status":"Trading","isPreListing":true,"preListingInfo":null """, false)]
    [InlineData("""  "status":"Trading","isPreListing":true,"preListingInfo":{"curAuctionPhase":"ContinuousTrading"} """, true)]
    public async Task Instrument_is_tradable_only_when_it_trades_continuously(string status, bool tradable) =>
        Assert.Equal(tradable, (await OnlyAsync(Category.Linear, Plain("AAAUSDT", status))).IsTradable);

    [Fact]
    public async Task Instruments_are_read_over_all_pages_and_kept()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(
            Instruments,
            StubReplies.Ok($$"""{"nextPageCursor":"n%3D2","list":[{{Plain("AAAUSDT")}}]}"""),
            StubReplies.Ok(
                $$"""{"nextPageCursor":"","list":[{{Plain("BBBUSDT")}},{"symbol":"BROKEN","status":"Trading"},{"symbol":"TOO"}]}"""),
            StubReplies.Ok($$"""{"nextPageCursor":"","list":[{{Plain("CCCUSDT", "\"status\":\"PreLaunch\"")}},{{Plain("AAAUSDT")}}]}"""));

        await fixture.Exchange.GetInstrumentsAsync(Category.Linear, Token);
        var list = Expect.Value(await fixture.Exchange.GetInstrumentsAsync(Category.Linear, Token));

        Assert.Equal(["AAAUSDT", "BBBUSDT", "CCCUSDT"], list.Select(instrument => instrument.Symbol.Value));
        Assert.Equal(3, fixture.Stub.Count(Instruments));
        Assert.Contains(
            "2 linear instruments could not be read and are left out, first BROKEN: Bybit sent an instrument without lotSizeFilter",
            fixture.Log.Text,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Instruments_in_trouble_are_a_failure_and_asked_again_next_time()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Instruments, StubReplies.Code(10001), StubReplies.Ok($$"""{"list":[{{Plain("AAAUSDT")}}]}"""));

        Expect.Failure(await fixture.Exchange.GetInstrumentsAsync(Category.Spot, Token));
        // The row has no basePrecision, so spot reads it as unusable: an empty list, but a real answer.
        Assert.Empty(Expect.Value(await fixture.Exchange.GetInstrumentsAsync(Category.Spot, Token)));
    }

    [Theory]
    [InlineData(
        """{"symbol":"BTCUSDT","lastPrice":"100.5","bid1Price":"100.4","ask1Price":"100.6","markPrice":"100.45"}""", "100.4", "100.45")]
    [InlineData("""{"symbol":"BTCUSDT","lastPrice":"100.5","bid1Price":"","ask1Price":"","usdIndexPrice":""}""", null, null)]
    [InlineData("""{"symbol":"BTCUSDT","lastPrice":"100.5","bid1Price":"0","ask1Price":"0","markPrice":"0"}""", null, null)]
    public async Task Ticker_shows_no_quote_as_null(string row, string? bid, string? mark)
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Tickers, $$"""{"list":[{{row}}]}""");

        var ticker = Expect.Value(await fixture.Exchange.GetTickerAsync(Category.Spot, BybitFixture.Btc, Token));

        Assert.Equal(100.5m, ticker.LastPrice);
        Assert.Equal(bid is null ? null : decimal.Parse(bid, null), ticker.BidPrice);
        Assert.Equal(mark is null ? null : decimal.Parse(mark, null), ticker.MarkPrice);
        Assert.Equal(1735689600000, ticker.At.ToUnixTimeMilliseconds());
    }

    [Theory]
    [InlineData("""{"list":[]}""")]
    [InlineData("""{"list":[{"symbol":"BTCUSDT","lastPrice":""}]}""")]
    [InlineData("""{"list":[{"symbol":"ETHUSDT","lastPrice":"5"}]}""")]
    [InlineData("""{"list":[{"symbol":"BTCUSDT","lastPrice":"0"}]}""")]
    [InlineData("""{"list":"none"}""")]
    public async Task Ticker_without_a_price_is_a_failure(string result)
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Tickers, result);

        Expect.Failure(await fixture.Exchange.GetTickerAsync(Category.Linear, BybitFixture.Btc, Token));
    }

    [Theory]
    [InlineData("""{"list":[]}""")]
    [InlineData("""{"list":[{"symbol":"BTCUSDT","lastPrice":"0"}]}""")]
    public async Task Ticker_without_a_price_is_an_answer_and_not_asked_for_again(string result)
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Tickers, result);

        var error = Expect.Failure(await fixture.Exchange.GetTickerAsync(Category.Linear, BybitFixture.Btc, Token));

        Assert.Equal((RetryGuidance.Permanent, "Bybit shows no price for BTCUSDT."), (error.Class, error.Message));
    }

    [Fact]
    public async Task Contract_without_a_coin_that_settles_it_is_settled_in_its_quote_coin()
    {
        var instrument = await OnlyAsync(Category.Linear, Plain("AAAUSDC").Replace(
            """
            "settleCoin":"USDT"
            """,
            """
            "settleCoin":"","leverageFilter":{"maxLeverage":"0","leverageStep":"0"}
            """,
            StringComparison.Ordinal));

        Assert.Equal(("USDT", null, null), (instrument.SettleCoin, instrument.MaxLeverage, instrument.LeverageStep));
    }

    [Fact]
    public async Task Time_is_the_exchanges()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(
            "/v5/market/time",
            StubReplies.Ok("""{"timeSecond":"1735689600","timeNano":"1735689600123000000"}""", time: 1_735_689_600_123));

        Assert.Equal(1735689600123, Expect.Value(await fixture.Exchange.GetTimeAsync(Token)).ToUnixTimeMilliseconds());
    }

    private static async Task<Instrument> OnlyAsync(Category category, string row)
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Instruments, $$"""{"nextPageCursor":"","list":[{{row}}]}""");
        return Assert.Single(Expect.Value(await fixture.Exchange.GetInstrumentsAsync(category, Token)));
    }

    private static string Plain(string symbol, string status = "\"status\":\"Trading\"") => $$"""
        {"symbol":"{{symbol}}",{{status}},"baseCoin":"AAA","quoteCoin":"USDT","settleCoin":"USDT","priceFilter":{"tickSize":"0.1"},
        "lotSizeFilter":{"minOrderQty":"1","qtyStep":"1","maxOrderQty":"10","maxMktOrderQty":"5","minNotionalValue":""} }
        """;
}
