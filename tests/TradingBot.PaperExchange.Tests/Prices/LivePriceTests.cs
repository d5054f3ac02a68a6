using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TradingBot.PaperExchange.Markets;
using TradingBot.PaperExchange.PriceSources;
using TradingBot.PaperExchange.PriceSources.Live;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.Settings;
using TradingBot.PaperExchange.Simulation;
using static TradingBot.PaperExchange.Tests.RunningExchange;

namespace TradingBot.PaperExchange.Tests;

/// <summary>Prices of a real exchange, read over HTTP from a stub and from nobody.</summary>
public sealed class LivePriceTests
{
    private static readonly DateTimeOffset _start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan _tick = TimeSpan.FromMilliseconds(250);
    private readonly FakeTimeProvider _clock = new(_start);

    [Fact]
    public async Task Prices_start_at_and_follow_the_public_tickers()
    {
        await using var stub = await StubTickers.StartAsync();
        using var source = Source(stub.BaseUrl);
        await PollAsync(source);
        using var simulator = new ExchangeSimulator(Options, source);
        Assert.Equal((70_000m, 70_001m), Prices(simulator));
        stub.Price = 71_234.5m;
        await PollAsync(source);
        Tick(simulator);
        Assert.Equal((71_234.5m, 71_235.5m), Prices(simulator));
        Assert.Equal(new PriceSourceState(PriceSourceKind.Live, "live", $"Prices come from {stub.BaseUrl}."), simulator.Prices);
    }

    [Theory]
    [InlineData("status", "HTTP 503")]
    [InlineData("refusal", "retCode 10016")]
    [InlineData("html", "the answer is not JSON")]
    [InlineData("empty", "the answer holds no price")]
    [InlineData("still", "its prices stand still")]
    public async Task Failing_tickers_leave_a_walk_from_the_last_price_until_they_are_back(string fault, string reason)
    {
        await using var stub = await StubTickers.StartAsync();
        using var source = Source(stub.BaseUrl);
        await PollAsync(source);
        using var simulator = new ExchangeSimulator(Options, source);
        Tick(simulator);

        Break(stub, fault);
        await PollAsync(source);
        _clock.Advance(LivePrices.FreshFor);
        Assert.True(await PollAsync(source) > LivePrices.PollInterval);
        Tick(simulator);
        Assert.Equal("synthetic", simulator.Prices.Status);
        Assert.Contains(reason, simulator.Prices.Detail);
        var walked = Prices(simulator).Linear;
        Assert.NotEqual(70_000m, walked);
        Assert.InRange(walked, 69_900m, 70_100m);

        Mend(stub);
        stub.Price = 70_500;
        await PollAsync(source);
        Tick(simulator);
        Assert.Equal(("live", 70_500m), (simulator.Prices.Status, Prices(simulator).Linear));
    }

    [Fact]
    public async Task Too_many_calls_are_followed_by_the_documented_silence()
    {
        await using var stub = await StubTickers.StartAsync();
        stub.Status = 403;
        using var source = Source(stub.BaseUrl);
        Assert.Equal(TimeSpan.FromMinutes(10), await PollAsync(source));
    }

    [Fact]
    public async Task Dead_server_does_not_keep_the_exchange_from_starting_and_is_told()
    {
        Uri dead;
        await using (var stub = await StubTickers.StartAsync())
            dead = stub.BaseUrl;
        await using var exchange = await StartAsync(new PaperExchangeOptions { Prices = PriceSourceKind.Live, LiveUrl = dead });
        var state = await StateAsync(exchange, "synthetic");
        Assert.Contains("walks on from its last price", Text(state["priceSource"], "detail"));
    }

    [Fact]
    public async Task Running_exchange_shows_what_it_reads()
    {
        await using var stub = await StubTickers.StartAsync();
        await using var exchange = await StartAsync(new PaperExchangeOptions { Prices = PriceSourceKind.Live, LiveUrl = stub.BaseUrl });
        await StateAsync(exchange, "live");
        stub.Price = 65_000;
        await UntilAsync(
            async () => Number(
                (await exchange.ListAsync("/v5/market/tickers", "category=linear&symbol=BTCUSDT")).Single(),
                "lastPrice") == 65_000m ? "" : null,
            () => Task.FromResult("the price never came"));
    }

    [Fact]
    public async Task Held_symbol_is_left_alone()
    {
        await using var stub = await StubTickers.StartAsync();
        using var source = Source(stub.BaseUrl);
        await PollAsync(source);
        using var simulator = new ExchangeSimulator(Options, source);
        simulator.SetPrice(Category.Linear, "BTCUSDT", 60_000, hold: true);
        await PollAsync(source);
        Tick(simulator);
        Assert.Equal(60_000m, Prices(simulator).Linear);
    }

    private PaperExchangeOptions Options => new() { TimeProvider = _clock };

    private LivePrices Source(Uri url) => new(Options with { LiveUrl = url }, NullLogger.Instance);

    private static Task<TimeSpan> PollAsync(LivePrices source) => source.PollAsync(TestContext.Current.CancellationToken);

    private void Tick(ExchangeSimulator simulator)
    {
        _clock.Advance(_tick);
        simulator.Tick(_tick);
    }

    private static (decimal Linear, decimal Spot) Prices(ExchangeSimulator simulator) =>
        simulator.Read(state => (state.Last(Category.Linear, "BTCUSDT"), state.Last(Category.Spot, "BTCUSDT")));

    private static Task<System.Text.Json.Nodes.JsonNode> StateAsync(RunningExchange exchange, string status) => UntilAsync(
        async () => await exchange.Client.SimAsync(HttpMethod.Get, "/sim/state") is { } state
            && Text(state["priceSource"], "status") == status ? state : null,
        () => Task.FromResult($"prices never became {status}"));

    private static void Break(StubTickers stub, string fault)
    {
        stub.Status = fault == "status" ? 503 : 200;
        stub.StandsStill = fault == "still";
        stub.Body = fault switch
        {
            "refusal" => """{"retCode":10016,"retMsg":"Server error.","result":{},"time":1}""",
            "html" => "<html>Sorry</html>",
            "empty" => """{"retCode":0,"result":{"list":[]},"time":1}""",
            _ => null,
        };
    }

    private static void Mend(StubTickers stub)
    {
        stub.Status = 200;
        stub.StandsStill = false;
        stub.Body = null;
    }
}
