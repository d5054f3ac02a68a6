using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Npgsql;

namespace TradingBot.Azure.Tests.Parity;

/// <summary>Plays the recording against one program and keeps, normalised, what it answered, wrote and ordered.</summary>
internal sealed partial class RecordedRun(
    Uri program, string token, BotClient api, Uri exchange, NpgsqlDataSource ledger)
{
    public const string Password = "the same for both";

    // What a caller can see of an answer besides its body; dates and server names are no promise.
    private static readonly string[] Headers =
        ["Content-Type", "Cache-Control", "Location", "Retry-After", "Set-Cookie", "WWW-Authenticate"];

    private readonly Dictionary<string, string> _signals = new(StringComparer.Ordinal);
    private readonly Normalisation _normalisation = new(program);
    private readonly List<string> _lines = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async Task<IReadOnlyList<string>> PlayAsync()
    {
        using var venue = new PaperExchangeClient(exchange);
        // Its own client: no cookies, no redirects, nothing that one answer could change in the next request.
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = program };
        foreach (var call in Recording.Calls)
            await CarryOutAsync(http, venue, call);
        foreach (var row in await LedgerRows.ReadAsync(ledger, Token))
            Keep(row);
        foreach (var order in await ExchangeWrites.ReadAsync(exchange, Token))
            Keep(order);
        return _lines;
    }

    private async Task CarryOutAsync(HttpClient http, PaperExchangeClient venue, RecordedCall call)
    {
        using var request = new HttpRequestMessage(new HttpMethod(call.Method), await FilledInAsync(call.Path));
        if (call.Body is not null)
            request.Content = new StringContent(call.Body, Encoding.UTF8, call.MediaType);
        if (call.IsSignedIn)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await http.SendAsync(request, Token);
        var body = await response.Content.ReadAsStringAsync(Token);
        Keep($"{call.Method} {call.Path}: {(int)response.StatusCode}{HeadersOf(response)}\n    {body}");
        if (call.Alert is { } name)
            _signals[name] = JsonNode.Parse(body)!.Required("signalId");
        if (call.Until is { } state)
            await ReachAsync(venue, _signals[call.Of ?? call.Alert!], state);
    }

    private async Task ReachAsync(PaperExchangeClient venue, string signal, string state)
    {
        switch (state)
        {
            case "protected":
                await api.ProtectedTradeOfAsync(signal);
                break;
            case "resting":
                var trade = await api.TradeOfAsync(signal, "opening");
                await Eventually.TrueAsync(
                    async () => (await venue.OpenOrdersAsync(trade.Required("symbol"))).Count == 1,
                    "The limit order does not rest",
                    Deadlines.Effect,
                    Token);
                break;
            case "closed":
                await api.TradeOfAsync(signal, "closed");
                break;
            case "ended":
                var ended = (await api.GetAsync($"api/signals/{signal}")).Required("tradeId");
                await Eventually.TrueAsync(
                    async () => (await api.StoryAsync(ended)).Text("closedAt") is not null,
                    "The trade did not end",
                    Deadlines.Effect,
                    Token);
                break;
            default:
                await api.SignalAsync(signal, node => node.Text("status") == state);
                break;
        }
    }

    private async Task<string> FilledInAsync(string path)
    {
        var match = Placeholder().Match(path);
        if (!match.Success)
            return path;
        var signal = _signals[match.Groups["name"].Value];
        var value = match.Groups["kind"].Value == "signal" ? signal : (await api.GetAsync($"api/signals/{signal}")).Required("tradeId");
        return path.Replace(match.Value, value, StringComparison.Ordinal);
    }

    private void Keep(string line) => _lines.Add(_normalisation.Of(line));

    private static string HeadersOf(HttpResponseMessage response) => string.Concat(
        from header in response.Headers.Concat(response.Content.Headers)
        where Headers.Contains(header.Key, StringComparer.OrdinalIgnoreCase)
        orderby header.Key
        select $"\n    {header.Key}: {string.Join(", ", header.Value)}");

    [GeneratedRegex(@"\{(?<kind>signal|trade):(?<name>\w+)\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
