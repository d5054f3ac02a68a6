using System.Text.Json.Nodes;

namespace TradingBot.Functions.Tests.Webhooks;

/// <summary>An alert that is refused at the door or denied by a rule is told, with its reason; a storm of them is one notice.</summary>
public sealed class RefusedAlertTests
{
    [Fact]
    public async Task Denied_and_refused_alerts_are_told_once_for_many()
    {
        await using var bot = await AlertBot.OpenAsync();
        await bot.StrategyAsync(static strategy => strategy["sizing"]!["value"] = "0.000001");

        for (var alert = 0; alert < 3; alert++)
        {
            var answer = await bot.SendAsync($"\"action\":\"buy\",{bot.Next()}");
            Assert.Equal("denied size.belowMinimum", await bot.WordAsync(answer));
            await bot.SendAsync("\"action\":\"buy\",\"orderType\":\"stop\"", 400);
        }

        await bot.PostAsync("""{"secret":"not-the-token-of-anything","symbol":"BYBIT:BTCUSDT.P","action":"buy"}""", 401);
        var notices = (await bot.GetAsync("notifications"))["items"]!.AsArray();
        Assert.Equal(
            ["k: alert refused (size.belowMinimum) +2", "k: alert refused (webhook.invalid) +2",
                "k: alert refused (webhook.unauthorized) +0"],
            notices.Select(static notice => $"{notice!["subject"]} +{notice["repeats"]}").Order(StringComparer.Ordinal));
        Assert.All(notices, static notice => Assert.Equal("alertRefused", (string?)notice!["kind"]));
        Assert.StartsWith("BTCUSDT: The size comes to 0.000001 (worth 0.06 USDT); ", (string?)Of(notices, "size.belowMinimum")["body"]);
    }

    [Fact]
    public async Task Alert_is_kept_with_the_address_it_came_from_whether_it_is_taken_or_refused()
    {
        await using var bot = await AlertBot.OpenAsync();

        var taken = await bot.SendAsync($"\"action\":\"close\",{bot.Next()}");
        await bot.SendAsync("\"action\":\"buy\",\"orderType\":\"stop\"", 400);
        await bot.PostAsync("""{"secret":"not-the-token-of-anything","symbol":"BYBIT:BTCUSDT.P","action":"buy"}""", 401);

        await bot.EndAsync(taken);
        var signals = (await bot.GetAsync("signals"))["items"]!.AsArray();
        Assert.Equal(3, signals.Count);
        foreach (var signal in signals)
            Assert.Equal("127.0.0.1", (string?)(await bot.GetAsync($"signals/{signal!["id"]}"))["remoteIp"]);
    }

    [Fact]
    public async Task Entry_that_the_strategys_own_state_holds_back_only_informs()
    {
        await using var bot = await AlertBot.OpenAsync();
        await bot.StrategyAsync(static strategy => strategy["state"] = "paused");

        Assert.Equal("denied strategy.paused", await bot.WordAsync(await bot.SendAsync($"\"action\":\"buy\",{bot.Next()}")));

        var notice = Of((await bot.GetAsync("notifications"))["items"]!.AsArray(), "strategy.paused");
        Assert.Equal(("entryHeldBack", "info"), ((string?)notice["kind"], (string?)notice["severity"]));
    }

    [Fact]
    public async Task Exit_that_is_refused_while_a_trade_is_open_is_told_as_critical_whatever_was_refused_before()
    {
        await using var bot = await AlertBot.OpenAsync();
        const string Exit = "\"action\":\"close\"";
        await bot.SendAsync($"{Exit},\"symbol\":\"XRPUSDT.P\"", 400);
        Assert.All(await NoticesAsync(bot), static notice => Assert.Equal("alertRefused", (string?)notice["kind"]));

        await bot.HoldAsync();
        await bot.SendAsync("\"action\":\"buy\",\"orderType\":\"stop\"", 400);
        await bot.SendAsync($"{Exit},\"symbol\":\"XRPUSDT.P\"", 400);
        await bot.SendAsync($"{Exit},\"symbol\":\"ADAUSDT.P\"", 400);
        await bot.SendAsync("\"action\":\"sell\",\"symbol\":\"SOLUSDT.P\"", 400);
        await bot.SendAsync("\"action\":\"buy\",\"symbol\":\"DOGEUSDT.P\"", 400);
        await bot.SendAsync(Exit + ",\"symbol\":\"{{ticker}}\"", 422);

        var exits = (await NoticesAsync(bot)).Where(static notice => (string?)notice["kind"] == "exitRefused").ToList();
        Assert.Equal(4, exits.Count);
        Assert.All(exits, static notice => Assert.Equal("critical", (string?)notice["severity"]));
        Assert.All(
            ["\"{{ticker}}\"", "\"SOLUSDT.P\"", "\"ADAUSDT.P\"", "\"XRPUSDT.P\""],
            (symbol, index) => Assert.Contains(symbol, (string?)exits[index]["body"], StringComparison.Ordinal));
        Assert.All(exits, static notice => Assert.Contains("Still open: BTCUSDT long", (string?)notice["body"], StringComparison.Ordinal));
    }

    [Fact]
    public async Task Exit_that_is_one_alert_too_many_is_told_as_critical()
    {
        await using var bot = await AlertBot.OpenAsync();
        await bot.HoldAsync();
        for (var alert = 0; alert < 59; alert++)
            await bot.SendAsync("\"action\":\"buy\",\"leverage\":\"77\"", 400);

        await bot.SendAsync("\"action\":\"buy\",\"symbol\":\"DOGEUSDT.P\"", 429);
        await bot.SendAsync("\"action\":\"close\",\"symbol\":\"XRPUSDT.P\"", 429);
        await bot.PostAsync($"{{\"secret\":\"{AlertBot.Secret}\",\"action\":\"close\"", 429);

        var exits = (await NoticesAsync(bot)).Where(static notice => (string?)notice["kind"] == "exitRefused").ToList();
        Assert.Equal(
            [
                "An alert could not be read; it may have been an exit, and closed nothing: Too many alerts of this strategy within a "
                    + "minute. Still open: BTCUSDT long.",
                "An exit for \"XRPUSDT.P\" was refused and closed nothing: Too many alerts of this strategy within a minute. "
                    + "Still open: BTCUSDT long.",
            ],
            exits.Select(static notice => (string?)notice["body"]));
    }

    [Fact]
    public async Task Call_that_is_too_long_is_told_when_it_has_the_token_and_something_is_open()
    {
        await using var bot = await AlertBot.OpenAsync();
        var pad = $"\"action\":\"close\",\"pad\":\"{new string('x', 17 * 1024)}\"";
        await bot.SendAsync(pad, 413);
        await bot.HoldAsync();
        await bot.PostAsync($"{{\"secret\":\"not-the-token-of-anything\",{pad}}}", 413);
        await bot.PostAsync($"{{{pad}}}", 413, "nobody");
        Assert.All(await NoticesAsync(bot), static notice => Assert.Equal("tradeOpened", (string?)notice["kind"]));

        await bot.PostAsync($"{{\"secret\":\"{AlertBot.Secret}\",{pad}}}", 413);
        await bot.PostAsync($"{{{pad}}}", 413, $"k/{AlertBot.Secret}");

        var told = Assert.Single(await NoticesAsync(bot), static notice => (string?)notice["kind"] == "exitRefused");
        Assert.Equal(("critical", 1), ((string?)told["severity"], (int?)told["repeats"]));
        Assert.Contains("The message is longer than 16 KiB. Still open: BTCUSDT long.", (string?)told["body"], StringComparison.Ordinal);
        var row = (await bot.GetAsync("signals"))["items"]![0]!;
        Assert.Equal(("denied", "webhook.tooLong"), ((string?)row["status"], (string?)row["reason"]!["code"]));
    }

    [Fact]
    public async Task Exit_with_half_a_surrogate_pair_beside_its_symbol_closes_and_names_the_field()
    {
        await using var bot = await AlertBot.OpenAsync();
        await bot.HoldAsync();

        var answer = await bot.PostAsync(
            $$"""{"secret":"{{AlertBot.Secret}}","symbol":"{{AlertBot.Perpetual}}","action":"close","id":"\ud800"}""", 202);

        Assert.Equal("[\"id\"]", answer["ignored"]!.ToJsonString());
        await bot.FlatAsync();
    }

    [Fact]
    public async Task Refused_call_is_listed_with_what_it_says_of_symbol_action_and_position()
    {
        await using var bot = await AlertBot.OpenAsync();
        await bot.SendAsync("\"action\":\"close\",\"position\":\"flat\",\"symbol\":\"XRPUSDT.P\"", 400);

        var refused = (await bot.GetAsync("signals"))["items"]![0]!;

        Assert.Equal(
            (null, null, null, "XRPUSDT.P", "close", "flat"),
            ((string?)refused["symbol"], (string?)refused["action"], (string?)refused["position"], (string?)refused["sentSymbol"],
                (string?)refused["sentAction"], (string?)refused["sentPosition"]));
    }

    [Fact]
    public async Task Alert_that_closes_tells_which_trade_and_the_one_after_it_that_there_was_none()
    {
        await using var bot = await AlertBot.OpenAsync();
        var trade = await bot.HoldAsync();

        var flat = await bot.EndAsync(await bot.SendAsync($"\"position\":\"flat\",{bot.Next()}"));
        var late = await bot.EndAsync(await bot.SendAsync($"\"position\":\"flat\",{bot.Next()}"));

        Assert.Equal(("completed", $"[\"{trade.Id}\"]"), ((string?)flat["status"], flat["closedTradeIds"]!.ToJsonString()));
        Assert.Equal(("signal.alreadyFlat", "[]"), ((string?)late["reason"]!["code"], late["closedTradeIds"]!.ToJsonString()));
        Assert.Equal(
            ["[]", $"[\"{trade.Id}\"]", "[]"],
            (await bot.GetAsync("signals"))["items"]!.AsArray().Select(static signal => signal!["closedTradeIds"]!.ToJsonString()));
    }

    private static async Task<IReadOnlyList<JsonNode>> NoticesAsync(AlertBot bot) =>
        [.. (await bot.GetAsync("notifications"))["items"]!.AsArray().OfType<JsonNode>()];

    private static JsonNode Of(JsonArray notices, string code) =>
        notices.Single(notice => ((string?)notice!["subject"])!.Contains(code, StringComparison.Ordinal))!;
}
