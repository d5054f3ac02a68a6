using System.Globalization;
using System.Text.Json.Nodes;

namespace TradingBot.Functions.Tests.Webhooks;

/// <summary>Alerts in the words of other services, from the post to the position on paper and back to flat.</summary>
public sealed class ForeignAlertTests
{
    // What stands in the place of each credential of another service.
    private const string Foreign = "60123456789";

    private const string TradersPostEntry = """{"ticker":"BYBIT:BTCUSDT.P","action":"buy","sentiment":"bullish","price":"60000","time":"NOW"}""";

    public static TheoryData<string, string, string> Walks => new()
    {
        { "tradersPost", TradersPostEntry, """{"ticker":"BYBIT:BTCUSDT.P","action":"sell","sentiment":"flat","quantity":"a lot","apiKey":"60123456789","time":"NOW"}""" },
        {
            "threeCommas",
            """{"secret":"60123456789","bot_uuid":"60123456789","action":"enter_long","tv_exchange":"BYBIT","tv_instrument":"BTCUSDT.P","timestamp":"NOW"}""",
            """
            {"secret":"60123456789","bot_uuid":"60123456789","action":"sell","tv_exchange":"BYBIT","tv_instrument":"BTCUSDT.P","timestamp":"NOW",
             "max_lag":"never","strategy_info":{"market_position":"flat","prev_market_position":"long"}}
            """
        },
        {
            "okx",
            """{"signalToken":"60123456789","action":"buy","marketPosition":"long","prevMarketPosition":"flat","instrument":"BTCUSDT.P","timestamp":"NOW"}""",
            """{"signalToken":"60123456789","action":"EXIT_LONG","instrument":"BTCUSDT.P","timestamp":"soon","orderType":"limit"}"""
        },
        { "wunderTrading", """{"code":"ENTER-LONG_btc","apiKey":"60123456789"}""", "EXIT-ALL_btc" },
        { "alertatron", "MyKeys(BTCUSDT) { market(position=0.01); } #bot", "MyKeys(BTCUSDT) { close(); }" },
        { "pineConnector", "60123456789,buy,BTCUSDT,sl_pct=1", "60123456789,closelong,BTCUSDT,risk=1,secret=60123456789" },
    };

    [Theory]
    [MemberData(nameof(Walks))]
    public async Task Entry_opens_exit_closes_and_a_repeat_does_nothing(string format, string entry, string exit)
    {
        await using var bot = await OpenAsync(format);
        var sent = Filled(bot, entry);

        var opened = await PostAsync(bot, sent, 202);
        var repeated = await PostAsync(bot, sent, 200);
        await bot.HeldAsync(0.01m);
        await PostAsync(bot, exit, 202);
        await bot.FlatAsync();

        Assert.Equal((string?)opened["signalId"], (string?)repeated["signalId"]);
        Assert.Equal(format, (string?)(await bot.GetAsync($"signals/{opened["signalId"]}"))["source"]);
        Assert.Equal(1, await bot.Host.Controls.SentEntriesAsync());
    }

    [Theory]
    [MemberData(nameof(Walks))]
    public async Task Format_that_is_not_switched_on_is_refused_with_what_to_do(string format, string entry, string exit)
    {
        await using var bot = await AlertBot.OpenAsync();

        foreach (var alert in new[] { entry, exit })
        {
            var problem = await PostAsync(bot, alert, 422);
            Assert.Contains($"add \"{format}\" to its formats", (string?)problem["detail"], StringComparison.Ordinal);
        }

        Assert.Empty(await bot.Host.Controls.SentOrdersAsync());
    }

    [Theory]
    [MemberData(nameof(Walks))]
    public async Task Alert_without_the_token_in_the_address_is_nobodys(string format, string entry, string exit)
    {
        await using var bot = await OpenAsync(format);

        foreach (var alert in new[] { entry, exit })
            await bot.PostAsync(Filled(bot, alert), 401);
    }

    [Fact]
    public async Task Entry_that_cannot_be_accepted_is_refused_by_the_senders_field()
    {
        await using var bot = await OpenAsync("tradersPost");

        var problem = await PostAsync(bot, TradersPostEntry.Replace("\"price\"", "\"quantity\":5,\"price\"", StringComparison.Ordinal), 400);

        Assert.Contains("more than the strategy's 0.01", problem["errors"]!["quantity"]![0]!.ToString(), StringComparison.Ordinal);
        Assert.Empty(await bot.Host.Controls.SentOrdersAsync());
    }

    [Fact]
    public async Task Exit_in_a_format_that_was_switched_off_meanwhile_is_told()
    {
        await using var bot = await OpenAsync("tradersPost");
        await PostAsync(bot, TradersPostEntry, 202);
        await bot.HeldAsync(0.01m);
        await bot.StrategyAsync();

        await PostAsync(bot, """{"ticker":"BYBIT:BTCUSDT.P","action":"exit"}""", 422);

        var notices = await bot.GetAsync("notifications");
        Assert.Contains(notices["items"]!.AsArray(), static notice => (string?)notice!["kind"] == "exitRefused");
    }

    [Theory]
    [MemberData(nameof(Walks))]
    public async Task Credentials_of_the_other_service_are_stored_nowhere(string format, string entry, string exit)
    {
        await using var bot = await OpenAsync(format);

        var broken = new[] { entry + "}", exit.Replace("BTCUSDT", "ETHUSDT", StringComparison.Ordinal), $"{Foreign} buy BTCUSDT", Foreign };
        foreach (var alert in broken.Concat([entry, exit]))
        {
            using var answer = await bot.Host.Http.PostAsync(
                $"api/webhook/k/{AlertBot.Secret}", new StringContent(Filled(bot, alert)), TestContext.Current.CancellationToken);
            var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.DoesNotContain(Foreign, text, StringComparison.OrdinalIgnoreCase);
        }

        Assert.Equal(0, await bot.Host.CountAsync($"select count(*) from trading.signals where signals::text ilike '%{Foreign}%'"));
        Assert.NotEqual(0, await bot.Host.CountAsync("select count(*) from trading.signals"));
    }

    private static async Task<AlertBot> OpenAsync(string format)
    {
        var bot = await AlertBot.OpenAsync();
        await bot.StrategyAsync(strategy =>
        {
            strategy["formats"] = new JsonArray(format);
            strategy["alertCodes"] = new JsonObject { ["ENTER-LONG_btc"] = "enterLong", ["EXIT-ALL_btc"] = "exitAll" };
        });
        return bot;
    }

    private static Task<JsonObject> PostAsync(AlertBot bot, string alert, int status) =>
        bot.PostAsync(Filled(bot, alert), status, $"k/{AlertBot.Secret}");

    private static string Filled(AlertBot bot, string alert) => alert.Replace(
        "NOW", bot.Host.Clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), StringComparison.Ordinal);
}
