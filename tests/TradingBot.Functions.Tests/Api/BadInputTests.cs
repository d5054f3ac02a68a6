using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Strategies;
using TradingBot.TestKit;
using TradingBot.Trading.Security;

namespace TradingBot.Functions.Tests.Api;

/// <summary>What a stranger sends is answered with 400 and the field, never a fault of ours.</summary>
public sealed class BadInputTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private const string Secret = "a-webhook-token-of-good-length";

    private ApiHost Host => api.Host;

    [Theory]
    [InlineData("\"price\":\"\\u0000\"", "price")]
    [InlineData("\"price\":\"1e-28\"", "price")]
    [InlineData("\"price\":1e-13", "price")]
    [InlineData("\"price\":1e-30", "price")]
    [InlineData("\"price\":60000.00000000000000000000000000001", "price")]
    [InlineData("\"position\":\"long\",\"positionSize\":\"1e-30\"", "positionSize")]
    [InlineData("\"price\":\"1e400\"", "price")]
    [InlineData("\"price\":79228162514264337593543950336", "price")]
    [InlineData("\"limitPrice\":\"1e-28\",\"orderType\":\"limit\"", "limitPrice")]
    [InlineData("\"contracts\":\"1e-28\"", "contracts")]
    [InlineData("\"stopLoss\":{\"percent\":\"1e-28\"}", "stopLoss.percent")]
    [InlineData("\"leverage\":\"\\u0000\"", "leverage")]
    [InlineData("\"orderType\":\"a\\u0000b\"", "orderType")]
    [InlineData("\"orderId\":\"a\\u0000b\"", "orderId")]
    [InlineData("\"firedAt\":\"\\u0000\"", "firedAt")]
    [InlineData("\"price\":\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\\ud83d\\ude00b\"", "price")]
    public async Task Value_of_an_alert_that_cannot_be_is_told_by_its_field(string field, string name)
    {
        await AStrategyAsync();

        var problem = await ApiHost.ProblemAsync(PostAsync(field), 400, "webhook.invalid");

        Assert.Equal([name], problem["errors"]!.AsObject().Select(static error => error.Key));
        Assert.Equal("webhook.invalid", (string?)(await LastAsync())["reason"]!["code"]);
    }

    [Theory]
    [InlineData("\"comment\":\"\\ud800\"", "comment holds")]
    [InlineData("\"size\":{\"value\":\"\\udc00\"}", "size.value holds")]
    [InlineData("\"\\ud800\":1", "#4 holds")]
    [InlineData("\"price\":1,\"price\":2", "the field \"price\" is given twice")]
    public async Task Alert_that_cannot_be_read_is_told_with_the_place(string field, string words)
    {
        await AStrategyAsync();

        var problem = await ApiHost.ProblemAsync(PostAsync(field), 400, "webhook.malformed");

        Assert.Contains(words, (string?)problem["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_names_are_cut_without_breaking_a_character()
    {
        await AStrategyAsync();

        var answer = await ApiHost.ReadAsync(PostAsync($"\"{new string('x', 63)}😀\":1,\"id\":\"cut\""), 202);

        Assert.Equal(new string('x', 63), (string?)answer["ignored"]![0]);
    }

    [Theory]
    [InlineData(49, 49)]
    [InlineData(50, 50)]
    [InlineData(51, 50)]
    public async Task Fifty_unknown_names_are_told_and_no_more(int sent, int told)
    {
        await AStrategyAsync();
        var fields = string.Join(',', Enumerable.Range(0, sent).Select(static at => $"\"unknown{at}\":1"));

        var answer = await ApiHost.ReadAsync(PostAsync($"{fields},\"id\":\"{Guid.NewGuid():N}\""), 202);

        Assert.Equal(told, answer["ignored"]!.AsArray().Count);
    }

    [Theory]
    [InlineData(64)]
    [InlineData(65)]
    public async Task Unknown_name_is_told_up_to_its_64th_character(int length)
    {
        await AStrategyAsync();

        var answer = await ApiHost.ReadAsync(PostAsync($"\"{new string('y', length)}\":1,\"id\":\"{Guid.NewGuid():N}\""), 202);

        Assert.Equal(new string('y', 64), (string?)answer["ignored"]![0]);
    }

    [Theory]
    [InlineData("POST", "session", "{\"\\ud800\":1}", "#1")]
    [InlineData("POST", "session", "{\"password\":\"\\ud800\"}", "password")]
    [InlineData("POST", "halt", "{\"reason\":\"\\ud800\"}", "reason")]
    [InlineData("POST", "halt", "{\"reason\":\"a\",\"reason\":\"b\"}", "\"reason\" is given twice")]
    [InlineData("POST", "resume", "{\"a\":{\"b\":[\"\\ud800\"]}}", "a.b[0]")]
    [InlineData("PUT", "risk", "{\"maxOpenTrades\":\"\\ud800\"}", "maxOpenTrades")]
    [InlineData("PUT", "strategies/odd", "{\"name\":\"\\ud800\"}", "name")]
    public async Task Body_that_cannot_be_read_is_told_with_the_place(string method, string path, string body, string words)
    {
        var problem = await ApiHost.ProblemAsync(SendAsync(method, path, body), 400, "request.malformed");

        Assert.Contains(words, (string?)problem["detail"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST", "halt", "{\"reason\":\"\\u0000\"}", "reason")]
    [InlineData("PUT", "strategies/odd", "{\"name\":\"a\\u0000\",\"symbols\":[\"BTCUSDT\"],\"sizing\":{\"mode\":\"fixedQuantity\",\"value\":\"1\"}}", "name")]
    [InlineData("PUT", "strategies/odd", "{\"symbols\":[\"BTCUSDT\"],\"sizing\":{\"mode\":\"fixedQuantity\",\"value\":\"1e-28\"}}", "sizing.value")]
    [InlineData("PUT", "risk", "{\"maxGrossNotional\":\"1e-28\"}", "maxGrossNotional")]
    [InlineData("PUT", "risk", "{\"maxGrossNotional\":1e-30}", "maxGrossNotional")]
    [InlineData("PUT", "risk", "{\"maxGrossNotional\":\"0.1000000000000000055511151231257827\"}", "maxGrossNotional")]
    public async Task Value_that_cannot_be_is_told_by_its_field(string method, string path, string body, string field)
    {
        var problem = await ApiHost.ProblemAsync(SendAsync(method, path, body), 400, "request.invalid");

        Assert.Equal([field], problem["errors"]!.AsObject().Select(static error => error.Key));
    }

    [Theory]
    [InlineData("signals?strategy=a%00b", "strategy")]
    [InlineData("signals?status=%00", "status")]
    [InlineData("signals?cursor=%00", "cursor")]
    [InlineData("signals?limit=%00", "limit")]
    [InlineData("trades?strategy=%00", "strategy")]
    [InlineData("trades?symbol=%00", "symbol")]
    [InlineData("trades?from=%00", "from")]
    [InlineData("trades?strategy=a%07b", "strategy")]
    [InlineData("equity?from=%00", "from")]
    public async Task Query_with_a_control_character_is_told_by_its_field(string path, string field)
    {
        var problem = await ApiHost.ProblemAsync(
            Host.Owner.GetAsync($"api/{path}", TestContext.Current.CancellationToken), 400, "request.invalid");

        Assert.Equal([field], problem["errors"]!.AsObject().Select(static error => error.Key));
    }

    [Theory]
    [InlineData("signals?cursor=MDAwMDAwMDAwMDAwMDAwMDF8AA")]
    [InlineData("notifications?cursor=MDAwMDAwMDAwMDAwMDAwMDF8AA")]
    [InlineData("audit?cursor=MDAwMDAwMDAwMDAwMDAwMDF8AA")]
    [InlineData("signals?strategy=%ED%A0%80")]
    [InlineData("trades?from=0001-01-01T00:00:00Z&to=9999-12-31T23:59:59Z")]
    public async Task Odd_query_is_never_a_fault_of_ours(string path)
    {
        using var answer = await Host.Owner.GetAsync($"api/{path}", TestContext.Current.CancellationToken);

        Assert.InRange((int)answer.StatusCode, 200, 400);
    }

    // What could not be stored in time is sent again, as TradingView does.
    private Task<HttpResponseMessage> PostAsync(string field) => Eventually.ValueAsync(
        () => Host.Visitor().PostAsync(
            "api/webhook/odd-alerts",
            new StringContent($$"""{"secret":"{{Secret}}","symbol":"BYBIT:BTCUSDT.P","action":"buy",{{field}}}"""),
            TestContext.Current.CancellationToken),
        static answer => answer.StatusCode != HttpStatusCode.ServiceUnavailable,
        "The alert was never stored",
        cancellationToken: TestContext.Current.CancellationToken);

    private async Task<HttpResponseMessage> SendAsync(string method, string path, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Parse(method), $"api/{path}")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        return await Host.Owner.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private async Task<JsonNode> LastAsync() => (await Host.GetAsync("signals?strategy=odd-alerts"))["items"]![0]!;

    private Task AStrategyAsync() => Host.Service<IStrategyStore>().SaveAsync(
        SampleStrategy.Create() with { Key = StrategyKey.Parse("odd-alerts") },
        Secrets.Hash(Secret),
        DateTimeOffset.UnixEpoch,
        TestContext.Current.CancellationToken);
}
