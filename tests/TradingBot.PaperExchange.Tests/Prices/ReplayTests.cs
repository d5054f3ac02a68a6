using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TradingBot.PaperExchange.Markets;
using TradingBot.PaperExchange.PriceSources.Replay;
using TradingBot.PaperExchange.Prices;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.Settings;
using TradingBot.PaperExchange.Simulation;
using static TradingBot.PaperExchange.Tests.RunningExchange;

namespace TradingBot.PaperExchange.Tests;

/// <summary>Bars from files, played into the exchange.</summary>
public sealed class ReplayTests : IDisposable
{
    private static readonly DateTimeOffset _start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan _tick = TimeSpan.FromMilliseconds(250);
    private readonly string _folder = Directory.CreateTempSubdirectory("replay").FullName;
    private readonly FakeTimeProvider _clock = new(_start);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("100,120,90,110", new[] { "100", "90", "120", "110" })]
    [InlineData("100,105,80,90", new[] { "100", "105", "80", "90" })]
    [InlineData("100,100,100,100", new[] { "100", "100", "100", "100" })]
    public void A_bar_goes_from_open_by_the_nearer_extreme_to_the_other_and_its_close(string bar, string[] path)
    {
        var tape = Tape("BTCUSDT", bar);
        Assert.Equal(path, Enumerable.Range(0, tape.Count).Select(point => Wire.Text(tape.Price(point))));
    }

    [Fact]
    public void Volume_of_a_bar_is_kept_to_the_last_digit()
    {
        Write("BTCUSDT", "100,120,90,110,0.000000007", "110,120,90,100,12.34567891");
        using var simulator = Open(speed: 240);
        Ticks(simulator, 3);
        var candle = Minutes(simulator, Category.Linear, "BTCUSDT").Aggregate((all, next) => all.Then(next));
        Assert.Equal((100m, 120m, 90m, 100m), (candle.Open, candle.High, candle.Low, candle.Close));
        Assert.Equal(12.345678917m, candle.Volume);
    }

    [Fact]
    public void Bars_pass_at_their_speed_and_the_last_price_holds()
    {
        Write("BTCUSDT", "100,120,90,110", "110,130,105,125");
        var source = new ReplayPrices(ReplayFiles.Load(_folder), 60, NullLogger.Instance);
        using var simulator = new ExchangeSimulator(Options, source);
        Assert.Equal(100m, Last(simulator));
        Ticks(simulator, 1);
        Assert.Equal(100m, Last(simulator));
        Ticks(simulator, 1);
        Assert.Equal(90m, Last(simulator));
        Ticks(simulator, 1);
        Assert.Equal((120m, "running"), (Last(simulator), simulator.Prices.Status));
        Ticks(simulator, 5);
        Assert.Equal((125m, "ended"), (Last(simulator), simulator.Prices.Status));
        Ticks(simulator, 400);
        Assert.Equal(125m, Last(simulator));
        Assert.Contains("The last bar was played", simulator.Prices.Detail);
    }

    [Fact]
    public void Twins_follow_a_file_of_the_symbol_and_keep_to_their_own_when_they_have_one()
    {
        Write("BTCUSDT", "100,120,90,110");
        Write("ETHUSDT", "10,12,9,11");
        Write("spot-ETHUSDT", "20,22,19,21");
        using var simulator = Open(speed: 1_000);
        Ticks(simulator, 2);
        decimal[] prices = simulator.Read(state => new[]
        {
            state.Last(Category.Linear, "BTCUSDT"), state.Last(Category.Spot, "BTCUSDT"),
            state.Last(Category.Linear, "ETHUSDT"), state.Last(Category.Spot, "ETHUSDT"),
        });
        Assert.Equal([110m, 110m, 11m, 21m], prices);
    }

    [Fact]
    public void Same_file_and_seed_give_the_same_prices_of_played_and_of_other_coins()
    {
        Write("BTCUSDT", "100,120,90,110", "110,130,105,125");
        var first = Walk();
        Assert.Equal(first, Walk());

        List<decimal> Walk()
        {
            using var simulator = Open(speed: 30);
            Ticks(simulator, 50);
            return simulator.Read(state => state.Markets.All.Select(market => market.Last).ToList());
        }
    }

    [Fact]
    public void Restart_goes_on_where_the_replay_stood()
    {
        Write("BTCUSDT", "100,120,90,110", "110,130,105,125");
        var options = Options with { DataFolder = Path.Combine(_folder, "data") };
        using (var simulator = Open(speed: 60, options))
            Ticks(simulator, 3);
        using (var simulator = Open(speed: 60, options))
        {
            Assert.Equal(120m, Last(simulator));
            Ticks(simulator, 2);
            Assert.Equal(110m, Last(simulator));
        }

        Write("BTCUSDT", "200,220,190,210");
        using (var other = Open(speed: 60, options))
        {
            Ticks(other, 1);
            Assert.Equal(200m, Last(other));
        }
    }

    [Fact]
    public async Task Orders_meet_an_extreme_inside_one_tick()
    {
        Write("BTCUSDT", "70000,70100,60000,70050", "70050,70050,70050,70050");
        var options = new PaperExchangeOptions
        {
            TimeProvider = _clock,
            Prices = PriceSourceKind.Replay,
            ReplayPath = Path.Combine(_folder, "BTCUSDT.csv"),
            ReplaySpeed = 100_000,
            AckLatency = TimeSpan.Zero,
        };
        await using var exchange = await StartAsync(options);
        var id = await exchange.PlaceAsync(
            new { category = "linear", symbol = "BTCUSDT", side = "Buy", orderType = "Limit", qty = "0.01", price = "66666" });
        await exchange.OrderInAsync(id, "New");
        await UntilAsync(
            async () =>
            {
                _clock.Advance(_tick);
                return await exchange.OrderAsync(id) is { } order && Text(order, "orderStatus") == "Filled" ? order : null;
            },
            () => Task.FromResult("the extreme was passed over"));
        var state = await exchange.Client.SimAsync(HttpMethod.Get, "/sim/state");
        Assert.Equal(("replay", "ended"), (Text(state["priceSource"], "source"), Text(state["priceSource"], "status")));
    }

    private PaperExchangeOptions Options => new() { TimeProvider = _clock };

    private ExchangeSimulator Open(decimal speed, PaperExchangeOptions? options = null) =>
        new(options ?? Options, new ReplayPrices(ReplayFiles.Load(_folder), speed, NullLogger.Instance));

    private void Ticks(ExchangeSimulator simulator, int count)
    {
        for (var tick = 0; tick < count; tick++)
        {
            _clock.Advance(_tick);
            simulator.Tick(_tick);
        }
    }

    private static decimal Last(ExchangeSimulator simulator) => simulator.Read(state => state.Last(Category.Linear, "BTCUSDT"));

    private static List<Candle> Minutes(ExchangeSimulator simulator, Category category, string symbol) => simulator.Read(state =>
    {
        var market = state.Market(category, symbol);
        return state.Charts[market.Key].Bars("1", market.Minute, _start, null, 10).ToList();
    });

    private ReplayTape Tape(string symbol, params string[] bars)
    {
        Write(symbol, bars);
        return ReplayFiles.Load(_folder).Single();
    }

    private void Write(string name, params string[] bars) => File.WriteAllLines(
        Path.Combine(_folder, name + ".csv"),
        bars.Select((bar, index) => $"{_start.AddMinutes(index):O},{bar}{(bar.Count(letter => letter == ',') == 3 ? ",1" : "")}")
            .Prepend("time,open,high,low,close,volume"));
}
