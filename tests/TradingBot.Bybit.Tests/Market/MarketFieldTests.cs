using TradingBot.Bybit.Tests.Stub;
using TradingBot.Bybit.Wire;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;

namespace TradingBot.Bybit.Tests.Market;

/// <summary>Prices and rules of the market, each read from its own field.</summary>
public sealed class MarketFieldTests
{
    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeMilliseconds(1_735_689_600_123);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ticker_is_read_field_by_field()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When("/v5/market/tickers", StubReplies.Ok(
            """
            {"list":[{"symbol":"ETHUSDT","lastPrice":"1"},{"symbol":"BTCUSDT","lastPrice":"100","markPrice":"101","bid1Price":"99","ask1Price":"102"}]}
            """,
            At.ToUnixTimeMilliseconds()));

        Assert.Equal(
            new Ticker
            {
                Category = Category.Inverse,
                Symbol = BybitFixture.Btc,
                LastPrice = 100m,
                MarkPrice = 101m,
                BidPrice = 99m,
                AskPrice = 102m,
                At = At,
            },
            Expect.Value(await fixture.Exchange.GetTickerAsync(Category.Inverse, BybitFixture.Btc, Token)));
    }

    /// <summary>An option may be quoted for days before it is traded, and one that nobody quotes has neither price.</summary>
    [Theory]
    [InlineData("7", "8", "7")]
    [InlineData("0", "8", "8")]
    [InlineData("", "8", "8")]
    [InlineData("0", "0", null)]
    public async Task Option_that_was_never_traded_has_its_mark_for_a_price(string last, string mark, string? price)
    {
        var call = Symbol.Parse("BTC-27MAR26-70000-C-USDT");
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When("/v5/market/tickers", StubReplies.Ok(
            $$"""{"list":[{"symbol":"{{call}}","lastPrice":"{{last}}","markPrice":"{{mark}}","indexPrice":"60000","bid1Price":"0"}]}""",
            At.ToUnixTimeMilliseconds()));

        var read = await fixture.Exchange.GetTickerAsync(Category.Option, call, Token);

        if (price is null)
        {
            Assert.Equal(RetryGuidance.Permanent, Expect.Failure(read).Class);
            return;
        }

        var ticker = Expect.Value(read);
        Assert.Equal((decimal.Parse(price), 8m, 60_000m, null), (ticker.LastPrice, ticker.MarkPrice, ticker.IndexPrice, ticker.BidPrice));
    }

    [Fact]
    public async Task Board_of_an_underlying_is_read_field_by_field_and_what_is_no_option_left_out()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When("/v5/market/tickers", """
            {"list":[
            {"symbol":"BTC-27MAR26-70000-P-USDT","bid1Price":"10","ask1Price":"12","underlyingPrice":"60100","indexPrice":"60000","delta":"-0.4","openInterest":"3.5"},
            {"symbol":"BTC-27MAR26-80000-C-USDT","bid1Price":"0","ask1Price":"","underlyingPrice":"","indexPrice":"60000","delta":"","openInterest":""},
            {"symbol":"BTC-27MAR26-90000-C-USDT","underlyingPrice":"0","indexPrice":"0"},
            {"symbol":"BTCUSDT","underlyingPrice":"60000"}]}
            """);

        var board = Expect.Value(await fixture.Exchange.GetOptionQuotesAsync("BTC", Token));

        Assert.Contains("category=option&baseCoin=BTC", fixture.Stub.Single("/v5/market/tickers").RawQuery, StringComparison.Ordinal);
        Assert.Equal(["BTC-27MAR26-70000-P-USDT", "BTC-27MAR26-80000-C-USDT"], board.Select(static quote => quote.Symbol.Value));
        Assert.Equal(
            (10m, 12m, 60_100m, -0.4m, 3.5m),
            (board[0].BidPrice, board[0].AskPrice, board[0].UnderlyingPrice, board[0].Delta, board[0].OpenInterest));
        Assert.Equal(
            (null, null, 60_000m, null, 0m),
            (board[1].BidPrice, board[1].AskPrice, board[1].UnderlyingPrice, board[1].Delta, board[1].OpenInterest));
        Assert.Equal((400m / 22, null), (board[0].SpreadPercent, board[1].SpreadPercent));
    }

    [Fact]
    public async Task Depth_has_its_sides_best_first_and_the_moment_of_the_book()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(
            "/v5/market/orderbook", """{"b":[["98","1"],["99","2"]],"a":[["103","3"],["101","4"],["102","5"]],"ts":1735689600123}""");

        var depth = Expect.Value(await fixture.Exchange.GetDepthAsync(Category.Linear, BybitFixture.Btc, 50, Token));

        Assert.Equal([new BookLevel(99m, 2m), new BookLevel(98m, 1m)], depth.Bids);
        Assert.Equal([new BookLevel(101m, 4m), new BookLevel(102m, 5m), new BookLevel(103m, 3m)], depth.Asks);
        Assert.Equal((Category.Linear, BybitFixture.Btc, At), (depth.Category, depth.Symbol, depth.At));
    }

    [Theory]
    [InlineData(Category.Linear, 50, 50)]
    [InlineData(Category.Linear, 999, 200)]
    [InlineData(Category.Spot, 0, 1)]
    [InlineData(Category.Option, 26, 25)]
    [InlineData(Category.Option, 25, 25)]
    public async Task Depth_asks_for_no_more_levels_than_the_market_has(Category category, int wanted, int asked)
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When("/v5/market/orderbook", """{"b":[],"a":[],"ts":1735689600123}""");

        Expect.Value(await fixture.Exchange.GetDepthAsync(category, BybitFixture.Btc, wanted, Token));

        Assert.EndsWith($"limit={asked}", fixture.Stub.Single("/v5/market/orderbook").RawQuery, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(0, 1)]
    [InlineData(1000, 1000)]
    [InlineData(1001, 1000)]
    public async Task Bars_are_asked_for_within_what_one_answer_holds_and_open_at_their_own_moment(int wanted, int asked)
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When("/v5/market/kline", """{"list":[["1735689600123","101","104","99","102","7","730"]]}""");

        var bar = Assert.Single(
            Expect.Value(await fixture.Exchange.GetCandlesAsync(Category.Spot, BybitFixture.Btc, CandleInterval.Day1, wanted, Token)));

        Assert.Equal(new Candle(At, 101m, 104m, 99m, 102m, 7m), bar);
        Assert.Equal(
            $"category=spot&symbol=BTCUSDT&interval=D&limit={asked}", fixture.Stub.Single("/v5/market/kline").RawQuery);
    }

    /// <summary>The exchange's words are minutes up to half a day, then letters.</summary>
    [Fact]
    public void Length_of_a_bar_is_told_in_the_exchanges_own_word() => Assert.Equal(
        "1 3 5 15 30 60 120 240 360 720 D W M", string.Join(' ', Enum.GetValues<CandleInterval>().Select(WireText.Of)));

    [Fact]
    public async Task Price_band_has_its_moment()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When("/v5/market/price-limit", """{"buyLmt":"105","sellLmt":"95","ts":"1735689600123"}""");

        Assert.Equal(
            new PriceBand(105m, 95m, At), Expect.Value(await fixture.Exchange.GetPriceBandAsync(Category.Linear, BybitFixture.Btc, Token)));
    }

    [Theory]
    [InlineData(""" "maxLimitOrderQty":"20","maxMarketOrderQty":"5","maxOrderQty":"9" """, 5, 20)]
    [InlineData(""" "maxOrderQty":"9" """, 9, 9)]
    public async Task Spot_instrument_without_largest_quantities_of_its_own_has_the_common_one(string lots, int market, int limit)
    {
        var instrument = await OnlyAsync(
            Category.Spot, $$""" "lotSizeFilter":{"basePrecision":"0.001","minOrderQty":"0.005","minOrderAmt":"7","minNotionalValue":"3",{{lots}}} """);

        Assert.Equal((market, limit), (instrument.MaxMarketQuantity, instrument.MaxLimitQuantity));
        Assert.Equal(
            (0.001m, 0.005m, 7m, "USDT"),
            (instrument.QuantityStep, instrument.MinQuantity, instrument.MinNotional, instrument.SettleCoin));
    }

    [Theory]
    [InlineData(""" "maxMktOrderQty":"5","maxOrderQty":"9" """, 5)]
    [InlineData(""" "maxOrderQty":"9" """, 9)]
    public async Task Contract_has_its_own_steps_coins_and_bounds(string lots, int market)
    {
        var instrument = await OnlyAsync(
            Category.Linear,
            $$"""
            "settleCoin":"USDC","lotSizeFilter":{"qtyStep":"0.01","basePrecision":"0.001","minOrderQty":"0.001","minOrderAmt":"7","minNotionalValue":"3",{{lots}}},
            "leverageFilter":{"maxLeverage":"50","leverageStep":"0.02"}
            """);

        Assert.Equal((market, 9m), (instrument.MaxMarketQuantity, instrument.MaxLimitQuantity));
        // Less than one step cannot be ordered, whatever the smallest quantity says.
        Assert.Equal(
            (0.01m, 0.01m, 3m, "USDC"),
            (instrument.QuantityStep, instrument.MinQuantity, instrument.MinNotional, instrument.SettleCoin));
        Assert.Equal(("BTC", "USDT", 0.5m, 50m, 0.02m), (instrument.BaseCoin, instrument.QuoteCoin, instrument.TickSize,
            instrument.MaxLeverage, instrument.LeverageStep));
    }

    private static async Task<Instrument> OnlyAsync(Category category, string fields)
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(
            "/v5/market/instruments-info",
            $$"""{"list":[{"symbol":"BTCUSDT","status":"Trading","baseCoin":"BTC","quoteCoin":"USDT","priceFilter":{"tickSize":"0.5"},{{fields}}}]}""");
        return Assert.Single(Expect.Value(await fixture.Exchange.GetInstrumentsAsync(category, Token)));
    }
}
