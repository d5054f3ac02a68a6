using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using TradingBot.PaperExchange.Instruments;
using TradingBot.PaperExchange.PriceSources;
using TradingBot.PaperExchange.Prices;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.Settings;
using TradingBot.PaperExchange.Simulation;
using static TradingBot.PaperExchange.Tests.RunningExchange;

namespace TradingBot.PaperExchange.Tests;

public sealed class MarketDataTests
{
    private static readonly DateTimeOffset _start = new(2026, 3, 1, 12, 0, 30, TimeSpan.Zero);

    [Theory]
    [InlineData("1", 60)]
    [InlineData("3", 180)]
    [InlineData("5", 300)]
    [InlineData("15", 900)]
    [InlineData("30", 1_800)]
    [InlineData("60", 3_600)]
    [InlineData("240", 14_400)]
    [InlineData("D", 86_400)]
    public async Task Charts_have_five_hundred_gapless_bars_before_anything_was_traded(string interval, long seconds)
    {
        await using var exchange = await StartAsync();
        var bars = await BarsAsync(exchange, $"category=linear&symbol=BTCUSDT&interval={interval}&limit=500");
        Assert.Equal(500, bars.Count);
        var starts = bars.Select(bar => long.Parse((string)bar[0]!)).ToList();
        Assert.All(starts.Zip(starts.Skip(1)), pair => Assert.Equal(seconds * 1000, pair.First - pair.Second));
        Assert.All(bars, bar =>
        {
            var (open, high, low, close) = (Price(bar, 1), Price(bar, 2), Price(bar, 3), Price(bar, 4));
            Assert.True(low <= Math.Min(open, close) && high >= Math.Max(open, close));
        });
    }

    [Fact]
    public async Task Start_alone_gives_the_bars_that_follow_and_both_bounds_give_those_between()
    {
        await using var exchange = await StartAsync();
        var all = await BarsAsync(exchange, "category=linear&symbol=BTCUSDT&interval=5&limit=50");
        var start = (string)all[40][0]!;
        var end = (string)all[38][0]!;
        var after = await BarsAsync(exchange, $"category=linear&symbol=BTCUSDT&interval=5&limit=3&start={start}");
        Assert.Equal([(string)all[38][0]!, (string)all[39][0]!, start], after.Select(bar => (string)bar[0]!));
        var between = await BarsAsync(exchange, $"category=linear&symbol=BTCUSDT&interval=5&limit=50&start={start}&end={end}");
        Assert.Equal(after.Select(bar => bar.ToJsonString()), between.Select(bar => bar.ToJsonString()));
    }

    [Fact]
    public void Same_seed_walks_the_same_way_and_spot_stays_close()
    {
        var first = Walk(seed: 5, minutes: 3);
        var second = Walk(seed: 5, minutes: 3);
        var other = Walk(seed: 6, minutes: 3);
        Assert.Equal(first, second);
        Assert.NotEqual(first, other);
        Assert.InRange(first[0] / first[3], 0.999m, 1.001m);
    }

    [Fact]
    public void Walk_has_the_volatility_of_its_instrument()
    {
        var instrument = InstrumentCatalog.Get(Category.Linear, "BTCUSDT");
        var bars = SyntheticHistory.Before(instrument, _start, TimeSpan.FromHours(1), 8_760, 60_000, seed: 3);
        var squares = bars.Zip(bars.Skip(1), (a, b) => Math.Pow(Math.Log((double)(b.Close / a.Close)), 2)).Sum();
        Assert.InRange(Math.Sqrt(squares), 0.52, 0.58);
        Assert.Equal(60_000, bars[^1].Close);
    }

    [Fact]
    public void Bars_across_a_pause_join_the_price_on_both_sides()
    {
        var instrument = InstrumentCatalog.Get(Category.Linear, "ETHUSDT");
        var bars = SyntheticHistory.Across(instrument, _start, 240, 3_000, seed: 3);
        Assert.Equal((240, 3_000m, 3_000m), (bars.Count, bars[0].Open, bars[^1].Close));
        Assert.Contains(bars, bar => bar.High != bar.Low);
    }

    [Fact]
    public async Task Held_price_stands_still_while_others_walk()
    {
        var clock = new FakeTimeProvider(_start);
        await using var exchange = await StartAsync(new PaperExchangeOptions { TimeProvider = clock });
        await exchange.SetPriceAsync("61234.5");
        var eth = await LastAsync(exchange, "ETHUSDT");
        await UntilAsync(
            async () =>
            {
                clock.Advance(TimeSpan.FromMilliseconds(250));
                return await LastAsync(exchange, "ETHUSDT") == eth ? null : "";
            },
            () => Task.FromResult("nothing walked"));
        Assert.Equal("61234.5", await LastAsync(exchange, "BTCUSDT"));
    }

    [Fact]
    public async Task Symbol_that_is_held_without_a_price_keeps_the_one_it_has()
    {
        await using var exchange = await StartAsync();
        await exchange.SetPriceAsync("61234.5");

        var released = await exchange.Client.SimAsync(
            HttpMethod.Post, "/sim/prices", new { category = "linear", symbol = "BTCUSDT", hold = false });
        var held = await exchange.Client.SimAsync(
            HttpMethod.Post, "/sim/prices", new { category = "linear", symbol = "BTCUSDT", hold = true });

        Assert.Equal(("61234.5", false), ((string?)released!["price"], (bool?)released["hold"]));
        Assert.Equal(("61234.5", true), ((string?)held!["price"], (bool?)held["hold"]));
    }

    [Fact]
    public async Task Each_category_lists_its_symbols_and_pre_launch_none()
    {
        await using var exchange = await StartAsync();
        Assert.Equal(2, (await exchange.ListAsync("/v5/market/instruments-info", "category=inverse")).Count);
        Assert.Empty(await exchange.ListAsync("/v5/market/instruments-info", "category=linear&status=PreLaunch"));
        Assert.Equal(3, (await exchange.ListAsync("/v5/market/instruments-info", "category=linear&limit=1000")).Count);
        Assert.Empty(await exchange.ListAsync("/v5/position/list", "category=option"));
    }

    private static async Task<List<JsonArray>> BarsAsync(RunningExchange exchange, string query) =>
        [.. (await exchange.ListAsync("/v5/market/kline", query)).Select(bar => bar.AsArray())];

    private static decimal Price(JsonArray bar, int column) => decimal.Parse((string)bar[column]!);

    private static async Task<string> LastAsync(RunningExchange exchange, string symbol) =>
        Text((await exchange.ListAsync("/v5/market/tickers", $"category=linear&symbol={symbol}")).Single(), "lastPrice");

    private static List<decimal> Walk(ulong seed, int minutes)
    {
        var clock = new FakeTimeProvider(_start);
        using var simulator = new ExchangeSimulator(new PaperExchangeOptions { Seed = seed, TimeProvider = clock }, new SyntheticPrices());
        for (var tick = 0; tick < minutes * 240; tick++)
        {
            clock.Advance(TimeSpan.FromMilliseconds(250));
            simulator.Tick(TimeSpan.FromMilliseconds(250));
        }

        return simulator.Read(state => state.Markets.All.Select(market => market.Last).ToList());
    }
}
