using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace TradingBot.PaperExchange.Tests;

/// <summary>A client written from the exchange's documents alone: signs the raw text and reads the envelope.</summary>
public sealed class SigningClient(Uri baseUrl, TimeProvider clock, string key = "paper", string secret = "paper") : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = baseUrl };

    public TimeSpan ClockError { get; init; }

    public long RecvWindow { get; init; } = 5000;

    public Task<JsonNode> GetAsync(string path, string query = "") => SendAsync(HttpMethod.Get, path, query, null);

    public Task<JsonNode> PostAsync(string path, object body) =>
        SendAsync(HttpMethod.Post, path, "", System.Text.Json.JsonSerializer.Serialize(body));

    public async Task<JsonNode> SimAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = new StringContent(System.Text.Json.JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return await ReadAsync(response);
    }

    public async Task<JsonNode> SendAsync(HttpMethod method, string path, string query, string? body, string? textToSign = null)
    {
        using var response = await RawAsync(method, path, query, body, textToSign);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await ReadAsync(response);
    }

    public Task<HttpResponseMessage> RawAsync(HttpMethod method, string path, string query, string? body, string? textToSign = null)
    {
        var request = new HttpRequestMessage(method, query.Length > 0 ? $"{path}?{query}" : path);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        var stamp = (clock.GetUtcNow() + ClockError).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var window = RecvWindow.ToString(CultureInfo.InvariantCulture);
        var origin = Encoding.UTF8.GetBytes(stamp + key + window + (textToSign ?? body ?? query));
        request.Headers.Add("X-BAPI-API-KEY", key);
        request.Headers.Add("X-BAPI-TIMESTAMP", stamp);
        request.Headers.Add("X-BAPI-RECV-WINDOW", window);
        request.Headers.Add("X-BAPI-SIGN", Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), origin)));
        return _http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public void Dispose() => _http.Dispose();

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage response) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))
        ?? throw new InvalidOperationException("The answer is empty.");
}
