using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using TradingBot.TestKit;

namespace TradingBot.Functions.Tests.Webhooks;

/// <summary>Many alerts at one moment over all markets, cold: own limits are kept and nothing is fetched twice.</summary>
public sealed class AlertBurstTests
{
    private const int Alerts = 50;
    private const int RateLimited = 10006;

    private static readonly (string Strategy, string Symbol)[] Markets =
    [
        ("k", "BYBIT:BTCUSDT.P"), ("k", "BYBIT:ETHUSDT.P"), ("k", "BYBIT:SOLUSDT.P"),
        ("spot", "BYBIT:BTCUSDT"), ("spot", "BYBIT:ETHUSDT"), ("spot", "BYBIT:SOLUSDT"),
        ("inverse", "BYBIT:BTCUSD.P"), ("inverse", "BYBIT:ETHUSD.P"),
    ];

    [Fact]
    public async Task Burst_reads_each_fee_rate_once_meets_no_limit_and_is_decided()
    {
        await using var bot = await AlertBot.OpenAsync();
        await bot.Host.Controls.ResetAsync(("USDT", "100000"), ("BTC", "1"), ("ETH", "10"));
        await StrategiesAsync(bot);
        // Requests and answers travel for different times.
        await bot.Host.Controls.FaultAsync("*", "delay", count: 40, delayMs: 150);
        await bot.Host.Controls.FaultAsync("*", "delayAfter", count: 40, delayMs: 250);

        var answers = await Task.WhenAll(Enumerable.Range(0, Alerts).Select(number => SendAsync(bot, number)));
        var decided = await Task.WhenAll(answers.Select(answer => Eventually.ValueAsync(
            () => bot.GetAsync($"signals/{answer["signalId"]}"),
            static signal => signal["decidedAt"] is not null,
            "The signal was never decided",
            TimeSpan.FromSeconds(60),
            TestContext.Current.CancellationToken)));

        Assert.All(decided, static signal => Assert.NotEqual("failed", (string?)signal["status"]));
        Assert.Equal(Markets.Length, (await bot.Host.Controls.TextsAsync("/v5/account/fee-rate")).Count);
        Assert.DoesNotContain(RateLimited, await bot.Host.Controls.RetCodesAsync());
    }

    private static async Task StrategiesAsync(AlertBot bot)
    {
        await bot.StrategyAsync(static linear =>
        {
            linear["symbols"] = new JsonArray("BTCUSDT", "ETHUSDT", "SOLUSDT");
            Size(linear, "fixedNotional", "200");
        });
        await bot.StrategyAsync(
            static spot =>
            {
                spot["category"] = "spot";
                spot["direction"] = "long";
                spot["symbols"] = new JsonArray("BTCUSDT", "ETHUSDT", "SOLUSDT");
                spot.Remove("leverage");
                Size(spot, "fixedNotional", "200");
            },
            "spot");
        await bot.StrategyAsync(
            static inverse =>
            {
                inverse["category"] = "inverse";
                inverse["symbols"] = new JsonArray("BTCUSD", "ETHUSD");
                Size(inverse, "fixedQuantity", "100");
            },
            "inverse");
    }

    private static void Size(JsonObject strategy, string mode, string value) =>
        strategy["sizing"] = new JsonObject { ["mode"] = mode, ["value"] = value };

    // A machine that is busy may answer that the alert was not stored in time, and to send it again.
    private static async Task<JsonObject> SendAsync(AlertBot bot, int number)
    {
        var (strategy, symbol) = Markets[number % Markets.Length];
        var alert = new JsonObject
        {
            ["secret"] = AlertBot.Secret,
            ["symbol"] = symbol,
            ["action"] = "buy",
            ["id"] = number.ToString(CultureInfo.InvariantCulture),
        };
        var answer = await Eventually.ValueAsync(
            () => bot.Host.Http.PostAsync(
                $"api/webhook/{strategy}", new StringContent(alert.ToJsonString()), TestContext.Current.CancellationToken),
            static answer => answer.StatusCode != HttpStatusCode.ServiceUnavailable,
            "The alert was never stored",
            TimeSpan.FromSeconds(60),
            TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}");
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!.AsObject();
    }
}
