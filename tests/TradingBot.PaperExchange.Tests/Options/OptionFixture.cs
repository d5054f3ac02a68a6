using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using TradingBot.PaperExchange.Settings;
using static TradingBot.PaperExchange.Tests.RunningExchange;

namespace TradingBot.PaperExchange.Tests;

/// <summary>An exchange whose clock and prices stand still until a test moves them, and the questions option tests ask it.</summary>
internal sealed class OptionFixture : IAsyncDisposable
{
    /// <summary>A Monday noon; bitcoin stands at 68,000.</summary>
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    public const string FarCall = "BTC-27MAR26-70000-C-USDT";
    public const string FarPut = "BTC-27MAR26-66000-P-USDT";

    private int _links;

    private OptionFixture(RunningExchange exchange, FakeTimeProvider clock) => (Exchange, Clock) = (exchange, clock);

    public RunningExchange Exchange { get; }

    public FakeTimeProvider Clock { get; }

    public static async Task<OptionFixture> OpenAsync(FakeTimeProvider? clock = null, string? folder = null, decimal wallet = 10_000)
    {
        clock ??= new FakeTimeProvider(Start);
        var exchange = await StartAsync(new PaperExchangeOptions
        {
            TimeProvider = clock,
            AutoPrices = false,
            AckLatency = TimeSpan.Zero,
            DataFolder = folder,
            InitialWallet = new Dictionary<string, decimal>(StringComparer.Ordinal) { ["USDT"] = wallet },
        });
        return new OptionFixture(exchange, clock);
    }

    public JsonObject Order(string symbol, string side, string qty, string? price = null) => new()
    {
        ["category"] = "option",
        ["symbol"] = symbol,
        ["side"] = side,
        ["orderType"] = price is null ? "Market" : "Limit",
        ["qty"] = qty,
        ["price"] = price,
        ["orderLinkId"] = $"link-{++_links}",
    };

    /// <summary>Places an order and waits until it is filled.</summary>
    public async Task<JsonNode> FillAsync(string symbol, string side, string qty, string? price = null) =>
        await Exchange.OrderInAsync(await Exchange.PlaceAsync(Order(symbol, side, qty, price)), "Filled", "option");

    public async Task<JsonNode> TickerAsync(string symbol) =>
        (await Exchange.ListAsync("/v5/market/tickers", $"category=option&symbol={symbol}")).Single();

    public async Task<JsonNode> PositionAsync(string symbol) =>
        (await Exchange.ListAsync("/v5/position/list", $"category=option&symbol={symbol}")).Single();

    public Task<IReadOnlyList<JsonNode>> ExecutionsAsync(string symbol) =>
        Exchange.ListAsync("/v5/execution/list", $"category=option&symbol={symbol}");

    public async Task<JsonNode> AccountAsync() => (await Exchange.ListAsync("/v5/account/wallet-balance", "accountType=UNIFIED")).Single();

    public async ValueTask DisposeAsync() => await Exchange.DisposeAsync();
}
