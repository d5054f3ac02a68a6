using System.Text.Json.Nodes;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Trades;
using TradingBot.TestKit;

namespace TradingBot.Functions.Tests.Webhooks;

/// <summary>By HTTP alone: a limit entry that waits goes with what takes it back, and the API says why.</summary>
public sealed class RestingEntryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("state", "paused", "strategy.paused", "paused")]
    [InlineData("state", "exitOnly", "strategy.exitOnly", "exitOnly")]
    [InlineData("dryRun", true, "signal.dryRun", "dryRun")]
    public async Task Strategy_set_to_open_nothing_takes_its_entry_back(string field, object value, string code, string reason)
    {
        await using var bot = await AlertBot.OpenAsync();
        var answer = await RestAsync(bot);

        await bot.StrategyAsync(strategy => (strategy["orderType"], strategy[field]) = ("limit", JsonValue.Create(value)));

        Assert.Equal($"failed {code}", await bot.WordAsync(answer));
        Assert.Equal((code, reason), await EndOfAsync(bot, answer));
        await bot.FlatAsync();
        await bot.Host.Controls.PriceAsync(58_000m);
        Assert.Equal(0m, await bot.HeldAsync());
    }

    [Theory]
    [InlineData("\"action\":\"close\"")]
    [InlineData("\"action\":\"cancel\"")]
    [InlineData("\"action\":\"sell\",\"position\":\"flat\",\"prevPosition\":\"long\"")]
    public async Task Alert_that_ends_it_takes_the_entry_back(string exit)
    {
        await using var bot = await AlertBot.OpenAsync();
        var answer = await RestAsync(bot);

        var closing = await bot.SendAsync($"{exit},{bot.Next()}");

        Assert.Equal("completed", await bot.WordAsync(closing));
        Assert.Equal("failed trade.cancelled", await bot.WordAsync(answer));
        Assert.Equal(("trade.cancelled", "signal"), await EndOfAsync(bot, answer));
        await bot.FlatAsync();
    }

    [Fact]
    public async Task Opposite_alert_takes_the_entry_back_and_opens_its_own()
    {
        await using var bot = await AlertBot.OpenAsync();
        var answer = await RestAsync(bot);
        await bot.StrategyAsync();

        await bot.SendAsync($"\"action\":\"sell\",\"position\":\"short\",{bot.Next()}");

        await bot.HeldAsync(-0.01m);
        Assert.Equal(("trade.cancelled", "signal"), await EndOfAsync(bot, answer));
    }

    [Fact]
    public async Task Entry_whose_time_ran_out_while_the_process_was_dead_is_taken_back_by_the_next()
    {
        await using var bot = await AlertBot.OpenAsync();
        var answer = await RestAsync(bot, minutes: 5);
        await bot.Host.KillAsync();
        bot.Host.Clock.Advance(TimeSpan.FromMinutes(5));

        await bot.Host.StartAsync();

        Assert.Equal("failed entry.expired", await bot.WordAsync(answer));
        Assert.Equal(("entry.expired", "expired"), await EndOfAsync(bot, answer));
    }

    [Fact]
    public async Task Trade_shows_until_when_its_entry_waits()
    {
        await using var bot = await AlertBot.OpenAsync();
        var trade = await TradeAsync(bot, await RestAsync(bot, minutes: 7));

        Assert.Equal(
            DateTimeOffset.Parse((string)trade["createdAt"]!).AddMinutes(7), DateTimeOffset.Parse((string)trade["entryRestsUntil"]!));
        Assert.Null(trade["takenBack"]);
    }

    private static async Task<JsonObject> RestAsync(AlertBot bot, int minutes = 60)
    {
        await bot.StrategyAsync(strategy => (strategy["orderType"], strategy["entryValidMinutes"]) = ("limit", minutes));
        var answer = await bot.SendAsync($"\"action\":\"buy\",\"limitPrice\":\"59000\",{bot.Next()}");
        var id = new SignalId(Guid.Parse((string)answer["signalId"]!));
        await bot.Host.TradeOfAsync(id, static trade => trade.Status == TradeStatus.Opening);
        return answer;
    }

    private static async Task<JsonObject> TradeAsync(AlertBot bot, JsonObject answer)
    {
        var signal = await bot.SignalAsync(answer);
        return await bot.GetAsync($"trades/{signal.TradeId!.Value.Value}");
    }

    private static async Task<(string?, string?)> EndOfAsync(AlertBot bot, JsonObject answer)
    {
        var trade = await Eventually.ValueAsync(
            () => TradeAsync(bot, answer),
            static trade => (string?)trade["status"] == "failed",
            "The trade never ended",
            TimeSpan.FromSeconds(30),
            Token);
        return ((string?)trade["reason"]!["code"], (string?)trade["takenBack"]);
    }
}
