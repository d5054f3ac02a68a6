using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TradingBot.TestKit;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>Moves the paper exchange's prices, disturbs it, and reads what really arrived there.</summary>
public sealed class PaperExchangeControls(Uri address) : IDisposable
{
    public const string Create = "/v5/order/create";
    public const string Amend = "/v5/order/amend";
    public const string Cancel = "/v5/order/cancel";
    public const string TradingStop = "/v5/position/trading-stop";

    private readonly HttpClient _http = new() { BaseAddress = address };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public Task PriceAsync(decimal price, string category = "linear", string symbol = "BTCUSDT") =>
        PostAsync("/sim/prices", new { category, symbol, price = price.ToString(), hold = true });

    public Task FaultAsync(
        string path, string kind, int count = 1, int retCode = 10016, int status = 503, int delayMs = 1000, decimal percent = 50,
        string? symbol = null, string? orderLinkId = null) =>
        PostAsync("/sim/faults", new { path, kind, count, retCode, status, delayMs, percent, symbol, orderLinkId });

    /// <summary>An account that holds this and nothing else.</summary>
    public Task ResetAsync(params (string Coin, string Amount)[] wallet) =>
        PostAsync("/sim/reset", new { wallet = wallet.ToDictionary(static coin => coin.Coin, static coin => coin.Amount) });

    /// <summary>PreLaunch, Delivering, Closed or Trading.</summary>
    public Task ListingAsync(string status, string category = "linear", string symbol = "BTCUSDT") =>
        PostAsync("/sim/listings", new { category, symbol, status });

    /// <summary>Lets the positions of a perpetual pay funding now; with a negative rate the longs receive.</summary>
    public Task FundingAsync(decimal rate, string category = "linear", string symbol = "BTCUSDT") =>
        PostAsync("/sim/funding", new { category, symbol, rate = rate.ToString(CultureInfo.InvariantCulture), pay = true });

    public async Task HealAsync()
    {
        using var answer = await _http.DeleteAsync("/sim/faults", Token);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Waits until whatever was acknowledged is carried out.</summary>
    public Task SettledAsync() => Eventually.TrueAsync(
        async () => (int?)(await _http.GetFromJsonAsync<JsonNode>("/sim/state", Token))!["waitingRequests"] == 0,
        "The exchange never carried out what it acknowledged",
        cancellationToken: Token);

    /// <summary>Bodies of every order that was sent, whatever became of it.</summary>
    public Task<IReadOnlyList<JsonNode>> SentOrdersAsync() => SentAsync(Create);

    /// <summary>How many entries were sent.</summary>
    public async Task<int> SentEntriesAsync() => (await SentOrdersAsync()).Count(IsEntry);

    /// <summary>Whether an order that was sent opens a trade: the id of an entry ends in e0.</summary>
    public static bool IsEntry(JsonNode order) => ((string?)order["orderLinkId"])?.EndsWith("-e0", StringComparison.Ordinal) == true;

    public async Task<IReadOnlyList<JsonNode>> SentAsync(string path) =>
        [.. (await TextsAsync(path)).Select(static text => JsonNode.Parse(text)!)];

    /// <summary>Raw bodies, or queries, of the requests that arrived at a path, oldest first.</summary>
    public async Task<IReadOnlyList<string>> TextsAsync(string path)
    {
        var log = await _http.GetFromJsonAsync<JsonNode>($"/sim/requests?path={path}", Token);
        return [.. log!["requests"]!.AsArray().Select(static request => (string)request!["body"]!)];
    }

    /// <summary>What the exchange answered to each request, oldest first; a fault that answers nothing is left out.</summary>
    public async Task<IReadOnlyList<int>> RetCodesAsync()
    {
        var log = await _http.GetFromJsonAsync<JsonNode>("/sim/requests", Token);
        return [.. log!["requests"]!.AsArray().Select(static request => (int?)request!["retCode"]).OfType<int>()];
    }

    public void Dispose() => _http.Dispose();

    private async Task PostAsync(string path, object body)
    {
        using var answer = await _http.PostAsJsonAsync(path, body, Token);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Token));
    }
}
