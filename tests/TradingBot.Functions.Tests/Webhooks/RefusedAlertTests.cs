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

    private static async Task<IReadOnlyList<JsonNode>> NoticesAsync(AlertBot bot) =>
        [.. (await bot.GetAsync("notifications"))["items"]!.AsArray().OfType<JsonNode>()];

    private static JsonNode Of(JsonArray notices, string code) =>
        notices.Single(notice => ((string?)notice!["subject"])!.Contains(code, StringComparison.Ordinal))!;
}
