using TradingBot.Bybit.Tests.Stub;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;

namespace TradingBot.Bybit.Tests.Market;

public sealed class MarketHistoryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Bars_come_oldest_first()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When("/v5/market/kline", """
            {"symbol":"BTCUSDT","category":"linear","list":[["1735693200000","101","103.5","99","102","7.25","730"],["1735689600000","100","102","98.5","101","5","505"]]}
            """);

        var bars = Expect.Value(
            await fixture.Exchange.GetCandlesAsync(Category.Linear, BybitFixture.Btc, CandleInterval.Hour4, 2000, Token));

        Assert.Equal([100m, 101m], bars.Select(bar => bar.Open));
        Assert.Equal((103.5m, 99m, 102m, 7.25m), (bars[1].High, bars[1].Low, bars[1].Close, bars[1].Volume));
        Assert.Equal("category=linear&symbol=BTCUSDT&interval=240&limit=1000", fixture.Stub.Single("/v5/market/kline").RawQuery);
    }

    [Theory]
    [InlineData("""[["1735693200000","101","103.5","99",""]]""")]
    [InlineData("""[["","101","103.5","99","102","7"]]""")]
    public async Task Bar_with_a_hole_is_a_failure_and_not_a_wrong_bar(string list)
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When("/v5/market/kline", $$"""{"list":{{list}}}""");

        Expect.Failure(await fixture.Exchange.GetCandlesAsync(Category.Spot, BybitFixture.Btc, CandleInterval.Minute1, 1, Token));
    }

    [Fact]
    public async Task Options_have_no_bars()
    {
        await using var fixture = await BybitFixture.OpenAsync();

        var error = Expect.Failure(await fixture.Exchange.GetCandlesAsync(
            Category.Option, BybitFixture.Buy(Category.Option).Symbol, CandleInterval.Day1, 1, Token));
        Assert.Equal((0, RetryGuidance.Permanent), (error.Code, error.Class));
        Assert.Empty(fixture.Stub.Requests);
    }

    [Fact]
    public async Task Depth_is_best_first_and_a_side_may_be_empty()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When("/v5/market/orderbook", """{"s":"BTCUSDT","b":[["99.5","1"],["100","2.5"]],"a":[],"ts":1735689600000,"u":1}""");

        var depth = Expect.Value(await fixture.Exchange.GetDepthAsync(Category.Spot, BybitFixture.Btc, 50, Token));

        Assert.Equal([new BookLevel(100m, 2.5m), new BookLevel(99.5m, 1m)], depth.Bids);
        Assert.Empty(depth.Asks);
        Assert.Equal((Category.Spot, BybitFixture.Btc, 1735689600000), (depth.Category, depth.Symbol, depth.At.ToUnixTimeMilliseconds()));
    }

    [Fact]
    public async Task Price_band_is_read()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When("/v5/market/price-limit", """{"symbol":"BTCUSDT","buyLmt":"105000.10","sellLmt":"95000","ts":"1735689600000"}""");

        var band = Expect.Value(await fixture.Exchange.GetPriceBandAsync(Category.Linear, BybitFixture.Btc, Token));

        Assert.Equal((105000.10m, 95000m), (band.HighestBuy, band.LowestSell));
    }
}
