using System.Text.Json.Nodes;
using TradingBot.Functions.Tests.Api;
using TradingBot.TestKit;

namespace TradingBot.Functions.Tests.Webhooks;

/// <summary>A call from an address that may not call: told when it has the token and would have closed something, and only then.</summary>
public sealed class TurnedAwayTests(ApiFixture api) : IClassFixture<ApiFixture>, IAsyncLifetime
{
    private const string Secret = "a-webhook-token-of-good-length";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await api.ExecuteAsync("""
            truncate trading.notifications, trading.trade_events, trading.funding_payments, trading.fills, trading.orders, trading.trades,
                trading.signals;
            insert into trading.signals (id, strategy, dedupe_key, status, source, dry_run, masked_body, ignored_fields, received_at)
                values ('03000000-0000-7000-8000-000000000001', 'held', 'held', 'accepted', 'tradingbot', false, '', '{}', now());
            insert into trading.trades (id, signal_id, strategy, category, symbol, settle_coin, direction, status, order_type, quantity,
                    reference_price, stop_loss, targets, notional, risk, entry_valid_until, filled_quantity, entry_price, created_at,
                    opened_at)
                values ('03000000-0000-7000-8000-000000000001', '03000000-0000-7000-8000-000000000001', 'held', 'linear', 'BTCUSDT', 'USDT',
                    'long', 'open', 'market', 0.01, 60000, 58800, '[]', 600, 12, now(), 0.01, 60000, now(), now());
            """);
        var strategy = JsonNode.Parse("""
            {
              "category": "linear", "symbols": ["BTCUSDT", "ETHUSDT"], "direction": "both", "orderType": "market",
              "sizing": { "mode": "fixedQuantity", "value": "0.01" }, "leverage": "5", "stopLoss": { "percent": "2" }
            }
            """)!;
        strategy["token"] = Secret;
        using var answer = await api.Host.Owner.PutAsync("api/strategies/held", new StringContent(strategy.ToJsonString()), Token);
        Assert.True(answer.IsSuccessStatusCode);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("\"action\":\"close\"", "An exit for \"BTCUSDT\" was refused and closed nothing: ")]
    [InlineData("\"action\":\"sell\",\"leverage\":\"cheap\"", "An exit for \"BTCUSDT\" was refused and closed nothing: ")]
    [InlineData("\"action\":\"close\",\"symbol\":\"XRPUSDT\"", "An exit for \"XRPUSDT\" was refused and closed nothing: ")]
    [InlineData("\"action\":\"wait\"", "An alert for \"BTCUSDT\" could not be read; it may have been an exit, and closed nothing: ")]
    [InlineData("\"action\":\"buy\"", null)]
    [InlineData("\"action\":\"close\",\"symbol\":\"ETHUSDT\"", null)]
    [InlineData("\"action\":\"close\",\"secret\":\"another-token-of-good-length\"", null)]
    public async Task Call_from_a_foreign_address_is_told_when_it_would_have_closed_something(string fields, string? told)
    {
        await using var host = await ApiHost.StartAsync(api.Source, null, ("Webhook:AllowedIps", "10.0.0.0/8"));
        var alert = JsonNode.Parse($"{{{fields}}}")!.AsObject();
        alert.TryAdd("symbol", "BTCUSDT");
        alert.TryAdd("secret", Secret);

        await ApiHost.ProblemAsync(
            host.Visitor().PostAsync("api/webhook/held", new StringContent(alert.ToJsonString()), Token), 403, "webhook.addressNotAllowed");

        // The answer does not wait for a slow database, the notice does.
        var notices = await Eventually.ValueAsync(
            async () => (await host.GetAsync("notifications"))["items"]!.AsArray(),
            notices => told is null || notices.Count > 0,
            "The exit was never told",
            cancellationToken: Token);
        var signals = await api.ScalarAsync<long>("select count(*) from trading.signals");
        if (told is null)
        {
            Assert.Equal((0, 1L), (notices.Count, signals));
            return;
        }

        var notice = Assert.Single(notices)!;
        Assert.Equal(("exitRefused", "critical", 2L), ((string?)notice["kind"], (string?)notice["severity"], signals));
        Assert.StartsWith(told, (string?)notice["body"], StringComparison.Ordinal);
        Assert.EndsWith("are not accepted. Still open: BTCUSDT long.", (string?)notice["body"], StringComparison.Ordinal);
    }
}
