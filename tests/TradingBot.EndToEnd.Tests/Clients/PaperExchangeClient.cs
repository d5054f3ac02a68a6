using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace TradingBot.EndToEnd.Tests.Clients;

/// <summary>
/// The exchange as an outsider sees it: signed readings, and the controls of its simulation. It shares no code with the bot.
/// </summary>
public sealed class PaperExchangeClient(Uri address) : IDisposable
{
    public const decimal InitialWallet = 10_000m;

    private const string Key = "paper";
    private const string Window = "20000";

    // The account's rate limits are shared with the bot; a test that polls must leave it its share.
    private static readonly TimeSpan Spacing = TimeSpan.FromMilliseconds(100);

    private readonly HttpClient _http = new() { BaseAddress = address };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Where the held prices stand before a test moves them.</summary>
    public static IReadOnlyDictionary<string, decimal> StartPrices { get; } =
        new Dictionary<string, decimal>(StringComparer.Ordinal) { ["BTCUSDT"] = 60_000m, ["ETHUSDT"] = 3_000m, ["SOLUSDT"] = 150m };

    public async Task HoldPricesAsync()
    {
        foreach (var (symbol, price) in StartPrices)
            await SetPriceAsync(symbol, price);
    }

    /// <summary>Moves a perpetual's price at once and holds it there.</summary>
    public Task SetPriceAsync(string symbol, decimal price) =>
        SimAsync(HttpMethod.Post, "sim/prices", new { category = "linear", symbol, price = price.ToString(CultureInfo.InvariantCulture), hold = true });

    /// <summary>Disturbs the next requests to a path; the kinds are in the paper exchange's README.</summary>
    public Task AddFaultAsync(object fault) => SimAsync(HttpMethod.Post, "sim/faults", fault);

    /// <summary>A position that must be there.</summary>
    public async Task<JsonNode> HeldAsync(string symbol)
    {
        var position = await PositionAsync(symbol);
        Assert.True(position is not null, $"The exchange holds nothing in {symbol}.");
        return position;
    }

    public async Task<JsonNode?> PositionAsync(string symbol)
    {
        var rows = await ListAsync("/v5/position/list", $"category=linear&symbol={symbol}");
        return rows.FirstOrDefault(static row => row.Number("size") != 0);
    }

    public Task<IReadOnlyList<JsonNode>> PositionsAsync() => ListAsync("/v5/position/list", "category=linear&settleCoin=USDT&limit=200");

    public Task<IReadOnlyList<JsonNode>> OpenOrdersAsync(string symbol) =>
        ListAsync("/v5/order/realtime", $"category=linear&symbol={symbol}");

    public Task<IReadOnlyList<JsonNode>> OrderHistoryAsync() => ListAsync("/v5/order/history", "category=linear&limit=50");

    /// <summary>Ended orders of this link id.</summary>
    public Task<IReadOnlyList<JsonNode>> EndedOrdersAsync(string linkId) =>
        ListAsync("/v5/order/history", $"category=linear&orderLinkId={linkId}");

    public Task<IReadOnlyList<JsonNode>> ClosedPnlAsync() => ListAsync("/v5/position/closed-pnl", "category=linear&limit=100");

    public async Task<decimal> WalletAsync()
    {
        var account = (await ListAsync("/v5/account/wallet-balance", "accountType=UNIFIED")).Single();
        return account.Items("coin").Single(static coin => coin.Text("coin") == "USDT").Number("walletBalance");
    }

    /// <summary>How many times an order was asked for, whatever became of it.</summary>
    public async Task<IReadOnlyList<JsonNode>> CreateRequestsAsync()
    {
        var log = await SimAsync(HttpMethod.Get, "sim/requests?path=/v5/order/create", body: null);
        return [.. log.Items("requests").Select(static request => JsonNode.Parse(request.Required("body"))!)];
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Every page of a list, newest first.</summary>
    public async Task<IReadOnlyList<JsonNode>> ListAsync(string path, string query)
    {
        var rows = new List<JsonNode>();
        string cursor;
        var page = query;
        do
        {
            var result = await GetAsync(path, page);
            rows.AddRange(result.Items("list"));
            cursor = result["nextPageCursor"]?.ToString() ?? "";
            page = $"{query}&cursor={Uri.EscapeDataString(cursor)}";
        }
        while (cursor.Length > 0);
        return rows;
    }

    private async Task<JsonNode> GetAsync(string path, string query)
    {
        await Task.Delay(Spacing, TimeProvider.System, Cancellation);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{path}?{query}");
        var stamp = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Key), Encoding.UTF8.GetBytes(stamp + Key + Window + query));
        request.Headers.Add("X-BAPI-API-KEY", Key);
        request.Headers.Add("X-BAPI-TIMESTAMP", stamp);
        request.Headers.Add("X-BAPI-RECV-WINDOW", Window);
        request.Headers.Add("X-BAPI-SIGN", Convert.ToHexStringLower(signature));
        using var response = await _http.SendAsync(request, Cancellation);
        var answer = await Answer.ReadAsync(response);
        Assert.True(answer.Body.Text("retCode") == "0", $"{path}: {answer}");
        return answer.Body["result"]!;
    }

    private async Task<JsonNode> SimAsync(HttpMethod method, string path, object? body)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        using var response = await _http.SendAsync(request, Cancellation);
        var answer = await Answer.ReadAsync(response);
        Assert.True(response.IsSuccessStatusCode, $"{path}: {answer}");
        return answer.Body;
    }
}
