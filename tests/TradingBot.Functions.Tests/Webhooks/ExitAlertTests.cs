using System.Text.Json.Nodes;
using TradingBot.Core.Trades;

namespace TradingBot.Functions.Tests.Webhooks;

/// <summary>Exits are taken for what they are and always pass, from the alert over HTTP to the flat account on paper.</summary>
public sealed class ExitAlertTests
{
    [Theory]
    [InlineData("\"action\":\"sell\",\"position\":\"long\"")]
    [InlineData("\"action\":\"sell\",\"position\":\"long\",\"prevPosition\":\"long\"")]
    [InlineData("\"action\":\"sell\",\"position\":\"long\",\"prevPosition\":\"long\",\"positionSize\":\"1\",\"prevPositionSize\":\"2\"")]
    [InlineData("\"action\":\"buy\",\"position\":\"short\"")]
    [InlineData("\"action\":\"buy\",\"position\":\"short\",\"prevPosition\":\"short\"")]
    [InlineData("\"action\":\"buy\",\"position\":\"flat\",\"prevPosition\":\"short\"")]
    [InlineData("\"position\":\"long\",\"prevPosition\":\"long\"")]
    public async Task Exit_of_what_is_not_held_opens_nothing(string fields)
    {
        await using var bot = await AlertBot.OpenAsync();

        var answer = await bot.SendAsync($"{fields},\"price\":\"60000\"");

        Assert.Equal("completed", (string?)(await bot.EndAsync(answer))["status"]);
        Assert.Equal(0, await bot.HeldAsync());
        Assert.Empty(await bot.Host.Controls.SentOrdersAsync());
    }

    [Fact]
    public async Task Contradiction_is_explained_and_never_traded()
    {
        await using var bot = await AlertBot.OpenAsync();

        var problem = await bot.SendAsync("\"action\":\"sell\",\"prevPosition\":\"flat\",\"position\":\"long\"", 400);

        Assert.Contains("cannot take the position from flat to long", problem["errors"]!["action"]![0]!.ToString());
        Assert.Empty(await bot.Host.Controls.SentOrdersAsync());
    }

    [Fact]
    public async Task Exit_closes_whatever_else_is_wrong_in_it_and_names_that()
    {
        await using var bot = await AlertBot.OpenAsync();
        (string Fields, string? Ignored)[] exits =
        [
            ("\"stopLoss\":{\"price\":\"NaN\"}", null),
            ("\"stopLoss\":{\"price\":\"{{plot(\\\"SL\\\")}}\"},\"price\":\"{{close}}\"", null),
            ("\"takeProfits\":[{\"price\":\"NaN\"}]", null),
            ("\"takeProfits\":[{\"percent\":\"1\"},{\"percent\":\"2\"}]", "takeProfits[0]"),
            ("\"takeProfits\":[{\"percent\":\"1\",\"close\":\"60\"},{\"percent\":\"2\",\"close\":\"60\"}]", "takeProfits"),
            ("\"price\":\"60,000.5\"", "price"),
            ("\"price\":\"0\"", "price"),
            ("\"price\":\"\\u0000\"", "price"),
            ("\"leverage\":\"50\"", "leverage"),
            ("\"stopLoss\":{\"percent\":\"9\"}", "stopLoss.percent"),
            ("\"trailing\":{\"percent\":\"0\"}", "trailing.percent"),
            ("\"orderType\":\"stop\"", "orderType"),
            ("\"positionSize\":\"-1\"", "positionSize"),
            ("\"barTime\":\"soon\",\"firedAt\":\"now\"", "barTime"),
        ];
        foreach (var (fields, ignored) in exits)
        {
            var held = await bot.HoldAsync();

            var answer = await bot.SendAsync($"\"action\":\"sell\",\"position\":\"flat\",\"prevPosition\":\"long\",{fields},{bot.Next()}");

            await bot.FlatAsync();
            Assert.Equal("completed", await bot.WordAsync(answer));
            Assert.Equal(CloseReason.Signal, (await bot.Host.Driver.TradeAsync(held.Id)).CloseReason);
            Assert.Equal(ignored, (string?)answer["ignored"]?[0]);
            Assert.Equal(answer["ignored"]?.ToJsonString() ?? "[]", (await bot.EndAsync(answer))["ignoredFields"]!.ToJsonString());
        }
    }

    [Theory]
    [InlineData("linear")]
    [InlineData("inverse")]
    public async Task Reversal_whose_entry_is_refused_closes_and_tells_the_refusal(string category)
    {
        await using var bot = await AlertBot.OpenAsync();
        await bot.HoldAsync();
        await bot.StrategyAsync(strategy => strategy["category"] = category);

        var answer = await bot.SendAsync("\"action\":\"sell\",\"position\":\"short\",\"leverage\":\"50\"");

        await bot.FlatAsync();
        Assert.Equal(["leverage"], answer["ignored"]!.AsArray().Select(static name => (string?)name));
        Assert.Contains("leverage is above the strategy's 5", (string?)answer["entryRefused"]);
        Assert.Equal("denied webhook.invalid", await bot.WordAsync(answer));
        Assert.Equal("linear", (string?)(await bot.EndAsync(answer))["category"]);
        Assert.Equal(1, await bot.Host.Controls.SentEntriesAsync());
    }

    [Fact]
    public async Task Faulty_entry_that_would_close_nothing_is_refused_at_the_door()
    {
        await using var bot = await AlertBot.OpenAsync();
        await bot.SendAsync("\"action\":\"sell\",\"leverage\":\"50\"", 400);
        await bot.HoldAsync("sell");

        await bot.SendAsync("\"action\":\"sell\",\"position\":\"short\",\"leverage\":\"50\"", 400);

        Assert.Equal(-0.01m, await bot.HeldAsync());
    }

    [Theory]
    [InlineData("\"action\":\"hold\"", 422)]
    [InlineData("\"action\":\"buy\",\"leverage\":\"50\"", 400)]
    [InlineData("\"action\":\"buy\"", 202)]
    public async Task Exit_is_taken_after_however_many_other_alerts(string fields, int status)
    {
        await using var bot = await AlertBot.OpenAsync();
        await bot.HoldAsync();
        for (var sent = 1; sent < 60; sent++)
            await bot.SendAsync($"{fields},{bot.Next()}", status);
        Assert.Equal("webhook.tooManyRequests", (string?)(await bot.SendAsync($"{fields},{bot.Next()}", 429))["code"]);

        await bot.SendAsync("\"action\":\"close\"");

        await bot.FlatAsync();
    }

    [Theory]
    [InlineData("linear")]
    [InlineData("inverse")]
    public async Task Reversal_beyond_the_limit_of_alerts_still_closes(string category)
    {
        await using var bot = await AlertBot.OpenAsync();
        await bot.HoldAsync();
        await bot.StrategyAsync(strategy => strategy["category"] = category);
        for (var sent = 1; sent < 60; sent++)
            await bot.SendAsync($"\"action\":\"hold\",{bot.Next()}", 422);

        var answer = await bot.SendAsync("\"action\":\"reverse\"");

        await bot.FlatAsync();
        Assert.NotNull(answer["entryRefused"]);
        Assert.Equal("denied webhook.tooManyRequests", await bot.WordAsync(answer));
        Assert.Equal("linear", (string?)(await bot.EndAsync(answer))["category"]);
    }

    [Theory]
    [InlineData("symbols", "[\"ETHUSDT\"]")]
    [InlineData("dryRun", "true")]
    [InlineData("state", "\"paused\"")]
    [InlineData("state", "\"exitOnly\"")]
    [InlineData("category", "\"inverse\"")]
    [InlineData("direction", "\"short\"")]
    public async Task Trade_of_a_strategy_that_was_changed_since_is_closed_all_the_same(string field, string value)
    {
        await using var bot = await AlertBot.OpenAsync();
        var held = await bot.HoldAsync();
        await bot.StrategyAsync(strategy => strategy[field] = JsonNode.Parse(value));

        var answer = await bot.SendAsync("\"action\":\"sell\",\"position\":\"flat\"");

        await bot.FlatAsync();
        Assert.Equal("completed", await bot.WordAsync(answer));
        Assert.Equal(CloseReason.Signal, (await bot.Host.Driver.TradeAsync(held.Id)).CloseReason);
        Assert.False((bool)(await bot.EndAsync(answer))["dryRun"]!);
    }

    [Theory]
    [InlineData("\"action\":\"close\"", false)]
    [InlineData("\"action\":\"buy\"", true)]
    [InlineData("\"action\":\"close\",\"dryRun\":true", true)]
    public async Task Only_an_entry_is_dry_because_its_strategy_is(string fields, bool isDry)
    {
        await using var bot = await AlertBot.OpenAsync();
        await bot.StrategyAsync(static strategy => strategy["dryRun"] = true);

        Assert.Equal(isDry, (bool)(await bot.EndAsync(await bot.SendAsync(fields)))["dryRun"]!);
    }

    [Theory]
    [InlineData("BINANCE:BTCUSDT.P")]
    [InlineData("INDEX:BTCUSDT")]
    [InlineData("BYBIT:BTCUSDT")]
    [InlineData("BYBIT_DLY:BTCUSDT.P")]
    public async Task Chart_of_other_prices_opens_nothing_and_still_closes_what_is_open(string symbol)
    {
        await using var bot = await AlertBot.OpenAsync();

        var refused = await bot.SendAsync($"\"action\":\"buy\",\"symbol\":\"{symbol}\"", 400);
        Assert.NotNull(refused["errors"]!["symbol"]);
        await bot.SendAsync($"\"action\":\"close\",\"symbol\":\"{symbol}\"", 400);
        await bot.HoldAsync();
        await bot.SendAsync($"\"action\":\"buy\",\"symbol\":\"{symbol}\"", 400);

        var reversal = await bot.SendAsync($"\"action\":\"reverse\",\"symbol\":\"{symbol}\"");

        await bot.FlatAsync();
        Assert.NotNull(reversal["entryRefused"]);
        await bot.HoldAsync();
        await bot.SendAsync($"\"action\":\"close\",\"symbol\":\"{symbol}\"");
        await bot.FlatAsync();
    }

    [Theory]
    [InlineData("\"action\":\"reverse\"")]
    [InlineData("\"action\":\"reverse\",\"leverage\":\"50\"")]
    public async Task Alert_of_a_symbol_that_is_not_the_strategys_closes_no_other(string fields)
    {
        await using var bot = await AlertBot.OpenAsync();
        await bot.HoldAsync();

        var refused = await bot.SendAsync(fields + ",\"symbol\":\"BYBIT:DOGEUSDT.P\"", 400);

        Assert.NotNull(refused["errors"]!["symbol"]);
        Assert.Equal(0.01m, await bot.HeldAsync());
    }

    [Fact]
    public async Task Chart_that_was_an_alias_when_its_position_was_opened_closes_it_when_it_is_none_any_more()
    {
        await using var bot = await AlertBot.OpenAsync();
        await bot.StrategyAsync(static strategy => strategy["symbolAliases"] = new JsonObject { ["INDEX:BITCOIN"] = "BTCUSDT" });
        await bot.SendAsync("\"action\":\"buy\",\"symbol\":\"INDEX:BITCOIN\"");
        await bot.HeldAsync(0.01m);
        await bot.StrategyAsync();

        await bot.SendAsync("\"action\":\"close\",\"symbol\":\"INDEX:BITCOIN\"");

        await bot.FlatAsync();
    }

    [Fact]
    public async Task Exit_of_a_position_that_is_just_being_opened_passes_after_its_symbol_is_gone()
    {
        await using var bot = await AlertBot.OpenAsync();
        await bot.Host.Controls.FaultAsync("/v5/account/wallet-balance", "delayAfter", count: 3, delayMs: 1500);
        var entry = await bot.SendAsync("\"action\":\"buy\"");
        await bot.StrategyAsync(static strategy => strategy["symbols"] = new JsonArray("ETHUSDT"));

        Assert.Equal("received", (string?)(await bot.GetAsync($"signals/{entry["signalId"]}"))["status"]);
        await bot.SendAsync("\"action\":\"close\"");

        await bot.EndAsync(entry);
        await bot.FlatAsync();
    }

    [Fact]
    public async Task Exit_closes_nothing_of_another_strategy()
    {
        await using var bot = await AlertBot.OpenAsync();
        await bot.HoldAsync();
        await bot.StrategyAsync(static strategy => strategy["symbols"] = new JsonArray("ETHUSDT"), key: "other");
        var close = $$"""{"secret":"{{AlertBot.Secret}}","symbol":"{{AlertBot.Perpetual}}","action":"close"}""";

        await bot.PostAsync(close, 400, path: "other");

        Assert.Equal(0.01m, await bot.HeldAsync());
    }

    [Fact]
    public async Task Strategy_moved_to_spot_still_closes_its_perpetual()
    {
        await using var bot = await AlertBot.OpenAsync();
        await bot.HoldAsync();
        await bot.StrategyAsync(static strategy =>
        {
            strategy["category"] = "spot";
            strategy["direction"] = "long";
            strategy["leverage"] = null;
        });

        await bot.SendAsync("\"action\":\"close\"");

        await bot.FlatAsync();
    }

    [Fact]
    public async Task Reversal_of_a_strategy_made_dry_since_closes_and_opens_nothing()
    {
        await using var bot = await AlertBot.OpenAsync();
        await bot.HoldAsync();
        await bot.StrategyAsync(static strategy => strategy["dryRun"] = true);

        var answer = await bot.SendAsync("\"action\":\"reverse\"");

        await bot.FlatAsync();
        Assert.Equal("completed signal.dryRun", await bot.WordAsync(answer));
        Assert.Equal(1, await bot.Host.Controls.SentEntriesAsync());
    }

    [Fact]
    public async Task Exit_that_says_dry_run_itself_sends_nothing()
    {
        await using var bot = await AlertBot.OpenAsync();
        await bot.HoldAsync();

        Assert.Equal("completed signal.dryRun", await bot.WordAsync(await bot.SendAsync("\"action\":\"close\",\"dryRun\":true")));

        Assert.Equal(0.01m, await bot.HeldAsync());
    }
}
