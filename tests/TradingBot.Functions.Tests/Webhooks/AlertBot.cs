using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Signals;
using TradingBot.Core.Trades;
using TradingBot.Functions.Tests.Api;
using TradingBot.Functions.Tests.Trading;
using TradingBot.TestKit;

namespace TradingBot.Functions.Tests.Webhooks;

/// <summary>The bot and its paper exchange, reached by HTTP alone: a strategy is put, alerts are posted, what is held is read.</summary>
public sealed class AlertBot : IAsyncDisposable
{
    public const string Secret = "a-webhook-token-of-good-length";
    public const string Perpetual = "BYBIT:BTCUSDT.P";

    private readonly TradingTestHost _host;
    private int _last;

    private AlertBot(TradingTestHost host) => _host = host;

    public TradingTestHost Host => _host;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>
    /// With the strategy "k": BTCUSDT, both directions, 0.01 at market, leverage 5, stop 2 %; the price is held at 60,000.
    /// </summary>
    public static async Task<AlertBot> OpenAsync()
    {
        var bot = new AlertBot(await TradingTestHost.OpenAsync());
        await bot._host.Controls.PriceAsync(60_000m);
        await bot.StrategyAsync();
        return bot;
    }

    public async Task StrategyAsync(Action<JsonObject>? change = null, string key = "k")
    {
        var strategy = JsonNode.Parse("""
            {
              "category": "linear", "symbols": ["BTCUSDT"], "direction": "both", "orderType": "market",
              "sizing": { "mode": "fixedQuantity", "value": "0.01" }, "leverage": "5", "stopLoss": { "percent": "2" },
              "maxDriftPercent": null
            }
            """)!.AsObject();
        strategy["token"] = Secret;
        change?.Invoke(strategy);
        using var answer = await _host.Http.PutAsJsonAsync($"api/strategies/{key}", strategy, Token);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Token));
    }

    /// <summary>Posts the fields, with token and symbol unless they say otherwise.</summary>
    public Task<JsonObject> SendAsync(string fields, int status = 202)
    {
        var alert = JsonNode.Parse("{" + fields + "}")!.AsObject();
        alert.TryAdd("secret", Secret);
        alert.TryAdd("symbol", Perpetual);
        return PostAsync(alert.ToJsonString(), status);
    }

    public Task<JsonObject> PostAsync(string body, int status, string path = "k") =>
        ApiHost.ReadAsync(_host.Http.PostAsync($"api/webhook/{path}", new StringContent(body, Encoding.UTF8, "text/plain"), Token), status);

    public Task<JsonObject> GetAsync(string path) => ApiHost.ReadAsync(_host.Http.GetAsync($"api/{path}", Token), 200);

    /// <summary>An alert that nothing but its number tells from the one before.</summary>
    public string Next() => $"\"id\":\"n{Interlocked.Increment(ref _last)}\"";

    /// <summary>Buys and waits until the position stands and is protected.</summary>
    public async Task<TradeRecord> HoldAsync(string action = "buy")
    {
        var answer = await SendAsync($"\"action\":\"{action}\",{Next()}");
        return await _host.TradeOfAsync(IdOf(answer), TradingTestHost.IsOpen);
    }

    /// <summary>The signal once it has ended.</summary>
    public Task<JsonObject> EndAsync(JsonObject answer) => Eventually.ValueAsync(
        () => GetAsync($"signals/{answer["signalId"]}"),
        static signal => (string?)signal["status"] is not ("received" or "accepted"),
        "The signal never ended",
        TimeSpan.FromSeconds(30),
        Token);

    /// <summary>Status and code of the signal once it has ended.</summary>
    public async Task<string> WordAsync(JsonObject answer)
    {
        var signal = await EndAsync(answer);
        return $"{signal["status"]} {signal["reason"]?["code"]}".TrimEnd();
    }

    /// <summary>Waits until the exchange holds nothing and no trade is unfinished.</summary>
    public Task FlatAsync() => Eventually.TrueAsync(
        async () => await HeldAsync() == 0 && (await GetAsync("trades?status=open"))["items"]!.AsArray().Count == 0,
        "It never was flat",
        TimeSpan.FromSeconds(30),
        Token);

    /// <summary>What the exchange holds of BTCUSDT: above zero long, below short.</summary>
    public async Task<decimal> HeldAsync() => await _host.Driver.PositionAsync() is { Quantity: > 0 } position
        ? position.Direction == Direction.Long ? position.Quantity : -position.Quantity
        : 0;

    public Task HeldAsync(decimal wanted) => Eventually.ValueAsync(
        () => HeldAsync(), held => held == wanted, $"It never held {wanted}", TimeSpan.FromSeconds(30), Token);

    public Task<SignalRecord> SignalAsync(JsonObject answer) => _host.Driver.SignalAsync(IdOf(answer));

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private static SignalId IdOf(JsonObject answer) => new(Guid.Parse((string)answer["signalId"]!));
}
