namespace TradingBot.Azure.Tests.Parity;

/// <summary>A day at the API: good and bad calls, alerts and their trades. Made once: both programs are sent the same bytes.</summary>
internal static class Recording
{
    private static readonly TestStrategy Turning = new("turning", "ETHUSDT");
    private static readonly TestStrategy Resting = new("resting", "SOLUSDT");

    public static IReadOnlyList<RecordedCall> Calls { get; } =
    [
        // Who are you?
        new("GET", "api/health"),
        new("GET", "api/me"),
        new("GET", "api/trades"),
        new("PUT", "api/strategies/turning", Turning.Document().ToJsonString()),
        SignedIn("GET", "api/me"),

        // Strategies and limits, right and wrong.
        SignedIn("PUT", "api/strategies/turning", Turning.Document().ToJsonString()),
        SignedIn("PUT", "api/strategies/resting", Resting.Document().ToJsonString()),
        SignedIn("PUT", "api/strategies/turning", Turning.Document().ToJsonString()),
        SignedIn("PUT", "api/strategies/Not%20a%20key", Turning.Document().ToJsonString()),
        SignedIn("PUT", "api/strategies/broken", "{\"name\":\"\",\"symbols\":[],\"leverage\":\"-1\",\"colour\":\"blue\"}"),
        SignedIn("PUT", "api/strategies/broken", "{\"name\":"),
        SignedIn("PUT", "api/strategies/broken"),
        SignedIn("GET", "api/strategies/turning"),
        SignedIn("GET", "api/strategies/nobody"),
        SignedIn("PUT", "api/risk", "{\"maxOpenTrades\":5,\"maxHeatPercent\":\"10.50\"}"),
        SignedIn("PUT", "api/risk", "{\"maxOpenTrades\":\"many\"}"),
        SignedIn("GET", "api/risk"),

        // Alerts that nobody acts upon.
        Webhook("turning", """{"secret":"wrong","symbol":"BYBIT:ETHUSDT.P","action":"buy"}"""),
        Webhook("nobody", Signed(Turning, "action", "buy", "a0")),
        Webhook("turning", $$"""{"secret":"{{Turning.Token}}","action":"buy" """),
        Webhook("turning", $$"""{"secret":"{{Turning.Token}}","action":"juggle","symbol":"BYBIT:ETHUSDT.P"}"""),
        Webhook("turning", $$"""{"secret":"{{Turning.Token}}","symbol":"BYBIT:ETHUSDT.P"}"""),
        Webhook("turning", $$"""{"secret":"{{Turning.Token}}","action":"buy","symbol":"BYBIT:ETHUSDT.P","leverage":"none"}"""),
        Webhook("turning", "buy now"),
        Webhook("turning", new string('x', 17_000)),
        Webhook($"turning/{Turning.Token}", """{"symbol":"BYBIT:BTCUSDT.P","action":"buy","id":"a1"}"""),

        // A trade, its turn, its end.
        Webhook("turning", Signed(Turning, "position", "long", "a2")) with { Alert = "long", Until = "protected" },
        Webhook("turning", Signed(Turning, "position", "long", "a2")),
        Webhook($"turning/{Turning.Token}", """{"symbol":"BYBIT:ETHUSDT.P","position":"long","id":"a3","note":"héllo ☃"}""")
            with { Alert = "still", Until = "completed" },
        Webhook("turning", Signed(Turning, "position", "short", "a4")) with { Alert = "short", Until = "protected" },
        Webhook("turning", Signed(Turning, "position", "flat", "a5")) with { Alert = "flat", Until = "completed" },
        SignedIn("GET", "api/signals/{signal:long}") with { Of = "short", Until = "closed" },

        // A limit order that rests and is taken back by hand; another one that a halt takes back.
        Webhook("resting", Limit(Resting, "148", "a6")) with { Alert = "limit", Until = "resting" },
        SignedIn("POST", "api/trades/{trade:limit}/close", "{\"reason\":\"seen enough\"}") with { Of = "limit", Until = "ended" },
        SignedIn("POST", "api/trades/{trade:limit}/close", "{}"),
        SignedIn("POST", "api/trades/no-id/close", "{}"),
        Webhook("resting", Limit(Resting, "147", "a7")) with { Alert = "overtaken", Until = "resting" },
        SignedIn("POST", "api/halt", "{}"),
        SignedIn("POST", "api/halt", "{\"reason\":\"parity\"}") with { Of = "overtaken", Until = "ended" },
        Webhook("turning", Signed(Turning, "action", "buy", "a8")) with { Alert = "halted", Until = "denied" },
        SignedIn("POST", "api/resume", "{\"reason\":\"parity\"}"),

        // What is told of it afterwards.
        SignedIn("GET", "api/halt"),
        SignedIn("GET", "api/signals?limit=50"),
        SignedIn("GET", "api/signals?limit=0"),
        SignedIn("GET", "api/signals?limit=2&status=denied"),
        SignedIn("GET", "api/signals/{signal:halted}"),
        SignedIn("GET", "api/signals/00000000-0000-0000-0000-000000000000"),
        SignedIn("GET", "api/trades?status=closed"),
        SignedIn("GET", "api/trades?status=sideways"),
        SignedIn("GET", "api/trades/no-id"),
        SignedIn("GET", "api/audit"),
        SignedIn("GET", "api/openapi.json"),
        new("POST", "api/session", "{\"password\":\"wrong password\"}"),
        new("POST", "api/session", "{}"),
        new("POST", "api/session", $"{{\"password\":\"{RecordedRun.Password}\"}}"),
        new("DELETE", "api/session"),
    ];

    private static RecordedCall SignedIn(string method, string path, string? body = null) => new(method, path, body) { IsSignedIn = true };

    private static RecordedCall Webhook(string address, string body) =>
        new("POST", $"api/webhook/{address}", body) { MediaType = "text/plain" };

    private static string Signed(TestStrategy strategy, string field, string value, string id) => new JsonObject
    {
        ["secret"] = strategy.Token,
        ["symbol"] = $"BYBIT:{strategy.Symbol}.P",
        [field] = value,
        ["id"] = id,
    }.ToJsonString();

    private static string Limit(TestStrategy strategy, string price, string id) => new JsonObject
    {
        ["secret"] = strategy.Token,
        ["symbol"] = $"BYBIT:{strategy.Symbol}.P",
        ["action"] = "buy",
        ["orderType"] = "limit",
        ["limitPrice"] = price,
        ["id"] = id,
    }.ToJsonString();
}
