namespace TradingBot.Functions.Tests.Webhooks;

/// <summary>What an exit closes does not depend on what else arrived, on how late it is, or on clocks that are wrong.</summary>
public sealed class ExitOrderTests
{
    [Theory]
    [InlineData("flat", "long", false)]
    [InlineData("flat", "long", true)]
    [InlineData("long", "flat", false)]
    public async Task Partial_and_full_exit_of_one_second_end_flat_in_either_order(string first, string second, bool isFlatBetween)
    {
        await using var bot = await AlertBot.OpenAsync();
        await bot.HoldAsync();
        bot.Host.Clock.Advance(TimeSpan.FromSeconds(2));
        var firedAt = bot.Host.Clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");

        await bot.SendAsync($"\"action\":\"sell\",\"position\":\"{first}\",\"firedAt\":\"{firedAt}\"");
        if (isFlatBetween)
            await bot.FlatAsync();
        var last = await bot.SendAsync($"\"action\":\"sell\",\"position\":\"{second}\",\"firedAt\":\"{firedAt}\"");

        await bot.EndAsync(last);
        await bot.FlatAsync();
        Assert.Equal(1, await bot.Host.Controls.SentEntriesAsync());
    }

    [Theory]
    [InlineData("\"action\":\"cancel\",\"firedAt\":\"2099-12-31T00:00:00Z\"")]
    [InlineData("\"action\":\"cancel\"")]
    [InlineData("\"action\":\"buy\",\"position\":\"long\",\"firedAt\":\"2099-12-31T00:00:00Z\"")]
    [InlineData("\"action\":\"sell\",\"position\":\"long\",\"firedAt\":\"2099-12-31T00:00:00Z\"")]
    [InlineData("\"position\":\"long\",\"firedAt\":\"2099-12-31T00:00:00Z\"")]
    public async Task Alert_that_changed_nothing_or_comes_from_the_future_outranks_no_exit(string fields)
    {
        await using var bot = await AlertBot.OpenAsync();
        await bot.HoldAsync();
        await bot.EndAsync(await bot.SendAsync(fields));

        await bot.SendAsync("\"action\":\"close\"");

        await bot.FlatAsync();
    }

    [Fact]
    public async Task Exit_from_the_future_outranks_no_later_entry()
    {
        await using var bot = await AlertBot.OpenAsync();
        await bot.HoldAsync();
        await bot.SendAsync("\"action\":\"close\",\"firedAt\":\"2099-12-31T00:00:00Z\"");
        await bot.FlatAsync();

        await bot.HoldAsync("sell");
    }

    [Fact]
    public async Task Exit_without_a_time_is_a_repeat_only_until_something_was_opened_since()
    {
        await using var bot = await AlertBot.OpenAsync();
        await bot.HoldAsync();
        var first = await bot.SendAsync("\"action\":\"close\"");
        await bot.SendAsync("\"action\":\"close\"", 200);
        await bot.FlatAsync();
        Assert.Equal((string?)first["signalId"], (string?)(await bot.SendAsync("\"action\":\"close\"", 200))["signalId"]);
        await bot.HoldAsync("sell");

        var second = await bot.SendAsync("\"action\":\"close\"");

        await bot.FlatAsync();
        Assert.False((bool)second["duplicate"]!);
        Assert.Equal((string?)first["signalId"], (string?)(await bot.SendAsync("\"action\":\"close\"", 200))["signalId"]);
    }

    [Fact]
    public async Task Exit_without_a_time_closes_what_was_opened_since_also_across_a_minutes_edge()
    {
        await using var bot = await AlertBot.OpenAsync();
        await bot.HoldAsync();
        // The exit arrives near the end of a minute, the next one in the minute after it and less than a minute later.
        bot.Host.Clock.Advance(ToNextMinute(bot) + TimeSpan.FromSeconds(57));
        await bot.SendAsync("\"action\":\"close\"");
        var minute = bot.Host.Clock.GetUtcNow().Minute;
        await bot.FlatAsync();
        await bot.HoldAsync("sell");
        if (bot.Host.Clock.GetUtcNow().Minute == minute)
            bot.Host.Clock.Advance(ToNextMinute(bot));

        var second = await bot.SendAsync("\"action\":\"close\"");

        Assert.False((bool)second["duplicate"]!);
        await bot.FlatAsync();
    }

    [Fact]
    public async Task Exit_of_an_hour_ago_closes_what_was_opened_before_it()
    {
        await using var bot = await AlertBot.OpenAsync();
        await bot.HoldAsync();
        var firedAt = bot.Host.Clock.GetUtcNow().AddSeconds(1);
        bot.Host.Clock.Advance(TimeSpan.FromHours(1));

        await bot.SendAsync($"\"action\":\"close\",\"firedAt\":\"{firedAt:O}\"");

        await bot.FlatAsync();
    }

    [Fact]
    public async Task Exit_of_an_earlier_position_leaves_a_later_one_alone()
    {
        await using var bot = await AlertBot.OpenAsync();
        await bot.HoldAsync();
        var firedAt = bot.Host.Clock.GetUtcNow().AddMinutes(-1);

        Assert.Equal("denied signal.superseded", await bot.WordAsync(await bot.SendAsync($"\"action\":\"close\",\"firedAt\":\"{firedAt:O}\"")));

        Assert.Equal(0.01m, await bot.HeldAsync());
        var notices = (await bot.GetAsync("notifications"))["items"]!.AsArray();
        var told = Assert.Single(notices, static notice => (string?)notice!["kind"] == "exitRefused");
        Assert.Contains("An exit for \"BYBIT:BTCUSDT.P\" was refused and closed nothing: ", (string?)told!["body"], StringComparison.Ordinal);
        Assert.Contains("Still open: BTCUSDT long.", (string?)told!["body"], StringComparison.Ordinal);
    }

    private static TimeSpan ToNextMinute(AlertBot bot) =>
        TimeSpan.FromTicks(TimeSpan.TicksPerMinute - (bot.Host.Clock.GetUtcNow().Ticks % TimeSpan.TicksPerMinute));
}
