using System.Text.Json.Nodes;
using TradingBot.Functions.Api.Risk;
using TradingBot.Functions.Api.Strategies;
using TradingBot.Functions.Api.Trades;
using TradingBot.Functions.Webhooks;

namespace TradingBot.Functions.Tests.Contract;

public sealed class ContractCheckTests
{
    private const string Halt = """{"halted":false,"reason":null,"flatten":false,"since":null,"by":null}""";
    private const string Point = """{"at":"2026-03-01T12:00:00.000Z","equity":"1","walletBalance":"1","unrealizedPnl":"0"}""";

    [Theory]
    [InlineData("Halt", Halt, true)]
    [InlineData("Halt", """{"halted":false,"reason":null,"flatten":false,"since":null}""", false)]
    [InlineData("Halt", """{"halted":false,"reason":null,"flatten":false,"since":null,"by":null,"more":1}""", false)]
    [InlineData("Halt", """{"halted":"no","reason":null,"flatten":false,"since":null,"by":null}""", false)]
    [InlineData("Halt", """{"halted":null,"reason":null,"flatten":false,"since":null,"by":null}""", false)]
    [InlineData("Halt", """{"halted":true,"reason":null,"flatten":false,"since":"yesterday","by":null}""", false)]
    [InlineData("EquityPoint", Point, true)]
    [InlineData("EquityPoint", """{"at":"2026-03-01T12:00:00.000Z","equity":1,"walletBalance":"1","unrealizedPnl":"0"}""", false)]
    [InlineData("EquityPoint", """{"at":"2026-03-01T12:00:00.000Z","equity":"1e3","walletBalance":"1","unrealizedPnl":"0"}""", false)]
    [InlineData("EquityPoint", """{"at":"2026-03-01T12:00:00.000Z","equity":null,"walletBalance":"1","unrealizedPnl":"0"}""", false)]
    [InlineData("Me", """{"name":"a","roles":["owner"],"mode":"Local"}""", true)]
    [InlineData("Me", """{"name":"a","roles":["king"],"mode":"Local"}""", false)]
    [InlineData("Me", """{"name":"a","roles":["owner"],"mode":"local"}""", false)]
    public async Task Body_is_taken_only_as_described(string schema, string body, bool fits) =>
        Assert.Equal(fits, (await ContractCheck.OfTheBot.ValidateAsync(schema, body)).Count == 0);

    [Theory]
    [InlineData("GET", "/halt", 200, "application/json", Halt, true)]
    [InlineData("GET", "/halt", 201, "application/json", Halt, false)]
    [InlineData("GET", "/halt", 200, "text/plain", Halt, false)]
    [InlineData("GET", "/stop", 200, "application/json", Halt, false)]
    [InlineData("DELETE", "/session", 204, null, "", true)]
    [InlineData("DELETE", "/session", 204, null, "{}", false)]
    public async Task Answer_is_taken_only_as_described(
        string method, string path, int status, string? mediaType, string body, bool fits) =>
        Assert.Equal(fits, (await ContractCheck.OfTheBot.FaultsAsync(method, path, status, mediaType, body)).Count == 0);

    [Theory]
    [InlineData("auth.required", true)]
    [InlineData("auth.unheardOf", false)]
    public async Task Problem_is_taken_only_with_a_code_of_its_route(string code, bool fits)
    {
        var body = $$"""{"type":"t","title":"t","status":401,"detail":null,"code":"{{code}}","traceId":"1"}""";

        Assert.Equal(fits, (await ContractCheck.OfTheBot.FaultsAsync("GET", "/halt", 401, "application/problem+json", body)).Count == 0);
    }

    [Fact]
    public async Task Every_example_is_as_described()
    {
        Type[] shown = [typeof(HaltRequest), typeof(StrategyRequest), typeof(RiskLimitsRequest),
            typeof(AlertRequest), typeof(CloseRequest), typeof(HaltView), typeof(CloseAnswer)];

        foreach (var type in shown)
        {
            var name = type.Name.EndsWith("View", StringComparison.Ordinal) ? type.Name[..^4] : type.Name;
            Assert.Empty(await ContractCheck.OfTheBot.ValidateAsync(
                name, Assert.IsAssignableFrom<JsonNode>(ContractExamples.Of(type)).ToJsonString()));
        }
    }
}
