using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace TradingBot.EndToEnd.Tests.Clients;

/// <summary>The bot's HTTP API as its owner's automation uses it.</summary>
public sealed class BotClient : IDisposable
{
    private const int MostResends = 3;

    private readonly HttpClient _http;

    public BotClient(Uri address, string token)
    {
        _http = new HttpClient { BaseAddress = address };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async Task<JsonNode> GetAsync(string path)
    {
        using var response = await _http.GetAsync(path, Cancellation);
        var answer = await Answer.ReadAsync(response);
        Assert.True(answer.Status == HttpStatusCode.OK, $"GET {path}: {answer}");
        return answer.Body;
    }

    public async Task<Answer> SendAsync(HttpMethod method, string path, object body)
    {
        using var request = new HttpRequestMessage(method, path)
        {
            Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json"),
        };
        using var response = await _http.SendAsync(request, Cancellation);
        return await Answer.ReadAsync(response);
    }

    public async Task<JsonNode> PostAsync(string path, object body, HttpStatusCode expected = HttpStatusCode.OK)
    {
        var answer = await SendAsync(HttpMethod.Post, path, body);
        Assert.True(answer.Status == expected, $"POST {path}: {answer}");
        return answer.Body;
    }

    /// <summary>
    /// Posts a webhook body as TradingView does: plain text, no credentials but those inside, and again when the bot had no time to store
    /// it.
    /// </summary>
    public static async Task<Answer> AlertAsync(Uri address, string body)
    {
        using var http = new HttpClient();
        for (var attempt = 0; ; attempt++)
        {
            using var response = await http.PostAsync(address, new StringContent(body, Encoding.UTF8, "text/plain"), Cancellation);
            if (response.StatusCode != HttpStatusCode.ServiceUnavailable || attempt == MostResends)
                return await Answer.ReadAsync(response);
        }
    }

    public Task<Answer> AlertAsync(TestStrategy strategy, JsonObject alert) =>
        AlertAsync(new Uri(_http.BaseAddress!, $"api/webhook/{strategy.Key}"), strategy.Signed(alert).ToJsonString());

    /// <summary>Sends an alert that must be taken. Returns the signal's id.</summary>
    public async Task<string> AcceptedAsync(TestStrategy strategy, JsonObject alert)
    {
        var answer = await AlertAsync(strategy, alert);
        // 200: a delivery that was answered too late had been stored all the same.
        Assert.True(answer.Status is HttpStatusCode.Accepted or HttpStatusCode.OK, $"Alert: {answer}");
        return answer.Body.Required("signalId");
    }

    public async Task AddAsync(TestStrategy strategy)
    {
        var answer = await SendAsync(HttpMethod.Put, $"api/strategies/{strategy.Key}", strategy.Document());
        Assert.True(answer.Status is HttpStatusCode.Created or HttpStatusCode.OK, $"PUT strategy: {answer}");
    }

    public async Task<IReadOnlyList<JsonNode>> TradesAsync(string status) =>
        (await GetAsync($"api/trades?status={status}&limit=200")).Items();

    public Task<JsonNode> StoryAsync(string trade) => GetAsync($"api/trades/{trade}");

    public Task<JsonNode> SignalAsync(string signal, Func<JsonNode, bool> accept) =>
        Eventually.ValueAsync(
            () => GetAsync($"api/signals/{signal}"), accept, $"Signal {signal} is not as expected", Deadlines.Effect, Cancellation);

    /// <summary>Waits until the signal is refused. Returns the reason's code.</summary>
    public async Task<string> DenialOfAsync(string signal) =>
        (await SignalAsync(signal, static node => node.Text("status") == "denied"))["reason"]!.Required("code");

    /// <summary>Waits for a signal's trade to reach a status. Returns the whole story.</summary>
    public async Task<JsonNode> TradeOfAsync(string signal, string status)
    {
        var decided = await SignalAsync(signal, static node => node.Text("tradeId") is not null
            || node.Text("status") is "denied" or "failed");
        Assert.True(decided.Text("tradeId") is not null, $"No trade: {decided.ToJsonString()}");
        return await TradeInAsync(decided.Required("tradeId"), status);
    }

    public Task<JsonNode> TradeInAsync(string trade, string status) => Eventually.ValueAsync(
        () => StoryAsync(trade), story => story.Text("status") == status, $"Trade {trade} is not {status}", Deadlines.Effect, Cancellation);

    /// <summary>Waits until a trade is open and its stop confirmed.</summary>
    public async Task<JsonNode> ProtectedTradeOfAsync(string signal)
    {
        var opened = await TradeOfAsync(signal, "open");
        return await Eventually.ValueAsync(
            () =>
                StoryAsync(opened.Required("id")), static story =>
                    story.Text("stopConfirmedAt") is not null, "The stop is not confirmed", Deadlines.Effect, Cancellation);
    }

    public void Dispose() => _http.Dispose();
}
