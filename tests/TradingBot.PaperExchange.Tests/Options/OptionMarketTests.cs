using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using TradingBot.PaperExchange.Markets;
using TradingBot.PaperExchange.PriceSources;
using TradingBot.PaperExchange.Settings;
using TradingBot.PaperExchange.Simulation;
using static TradingBot.PaperExchange.Tests.RunningExchange;

namespace TradingBot.PaperExchange.Tests;

/// <summary>The board of options as a client sees it.</summary>
public sealed class OptionMarketTests
{
    private static readonly DateTimeOffset _start = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider _clock = new(_start);

    [Fact]
    public async Task Instruments_carry_real_filters_and_default_to_bitcoin()
    {
        await using var exchange = await OpenAsync();
        var rows = await exchange.AllAsync("/v5/market/instruments-info", "category=option");
        Assert.All(
            rows, row => Assert.Equal(("BTC", "Trading", "USDT"), (Text(row, "baseCoin"), Text(row, "status"), Text(row, "settleCoin"))));
        var option = rows.Single(row => Text(row, "symbol") == "BTC-27MAR26-68000-P-USDT");
        Assert.Equal(
            ("Put", "0.00015", "BTCUSDT-27MAR26-68000-P"),
            (Text(option, "optionsType"), Text(option, "deliveryFeeRate"), Text(option, "displayName")));
        Assert.Equal(
            ("5", "5", "1110000"),
            (Text(option["priceFilter"], "tickSize"), Text(option["priceFilter"], "minPrice"), Text(option["priceFilter"], "maxPrice")));
        Assert.Equal(("0.01", "0.01", "500"), (
            Text(option["lotSizeFilter"], "minOrderQty"), Text(option["lotSizeFilter"], "qtyStep"),
            Text(option["lotSizeFilter"], "maxOrderQty")));
        Assert.Equal("1774598400000", Text(option, "deliveryTime"));
    }

    [Theory]
    [InlineData("BTC")]
    [InlineData("ETH")]
    [InlineData("SOL")]
    public async Task Pages_give_every_option_once(string coin)
    {
        await using var exchange = await OpenAsync();
        var whole = await exchange.ListAsync("/v5/market/instruments-info", $"category=option&baseCoin={coin}&limit=1000");
        var paged = await exchange.AllAsync("/v5/market/instruments-info", $"category=option&baseCoin={coin}&limit=37");
        Assert.True(whole.Count > 300);
        Assert.Equal(whole.Select(row => Text(row, "symbol")), paged.Select(row => Text(row, "symbol")));
        Assert.Equal(whole.Count, whole.Select(row => Text(row, "symbol")).Distinct().Count());
    }

    [Fact]
    public async Task Tickers_have_quotes_volatilities_and_greeks_that_make_sense()
    {
        await using var exchange = await OpenAsync();
        var rows = await exchange.ListAsync("/v5/market/tickers", "category=option&baseCoin=BTC&expDate=27MAR26");
        Assert.All(rows, row =>
        {
            var (bid, mark, ask) = (Number(row, "bid1Price"), Number(row, "markPrice"), Number(row, "ask1Price"));
            Assert.True(bid <= mark && mark <= ask && ask >= 5 && bid % 5 == 0 && ask % 5 == 0, row.ToJsonString());
            Assert.InRange(Number(row, "markIv"), 0.2m, 2m);
            Assert.InRange(Number(row, "delta"), -1, 1);
            Assert.True(Number(row, "gamma") >= 0 && Number(row, "vega") >= 0 && Number(row, "theta") <= 0);
            Assert.True(Number(row, "openInterest") >= 0);
            Assert.Equal("0", Text(row, "predictedDeliveryPrice"));
        });
        var calls = rows
            .Where(row => Text(row, "symbol").Contains("-C-", StringComparison.Ordinal))
            .Select(row => Number(row, "markPrice"))
            .ToList();
        Assert.Equal(calls.OrderDescending(), calls);
        var puts = rows
            .Where(row => Text(row, "symbol").Contains("-P-", StringComparison.Ordinal))
            .Select(row => Number(row, "markPrice"))
            .ToList();
        Assert.Equal(puts.Order(), puts);
    }

    [Fact]
    public async Task Quotes_stand_still_while_price_and_clock_do_and_follow_the_index()
    {
        await using var exchange = await OpenAsync();
        var before = await TickerAsync(exchange, "BTC-27MAR26-70000-C-USDT");
        Assert.Equal(before.ToJsonString(), (await TickerAsync(exchange, "BTC-27MAR26-70000-C-USDT")).ToJsonString());
        await exchange.SetPriceAsync("70000");
        var after = await TickerAsync(exchange, "BTC-27MAR26-70000-C-USDT");
        Assert.True(Number(after, "markPrice") > Number(before, "markPrice") + 500);
        Assert.Equal(70_000m, Number(after, "indexPrice"));
    }

    [Fact]
    public async Task Order_book_starts_at_the_ticker_and_has_up_to_twenty_five_levels()
    {
        await using var exchange = await OpenAsync();
        var ticker = await TickerAsync(exchange, "BTC-27MAR26-68000-C-USDT");
        var one = (await exchange.Client.GetAsync("/v5/market/orderbook", "category=option&symbol=BTC-27MAR26-68000-C-USDT"))["result"]!;
        Assert.Equal(Number(ticker, "bid1Price"), decimal.Parse((string)one["b"]!.AsArray().Single()![0]!));
        Assert.Equal(Number(ticker, "ask1Size"), decimal.Parse((string)one["a"]!.AsArray().Single()![1]!));
        var deep = (
            await exchange.Client.GetAsync("/v5/market/orderbook", "category=option&symbol=BTC-27MAR26-68000-C-USDT&limit=25"))["result"]!;
        var asks = deep["a"]!.AsArray().Select(level => decimal.Parse((string)level![0]!)).ToList();
        Assert.Equal(25, asks.Count);
        Assert.Equal(asks.Order(), asks);
    }

    [Theory]
    [InlineData("/v5/market/kline", "category=option&symbol=BTC-27MAR26-68000-C-USDT&interval=5")]
    [InlineData("/v5/market/price-limit", "category=option&symbol=BTC-27MAR26-68000-C-USDT")]
    [InlineData("/v5/market/tickers", "category=option")]
    [InlineData("/v5/market/tickers", "category=option&symbol=BTC-27MAR26-68001-C-USDT")]
    [InlineData("/v5/market/tickers", "category=option&symbol=BTCUSDT")]
    [InlineData("/v5/market/instruments-info", "category=option&symbol=BTC-28MAR26-68000-C-USDT")]
    [InlineData("/v5/market/orderbook", "category=option&symbol=BTC-1MAR26-68000-C-USDT")]
    public async Task What_options_do_not_offer_is_refused(string path, string query)
    {
        await using var exchange = await OpenAsync();
        Assert.Equal(10001, Code(await exchange.Client.GetAsync(path, query)));
    }

    [Fact]
    public async Task Unknown_coins_have_an_empty_board()
    {
        await using var exchange = await OpenAsync();
        Assert.Empty(await exchange.ListAsync("/v5/market/instruments-info", "category=option&baseCoin=DOGE"));
        Assert.Empty(await exchange.ListAsync("/v5/market/instruments-info", "category=option&status=PreLaunch"));
        Assert.Empty(await exchange.ListAsync("/v5/market/tickers", "category=option&baseCoin=DOGE"));
    }

    [Fact]
    public async Task Board_rolls_with_the_clock_and_widens_with_the_index()
    {
        await using var exchange = await OpenAsync();
        Assert.True(await IsListedAsync(exchange, "BTC-3MAR26-68000-C-USDT"));
        Assert.False(await IsListedAsync(exchange, "BTC-6MAR26-90000-C-USDT"));
        await exchange.SetPriceAsync("90000");
        _clock.Advance(TimeSpan.FromHours(20));
        await UntilListedAsync(exchange, "BTC-6MAR26-90000-C-USDT");
        await UntilListedAsync(exchange, "BTC-5MAR26-90500-C-USDT");
        Assert.False(await IsListedAsync(exchange, "BTC-3MAR26-68000-C-USDT"));
        Assert.True(await IsListedAsync(exchange, "BTC-6MAR26-68000-C-USDT"));
    }

    [Fact]
    public void Same_seed_gives_the_same_quotes_and_another_seed_others()
    {
        Assert.Equal(Marks(7), Marks(7));
        Assert.NotEqual(Marks(7), Marks(8));

        List<decimal> Marks(ulong seed)
        {
            using var simulator = new ExchangeSimulator(
                new PaperExchangeOptions { Seed = seed, TimeProvider = new FakeTimeProvider(_start) }, new SyntheticPrices());
            simulator.Tick(TimeSpan.FromSeconds(1));
            return simulator.Read(
                state => OptionChain.Board(state, "ETH").Select(option => OptionPricer.Quote(state, option).Mark).ToList());
        }
    }

    private Task<RunningExchange> OpenAsync() => StartAsync(new PaperExchangeOptions { TimeProvider = _clock, AutoPrices = false });

    private static async Task<JsonNode> TickerAsync(RunningExchange exchange, string symbol) =>
        (await exchange.ListAsync("/v5/market/tickers", $"category=option&symbol={symbol}")).Single();

    private static async Task<bool> IsListedAsync(RunningExchange exchange, string symbol) =>
        Code(await exchange.Client.GetAsync("/v5/market/instruments-info", $"category=option&symbol={symbol}")) == 0;

    /// <summary>The clock's ticks are carried out in the background, a moment after it was moved.</summary>
    private static Task<string> UntilListedAsync(RunningExchange exchange, string symbol) => UntilAsync(
        async () => await IsListedAsync(exchange, symbol) ? "" : null,
        () => Task.FromResult($"{symbol} was never listed"));
}
