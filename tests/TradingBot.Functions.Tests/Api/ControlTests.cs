using System.Net.Http.Json;
using System.Text;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Strategies;
using TradingBot.Trading.Security;

namespace TradingBot.Functions.Tests.Api;

public sealed class ControlTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private const string OwnToken = "my-own-webhook-token-0123456789";
    private const string Minimal = """{"symbols":["BTCUSDT"],"sizing":{"mode":"fixedQuantity","value":"0.010"}}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ApiHost Host => api.Host;

    [Fact]
    public async Task New_strategy_gets_a_token_that_is_told_once_and_kept_as_a_hash()
    {
        var created = await ApiHost.ReadAsync(PutAsync("strategies/fresh", Minimal), 201);
        var token = (string)created["webhook"]!["token"]!;

        Assert.Equal(43, token.Length);
        Assert.Equal($"http://{Host.Authority}/api/webhook/fresh", (string?)created["webhook"]!["url"]);
        Assert.Equal("0.01", (string?)created["strategy"]!["sizing"]!["value"]);
        var stored = await Host.Service<IStrategyStore>().FindAsync(StrategyKey.Parse("fresh"), Token);
        Assert.Equal(Secrets.Hash(token), stored!.TokenHash.ToArray());
        var shown = await Host.GetAsync("strategies/fresh");
        Assert.Equal(0, (int?)shown["openTrades"]);
        Assert.DoesNotContain(token, shown.ToJsonString() + (await Host.GetAsync("strategies"))
            .ToJsonString() + (await Host.GetAsync("audit"))
            .ToJsonString());
    }

    [Fact]
    public async Task What_was_read_may_be_sent_back_and_keeps_the_token()
    {
        await ApiHost.ReadAsync(PutAsync("strategies/kept", Minimal.Insert(1, $"\"token\":\"{OwnToken}\",")), 201);
        var shown = await Host.GetAsync("strategies/kept");
        shown["name"] = "Renamed";

        var saved = await ApiHost.ReadAsync(PutAsync("strategies/kept", shown.ToJsonString()), 200);

        Assert.Null(saved["webhook"]!["token"]);
        Assert.Equal("Renamed", (string?)saved["strategy"]!["name"]);
        var stored = await Host.Service<IStrategyStore>().FindAsync(StrategyKey.Parse("kept"), Token);
        Assert.Equal(Secrets.Hash(OwnToken), stored!.TokenHash.ToArray());
        var audit = (await Host.GetAsync("audit"))["items"]!.AsArray().Where(static entry => (string?)entry!["target"] == "kept").ToList();
        Assert.Equal(["strategy.changed", "strategy.created"], audit.Select(static entry => (string?)entry!["action"]));
        Assert.DoesNotContain(OwnToken, audit[1]!.ToJsonString());
        Assert.Equal("automation", (string?)audit[0]!["actor"]);
    }

    [Theory]
    [InlineData("""{"symbols":["btc"],"sizing":{"mode":"fixedQuantity","value":"-1"},"stopLos":{}}""", "symbols[0],sizing.value,stopLos")]
    [InlineData("""{"symbols":["BTCUSDT"],"sizing":{"mode":"fixedQuantity","value":"1"},"token":"short"}""", "token")]
    public async Task Faulty_strategy_is_refused_by_field(string body, string fields)
    {
        var problem = await ApiHost.ProblemAsync(PutAsync("strategies/faulty", body), 400, "request.invalid");

        Assert.Equal(fields.Split(',').Order(), problem["errors"]!.AsObject().Select(static error => error.Key).Order());
        await ApiHost.ProblemAsync(Host.Owner.GetAsync("api/strategies/faulty", Token), 404, "strategy.notFound");
    }

    [Theory]
    [InlineData("{\"symbols\":", "request.malformed")]
    [InlineData("[]", "request.malformed")]
    [InlineData("{\"name\":\"a\",\"name\":\"b\"}", "request.malformed")]
    public async Task Body_that_is_no_json_object_is_refused(string body, string code)
    {
        await ApiHost.ProblemAsync(PutAsync("strategies/broken", body), 400, code);
        await ApiHost.ProblemAsync(PutAsync("risk", body), 400, code);
    }

    [Fact]
    public async Task Body_of_more_than_64_KiB_is_refused() => await ApiHost.ProblemAsync(
        PutAsync("risk", $"{{\"x\":\"{new string('x', 65 * 1024)}\"}}"), 413, "request.tooLarge");

    [Fact]
    public async Task Webhook_address_is_the_public_one_where_it_is_set()
    {
        await using var host = await ApiHost.StartAsync(api.Source, null, ("Webhook:PublicUrl", "https://bot.example.com/"));
        await ApiHost.ReadAsync(PutAsync("strategies/public", Minimal), 201);

        Assert.Equal("https://bot.example.com/api/webhook/public", (string?)(await host.GetAsync("strategies/public"))["webhookUrl"]);
    }

    [Fact]
    public async Task Limits_are_replaced_and_null_means_none()
    {
        var saved = await ApiHost.ReadAsync(PutAsync("risk", """{"maxOpenTrades":3,"maxHeatPercent":"2.50"}"""), 200);

        Assert.Equal((3, "2.5", null), ((int?)saved["maxOpenTrades"], (string?)saved["maxHeatPercent"], saved["maxLeverage"]));
        Assert.Equal(saved.ToJsonString(), (await Host.GetAsync("risk")).ToJsonString());
        var problem = await ApiHost.ProblemAsync(PutAsync("risk", """{"maxOpenTrade":3}"""), 400, "request.invalid");
        Assert.Equal("maxOpenTrade", Assert.Single(problem["errors"]!.AsObject()).Key);
        Assert.Equal(saved.ToJsonString(), (await Host.GetAsync("risk")).ToJsonString());
    }

    [Fact]
    public async Task Halt_and_resume_need_a_reason_and_leave_their_names()
    {
        await ApiHost.ProblemAsync(PostAsync("halt", new { flatten = true }), 400, "request.invalid");
        await ApiHost.ProblemAsync(PostAsync("halt", new { reason = "  ", flatten = false }), 400, "request.invalid");
        await ApiHost.ProblemAsync(PostAsync("halt", new { reason = "x", flatten = "yes" }), 400, "request.invalid");
        Assert.False((bool?)(await Host.GetAsync("halt"))["halted"]);

        var halted = await ApiHost.ReadAsync(PostAsync("halt", new { reason = "news", flatten = false }), 200);
        Assert.Equal(["halted", "reason", "flatten", "since", "by"], halted.Select(static field => field.Key));
        Assert.Equal((true, "news", "automation"), ((bool?)halted["halted"], (string?)halted["reason"], (string?)halted["by"]));
        Assert.True((bool?)(await Host.GetAsync("account"))["halt"]!["halted"]);
        await ApiHost.ProblemAsync(PostAsync("resume", new { }), 400, "request.invalid");
        var resumed = await ApiHost.ReadAsync(PostAsync("resume", new { reason = "over" }), 200);

        Assert.Equal((false, null), ((bool?)resumed["halted"], resumed["since"]));
        var actions = (await Host.GetAsync("audit"))["items"]!.AsArray().Where(static entry => (string?)entry!["target"] == "trading")
            .ToList();
        Assert.Equal(["trading.resumed", "trading.halted"], actions.Select(static entry => (string?)entry!["action"]));
        Assert.Equal("over", (string?)actions[0]!["detail"]!["reason"]);
    }

    [Fact]
    public async Task Close_is_written_down_for_the_bot_and_only_for_trades_that_are_not_finished()
    {
        await api.ExecuteAsync("""
            insert into trading.signals (id, strategy, dedupe_key, status, source, signal, dry_run, masked_body, ignored_fields, received_at)
                select ('00000000-0000-0000-0000-00000000000' || i)::uuid, 's', 'close' || i, 'accepted', 'tradingbot', '{"symbol":"BTCUSDT"}', false, '', '{}', now() from generate_series(1, 2) i;
            insert into trading.trades (id, signal_id, strategy, category, symbol, settle_coin, direction, status, order_type, quantity, reference_price, targets, notional, risk, entry_valid_until, created_at, closed_at)
                select ('10000000-0000-0000-0000-00000000000' || i)::uuid, ('00000000-0000-0000-0000-00000000000' || i)::uuid, 's', 'linear', 'S' || i, 'USDT', 'long',
                    (array['open', 'closed'])[i], 'market', 1, 1, '[]', 1, 1, now(), now(), case when i = 2 then now() end from generate_series(1, 2) i;
            """);
        const string OpenTrade = "10000000-0000-0000-0000-000000000001";

        var answer = await ApiHost.ReadAsync(PostAsync($"trades/{OpenTrade}/close", new { reason = "enough" }), 202);

        Assert.Equal($$"""{"tradeId":"{{OpenTrade}}","status":"closing"}""", answer.ToJsonString());
        Assert.True(await api.ScalarAsync<bool>(
            $"select close_requested_at is not null and close_reason = 'manual' from trading.trades where id = '{OpenTrade}'"));
        var story = await Host.GetAsync($"trades/{OpenTrade}");
        Assert.Equal("Close requested by automation: enough", (string?)story["events"]![0]!["message"]);
        using var noBody = await Host.Owner.PostAsync($"api/trades/{OpenTrade}/close", null, Token);
        Assert.Equal(202, (int)noBody.StatusCode);
        await ApiHost.ProblemAsync(PostAsync("trades/10000000-0000-0000-0000-000000000002/close", new { }), 409, "trade.notOpen");
        await ApiHost.ProblemAsync(PostAsync("trades/10000000-0000-0000-0000-000000000009/close", new { }), 404, "trade.notFound");
        Assert.Equal(2L, await api.ScalarAsync<long>(
            $"select count(*) from trading.audit where action = 'trade.closeRequested' and target = '{OpenTrade}'"));
    }

    private Task<HttpResponseMessage> PutAsync(string path, string body) =>
        Host.Owner.PutAsync($"api/{path}", new StringContent(body, Encoding.UTF8, "application/json"), Token);

    private Task<HttpResponseMessage> PostAsync(string path, object body) => Host.Owner.PostAsJsonAsync($"api/{path}", body, Token);
}
