using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TradingBot.Core.Accounts;
using TradingBot.Core.Exchange;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Notifications;
using TradingBot.Core.Operations;
using TradingBot.Core.Strategies;
using TradingBot.Functions.Api.Operations;
using TradingBot.Functions.Tests.Api;

namespace TradingBot.Functions.Tests.Contract;

/// <summary>
/// Calls every route of the document over HTTP on a ledger that holds everything; each client checks what it gets against the document.
/// </summary>
public sealed class EveryRouteTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private const string Signal = "01000000-0000-7000-8000-000000000001";
    private const string Trade = "02000000-0000-7000-8000-000000000001";
    private const string Webhook = "my-own-webhook-token-0123456789";

    private const string Whole = """
        {"key":"whole","name":"Whole","state":"active","dryRun":false,"category":"linear","symbols":["BTCUSDT"],"direction":"both","oppositeAlert":"closeOnly","orderType":"limit",
        "sizing":{"mode":"atrRisk","value":"0.5","atrLength":20,"atrInterval":"minute15"},"leverage":"3","autoLeverage":true,"slippagePercent":"0.05",
        "stopLoss":{"atr":"2","atrLength":14,"atrInterval":"hour1"},"takeProfits":[{"r":"3","close":"50"},{"atr":"9","atrLength":5,"atrInterval":"day1","close":"50"}],
        "trailing":{"atr":"2.5","atrLength":10,"atrInterval":"hour4","activation":{"r":"1"}},"breakEven":{"at":{"percent":"1"},"offset":"0.1"},"timeStopMinutes":60,"maxLagSeconds":60,"entryValidMinutes":60,"maxDriftPercent":"1","cooldownSeconds":5,"pyramiding":0,"formats":["tradingbot","tradersPost"],"alertCodes":{"EXIT-ALL_x":"exitAll"},
        "overrides":{},"risk":{},"token":"my-own-webhook-token-0123456789"}
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ApiHost Host => api.Host;

    [Fact]
    public async Task Every_route_answers_as_the_document_says()
    {
        await FillAsync();
        await SendAsync(HttpMethod.Put, "strategies/whole", Whole);
        await SendAsync(HttpMethod.Put, "risk", """{"maxOpenTrades":3,"maxGrossNotional":"1000","maxNotionalToEquity":"2","maxHeatPercent":"5","maxLeverage":"4","maxEntriesPerMinute":6}""");
        await SendAsync(HttpMethod.Post, "webhook/whole", $$"""{"secret":"{{Webhook}}","symbol":"BTCUSDT","action":"buy","price":1,"id":"one","colour":"blue"}""");
        await SendAsync(HttpMethod.Post, $"webhook/whole/{Webhook}", """{"symbol":"BTCUSDT","action":"buy","price":"1","id":"two"}""");
        await SendAsync(HttpMethod.Post, $"trades/{Trade}/stops", """{"stopLoss":"65500","preview":true}""");
        await SendAsync(HttpMethod.Post, $"trades/{Trade}/targets", """{"takeProfits":[{"percent":"50","close":"100"}],"preview":true}""");
        await SendAsync(HttpMethod.Post, $"trades/{Trade}/close", """{"reason":"enough"}""");
        await SendAsync(HttpMethod.Post, "halt", """{"reason":"news","flatten":false}""");
        foreach (var path in Reads)
            await SendAsync(HttpMethod.Get, path, null);
        await SendAsync(HttpMethod.Post, "resume", """{"reason":"over"}""");
        using var browser = await Host.BrowserAsync();
        using var left = await browser.DeleteAsync("api/session", Token);

        Assert.Equal(ContractCheck.OfTheBot.Operations.Order(), Host.Succeeded.Order());
    }

    [Fact]
    public async Task Strategy_is_shown_as_its_document_writes_it()
    {
        await SendAsync(HttpMethod.Put, "strategies/whole", Whole);
        var stored = await Host.Service<IStrategyStore>().FindAsync(StrategyKey.Parse("whole"), Token);

        var shown = await Host.GetAsync("strategies/whole");

        Assert.Equal(["webhookUrl", "updatedAt", "lastSignalAt", "openTrades"], shown.Select(static field => field.Key).TakeLast(4));
        foreach (var addition in shown.Select(static field => field.Key).TakeLast(4).ToList())
            shown.Remove(addition);
        Assert.Equal(StrategyDocument.Write(stored!.Strategy).ToJsonString(), shown.ToJsonString());
    }

    [Theory]
    [InlineData("strategies/named", "StrategyRequest")]
    [InlineData("risk", "RiskLimitsRequest")]
    public async Task Every_field_of_a_request_is_known_to_the_bot(string path, string schema)
    {
        var names = JsonNode.Parse(GetOpenApi.Document)!["components"]!["schemas"]![schema]!["properties"]!.AsObject()
            .Select(static field => field.Key);
        var body = new JsonObject(names.Select(static name => KeyValuePair.Create(name, (JsonNode?)JsonValue.Create("?!"))));

        var problem = await ApiHost.ProblemAsync(Host.Owner.PutAsJsonAsync($"api/{path}", body, Token), 400, "request.invalid");

        Assert.DoesNotContain("spelling", problem["errors"]!.ToJsonString(), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Reads =>
    [
        "health", "health/details", "me", "openapi.json", "account", "positions", "equity?resolution=raw", "halt", "risk", "audit", "notifications", "discrepancies", "strategies",
        "strategies/whole", "signals", $"signals/{Signal}", "trades", $"trades/{Trade}",
    ];

    private async Task SendAsync(HttpMethod method, string path, string? body)
    {
        using var request = new HttpRequestMessage(method, $"api/{path}") { Content = body is null ? null : new StringContent(body) };
        using var answer = await Host.Owner.SendAsync(request, Token);
        var text = await answer.Content.ReadAsStringAsync(Token);
        Assert.True(answer.IsSuccessStatusCode, $"{method} {path}: {(int)answer.StatusCode} {text}");
        // A list that is empty would prove nothing of its items.
        if (method == HttpMethod.Get && JsonNode.Parse(text)!["items"] is JsonArray items)
            Assert.True(items.Count > 0, $"{path} is empty.");
    }

    private async Task FillAsync()
    {
        await api.ExecuteAsync($$"""
            insert into trading.signals (id, strategy, dedupe_key, status, reason, source, category, signal, dry_run, masked_body, ignored_fields, remote_ip, received_at, decided_at, trade_id)
                values ('{{Signal}}', 'trend', 'k', 'denied', '{"code":"risk.maxOpenTrades","message":"Too many.","numbers":{"limit":"3"} }', 'tradingbot', 'linear',
                    '{"symbol":"BTCUSDT","action":"buy","position":"long","price":"65000.50","firedAt":"2026-03-01T12:00:00Z","dryRun":false}', false,
                    '{"secret":"***"}', '{colour}', '1.2.3.4', '2026-03-01T12:00:00.5Z', '2026-03-01T12:00:01Z', '{{Trade}}');
            insert into trading.trades (id, signal_id, strategy, category, symbol, settle_coin, direction, status, order_type, quantity, reference_price, stop_loss, planned_stop_loss, stop_moves, moved_stop_loss,
                    best_price, best_price_until, targets, leverage,
                    notional, risk, entry_valid_until, filled_quantity, exited_quantity, entry_price, exit_price, realized_pnl, fees, created_at, opened_at, stop_confirmed_at)
                values ('{{Trade}}', '{{Signal}}', 'trend', 'linear', 'BTCUSDT', 'USDT', 'long', 'open', 'market', 0.0100, 65000, 64000, 63700,
                    '{"feeRate":"0.00055","breakEven":{"when":{"price":"66300"},"offsetPercent":"0.1"}, "trailing":{"from":{"target":0}, "percent":"1.5"} }', 64000,
                    65900.5, '2026-03-01T12:02:00Z', '[{"price":"67000.00","closePercent":"100"}]', 3,
                    650, 10, '2026-03-01T12:01:00Z', 0.01, 0.004, 65001.5, 66001.5, 3.65, 0.35, '2026-03-01T12:00:01Z', '2026-03-01T12:00:02Z', '2026-03-01T12:00:02Z');
            insert into trading.orders (link_id, trade_id, role, side, type, quantity, status, filled_quantity, created_at, updated_at)
                values ('02000000000070008000000000000001-e0', '{{Trade}}', 'entry', 'buy', 'market', 0.01, 'filled', 0.01, '2026-03-01T12:00:01Z', '2026-03-01T12:00:02Z');
            insert into trading.fills (category, exec_id, trade_id, role, side, price, quantity, value, fee, fee_currency, is_maker, at) values
                ('linear', 'e1', '{{Trade}}', 'entry', 'buy', 65001.5, 0.01, 650.015, 0.35, 'USDT', false, '2026-03-01T12:00:02Z'),
                ('linear', 'e2', '{{Trade}}', 'exit', 'sell', 66001.5, 0.004, 264.006, 0, 'USDT', true, '2026-03-01T12:03:02Z');
            insert into trading.funding_payments (category, exec_id, trade_id, at, amount, quantity, coin, rate)
                values ('linear', 'p1', '{{Trade}}', '2026-03-01T12:02:02Z', 0.5, 0.02, 'USDT', 0.0001);
            insert into trading.trade_events (trade_id, at, kind, message, data) values ('{{Trade}}', '2026-03-01T12:00:01Z', 'decided', 'Approved.', '{"risk":"10"}');
            """);
        var now = TimeProvider.System.GetUtcNow();
        await Host.Service<IAccountJournal>().SaveSnapshotAsync(
            new AccountSnapshot(
                now,
                new AccountBalance
                {
                    TotalEquity = 1000m,
                    TotalWalletBalance = 990m,
                    TotalAvailableBalance = 900m,
                    TotalInitialMargin = 90m,
                    UnrealizedPnl = 10m,
                    Coins = [new CoinBalance("USDT", 1000m, 990m, 0m, 10m, 1000m)],
                },
                [
                    new ExchangePosition
                    {
                        Category = Category.Linear, Symbol = Symbol.Parse("BTCUSDT"), Direction = Direction.Long,
                        Quantity = 0.01m, EntryPrice = 65001.5m,
                        MarkPrice = 66000m, UnrealizedPnl = 10m, StopLoss = 64000m,
                        TakeProfit = 67000m, Leverage = 3m, LiquidationPrice = 50000m,
                    },
                ]),
            Token);
        var trade = new TradeId(Guid.Parse(Trade));
        await Host.Service<IAccountJournal>().AddEquityPointAsync(new EquityPoint(now, 1000m, 990m, 10m), Token);
        await Host.Service<INotificationStore>().NotifyAsync(
            new Notification(Severity.Warning, "discrepancy", "Differs", "They differ.", trade, "trend", "once"), now, Token);
        await Host.Service<IDiscrepancyStore>().ReportAsync(
            new Discrepancy("closedPnl", Category.Linear, Symbol.Parse("BTCUSDT"), trade, "They differ.", IsHealed: false), now, Token);
    }
}
