using TradingBot.Bybit.Streams;
using TradingBot.Bybit.Tests.Stub;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;

namespace TradingBot.Bybit.Tests.Contract;

/// <summary>A market in which the contract is held: what to trade, how much, and at which price an order rests.</summary>
internal sealed record MarketCase(
    Market Name, Category Category, string SymbolText, decimal Quantity, decimal RestingPrice, decimal StopPrice, decimal Step)
{
    private static readonly MarketCase[] All =
    [
        new(Market.Spot, Category.Spot, "BTCUSDT", 0.01m, 60_000m, 62_000m, 100m),
        new(Market.Linear, Category.Linear, "BTCUSDT", 0.01m, 60_000m, 62_000m, 100m),
        new(Market.Hedge, Category.Linear, "ETHUSDT", 0.1m, 3_000m, 3_100m, 10m),
        new(Market.Inverse, Category.Inverse, "BTCUSD", 100m, 60_000m, 62_000m, 100m),
        new(Market.Option, Category.Option, "", 0.1m, 10m, 0m, 5m),
    ];

    public static IEnumerable<Market> Names => All.Select(marketCase => marketCase.Name);

    public string Wire => Category.ToString().ToLowerInvariant();

    public Symbol Symbol => Symbol.Parse(SymbolText);

    public static async Task<(PaperFixture Fixture, MarketCase MarketCase)> OpenAsync(
        Market market, CancellationToken token, StreamTiming? timing = null)
    {
        var marketCase = All.Single(one => one.Name == market);
        var fixture = await PaperFixture.OpenAsync(
            token,
            new Dictionary<string, decimal>(StringComparer.Ordinal) { ["USDT"] = 100_000m, ["BTC"] = 1m },
            options =>
            {
                (options.WriteTimeout, options.ReadTimeout) = (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));
                options.Streams = timing is not null;
            },
            timing);
        await fixture.PriceAsync("linear", "BTCUSDT", "68000", token);
        await fixture.PriceAsync("linear", "ETHUSDT", "3400", token);
        if (market == Market.Hedge)
            Expect.Accepted(await fixture.Exchange.SetPositionModeAsync(Category.Linear, marketCase.Symbol, PositionMode.Hedge, token));
        return (fixture, market == Market.Option ? marketCase with { SymbolText = await AnOptionAsync(fixture, token) } : marketCase);
    }

    public OrderIntent MarketOrder(string linkId) => new()
    {
        LinkId = OrderLinkId.Parse(linkId),
        Category = Category,
        Symbol = Symbol,
        Side = OrderSide.Buy,
        Type = OrderType.Market,
        Quantity = Quantity,
    };

    /// <summary>With a stop, where the exchange takes one with a market order.</summary>
    public OrderIntent Protected(string linkId) =>
        MarketOrder(linkId) with { StopLoss = Category is Category.Linear or Category.Inverse ? StopPrice : null };

    /// <summary>Ends what <see cref="MarketOrder"/> began; spot keeps back what it paid in coin.</summary>
    public OrderIntent Closing(string linkId) => Category == Category.Spot
        ? MarketOrder(linkId) with { Side = OrderSide.Sell, Quantity = 0.009m }
        : MarketOrder(linkId) with { Side = OrderSide.Sell, ReduceOnly = true };

    public OrderIntent Resting(string linkId) => MarketOrder(linkId) with { Type = OrderType.Limit, LimitPrice = RestingPrice };

    // The last to expire of those near the money: it will not be delivered under the test's feet.
    private static async Task<string> AnOptionAsync(PaperFixture fixture, CancellationToken token)
    {
        var all = Expect.Value(await fixture.Exchange.GetInstrumentsAsync(Category.Option, token));
        var call = all.Where(one => one.IsTradable && one.BaseCoin == "BTC"
            && one.Symbol.Value.Contains("-C", StringComparison.Ordinal)).ToList();
        foreach (var candidate in call.AsEnumerable().Reverse())
        {
            var ticker = await fixture.Exchange.GetTickerAsync(Category.Option, candidate.Symbol, token);
            if (ticker is ExchangeResult<Ticker>.Success { Value: { MarkPrice: > 1_000m and < 20_000m, AskPrice: > 0m } })
                return candidate.Symbol.Value;
        }

        throw new Xunit.Sdk.XunitException("No option is quoted.");
    }
}
