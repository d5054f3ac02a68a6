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
        Assert.StartsWith("BTCUSDT: The size comes to 0 ", (string?)Of(notices, "size.belowMinimum")["body"]);
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

    private static JsonNode Of(JsonArray notices, string code) =>
        notices.Single(notice => ((string?)notice!["subject"])!.Contains(code, StringComparison.Ordinal))!;
}
