using System.Text;
using System.Text.Json.Nodes;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Strategies;
using TradingBot.Functions.Tests.Api;
using TradingBot.Trading.Security;

namespace TradingBot.Functions.Tests.Webhooks;

/// <summary>A token never shows, wherever in a call it stood; and whoever has it is told what is wrong with the message.</summary>
public sealed class SecretTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    // As one is made: 43 characters, more than a message shows of a value.
    private const string Secret = "Qm9vbS1ib29tLWJvb20-dGhpcyBpcyBhIHRva2VuIQx";

    private static int _last;

    private ApiHost Host => api.Host;

    [Theory]
    [InlineData("{“secret”:“SECRET”,“symbol”:“BYBIT:BTCUSDT.P”,“action”:“close”}")]
    [InlineData("{secret:\"SECRET\",symbol:\"BYBIT:BTCUSDT.P\",action:\"close\"}")]
    [InlineData("{\"secrte\":\"SECRET\",\"symbol\":\"BYBIT:BTCUSDT.P\",\"action\":\"close\"}")]
    [InlineData("{\"key\":\"SECRET\",\"symbol\":\"BYBIT:BTCUSDT.P\",\"action\":\"close\"}")]
    [InlineData("{\"key\":\"\\u0051SECRETREST\",\"symbol\":\"BYBIT:BTCUSDT.P\",\"action\":\"close\"}")]
    [InlineData("{\"secret\":[\"SECRET\"],\"symbol\":\"BYBIT:BTCUSDT.P\",\"action\":\"close\"}")]
    [InlineData("{\"SECRET\":1,\"symbol\":\"BYBIT:BTCUSDT.P\",\"action\":\"close\"}")]
    [InlineData("{\"secret\":\"SECRET\",\"symbol\":\"BYBIT:BTCUSDT.P\",\"action\":\"close\",}")]
    [InlineData("{\"secret\":\"wrong\",\"comment\":\"SECRET\",\"symbol\":\"BYBIT:BTCUSDT.P\",\"action\":\"close\"}")]
    [InlineData("secret=SECRET close BTCUSDT")]
    [InlineData("comment: ESCAPED, close BTCUSDT")]
    [InlineData("{\"key\":\"ENCODED\",\"symbol\":\"BYBIT:BTCUSDT.P\",\"action\":\"close\"}")]
    [InlineData("{\"SECRET\":1,\"SECRET\":2}")]
    [InlineData("{\"secret\":\"SECRET\",\"SECRET\":\"\\ud800\",\"symbol\":\"BYBIT:BTCUSDT.P\",\"action\":\"buy\"}")]
    [InlineData("{\"secret\":\"SECRET\",\"SECRET\":\"\\ud800\",\"symbol\":\"BYBIT:BTCUSDT.P\",\"action\":\"hold\"}")]
    [InlineData("SECRET")]
    public async Task Message_that_cannot_be_read_from_whoever_has_the_token_is_malformed_and_masked(string body)
    {
        var key = await AStrategyAsync();

        var problem = await ApiHost.ProblemAsync(PostAsync(key, Filled(body)), 400, "webhook.malformed");

        Assert.DoesNotContain(Secret, problem.ToJsonString(), StringComparison.OrdinalIgnoreCase);
        await NowhereAsync(Secret);
        Assert.Equal("webhook.malformed", (string?)(await LastAsync(key))["reason"]!["code"]);
    }

    [Theory]
    [InlineData("SECRET", "{\"symbol\":\"BYBIT:BTCUSDT.P\",\"action\":\"close\"}")]
    [InlineData("SECRET", "{\"secret\":\"SECRET\",\"symbol\":\"BYBIT:BTCUSDT.P\",\"action\":\"close\"}")]
    [InlineData("SECRET/k", "{\"symbol\":\"BYBIT:BTCUSDT.P\",\"action\":\"close\"}")]
    [InlineData("nobody", "{\"secret\":\"SECRET\",\"symbol\":\"BYBIT:BTCUSDT.P\",\"action\":\"close\"}")]
    [InlineData("nobody", "{\"comment\":\"SECRET\"}")]
    [InlineData("nobody/SECRET", "{}")]
    public async Task Token_in_a_call_of_nobodys_strategy_is_masked_too(string path, string body)
    {
        await using var host = await ApiHost.StartAsync(api.Source);
        await AStrategyAsync();

        var call = host.Visitor().PostAsync(
            $"api/webhook/{Filled(path)}", new StringContent(Filled(body)), TestContext.Current.CancellationToken);
        await ApiHost.ProblemAsync(call, 401, "webhook.unauthorized");

        await NowhereAsync(Secret);
    }

    [Theory]
    [InlineData("\"orderId\":\"SECRET\"")]
    [InlineData("\"id\":\"SECRET\"")]
    [InlineData("\"SECRET\":1")]
    [InlineData("\"comment\":\"with SECRET in it\"")]
    [InlineData("\"price\":\"SECRET\"")]
    [InlineData("\"comment\":\"ENCODED\"")]
    [InlineData("\"symbol\":\"SECRET\"")]
    [InlineData("\"ESCAPED\":1")]
    [InlineData("\"interval\":\"SECRET\"")]
    [InlineData("\"prevPosition\":\"SECRET\"")]
    public async Task Token_in_a_field_of_its_own_alert_is_masked(string field)
    {
        var key = await AStrategyAsync();

        foreach (var (action, token) in new[] { ("buy", Secret), ("close", Secret) })
        {
            var body = $$"""{"secret":"{{token}}","symbol":"BYBIT:BTCUSDT.P","action":"{{action}}",{{Filled(field)}}}""";
            using var answer = await PostAsync(key, body);
            Assert.InRange((int)answer.StatusCode, 202, 400);
            var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.DoesNotContain(Secret[..40], text, StringComparison.OrdinalIgnoreCase);
        }

        await NowhereAsync(Secret[..40]);
    }

    [Fact]
    public async Task Token_of_another_strategy_is_masked()
    {
        const string Other = "dGhlIG90aGVyIHN0cmF0ZWd5J3MgdG9rZW4";
        await AStrategyAsync(Other);
        var key = await AStrategyAsync();
        var body = $$"""{"secret":"{{Secret}}","symbol":"BYBIT:BTCUSDT.P","action":"buy","comment":"{{Other}}"}""";

        await ApiHost.ReadAsync(PostAsync(key, body), 202);

        await NowhereAsync(Other);
    }

    [Theory]
    [InlineData("SECRET", "wrong-token-of-good-length", 202)]
    [InlineData("wrong-token-of-good-length", "SECRET", 400)]
    public async Task Token_of_the_address_counts_and_not_the_one_in_the_body(string inAddress, string inBody, int status)
    {
        var key = await AStrategyAsync();
        var body = $$"""{"secret":"{{Filled(inBody)}}","symbol":"BYBIT:BTCUSDT.P","action":"close"}""";

        using var answer = await PostAsync($"{key}/{Filled(inAddress)}", body);

        Assert.Equal(status, (int)answer.StatusCode);
    }

    private static string Filled(string text) => text.Replace("\\u0051SECRETREST", "\\u0051" + Secret[1..], StringComparison.Ordinal)
        .Replace("ESCAPED", $"\\u0051m9{Secret[3..]}", StringComparison.Ordinal)
        .Replace("ENCODED", $"%51%6d9{Secret[3..]}", StringComparison.Ordinal)
        .Replace("SECRET", Secret, StringComparison.Ordinal);

    // In capitals it is as good as known.
    private async Task NowhereAsync(string secret) =>
        Assert.Equal(0L, await api.ScalarAsync<long>($"select count(*) from trading.signals where signals::text ilike '%{secret[3..]}%'"));

    private async Task<JsonNode> LastAsync(string key) => (await Host.GetAsync($"signals?strategy={key}"))["items"]![0]!;

    private Task<HttpResponseMessage> PostAsync(string path, string body) => Host.Visitor().PostAsync(
        $"api/webhook/{path}", new StringContent(body, Encoding.UTF8, "text/plain"), TestContext.Current.CancellationToken);

    private async Task<string> AStrategyAsync(string token = Secret)
    {
        var key = $"secret-{Interlocked.Increment(ref _last)}";
        await Host.Service<IStrategyStore>().SaveAsync(
            SampleStrategy.Create() with { Key = StrategyKey.Parse(key) },
            Secrets.Hash(token),
            DateTimeOffset.UnixEpoch,
            TestContext.Current.CancellationToken);
        return key;
    }
}
