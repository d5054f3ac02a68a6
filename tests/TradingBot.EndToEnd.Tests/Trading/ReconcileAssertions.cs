namespace TradingBot.EndToEnd.Tests.Trading;

/// <summary>Holds what the bot says against what the exchange says, to the last digit.</summary>
internal static class ReconcileAssertions
{
    /// <summary>A closed trade: its profit is that of the exchange's row, and its own fills and fees add up to it.</summary>
    public static async Task AssertSettledAsync(BotProcess bot, JsonNode story)
    {
        Assert.Equal("closed", story.Text("status"));
        var exit = story.Items("fills").Last(static fill => fill.Text("role") != "entry");
        var rows = await bot.Exchange.ClosedPnlAsync();
        var own = rows.Where(row => row.Number("avgExitPrice") == exit.Number("price") && row.Time() >= story.Time("createdAt")).ToList();
        var pnl = story.Number("realizedPnl");
        Assert.Equal(Assert.Single(own).Number("closedPnl"), pnl);

        var fills = story.Items("fills");
        var cash = fills.Sum(static fill => fill.Number("value") * (fill.Text("side") == "sell" ? 1 : -1));
        var fees = fills.Sum(static fill => fill.Number("fee"));
        Assert.Equal(cash - fees, pnl);
        Assert.Equal(fees, story.Number("fees"));
        Assert.True(fees > 0, "A market order has a fee.");
    }

    /// <summary>Events in the order they must have happened in.</summary>
    public static void AssertStory(JsonNode story, params string[] kinds)
    {
        var told = story.Items("events").Select(static line => line.Required("kind")).ToList();
        Assert.True(kinds.SequenceEqual(told.Where(kinds.Contains)), $"The story is {string.Join(" ", told)}");
        var times = story.Items("events").Select(static line => line.Time("at")).ToList();
        Assert.Equal(times.Order(), times);
    }

    /// <summary>Flat: the exchange's wallet is the start plus all its closed rows, and the bot's account shows the same.</summary>
    public static async Task AssertAccountAgreesAsync(BotProcess bot)
    {
        Assert.DoesNotContain(await bot.Exchange.PositionsAsync(), static row => row.Number("size") != 0);
        var wallet = await bot.Exchange.WalletAsync();
        var rows = await bot.Exchange.ClosedPnlAsync();
        Assert.Equal(PaperExchangeClient.InitialWallet + rows.Sum(static row => row.Number("closedPnl")), wallet);
        var trades = await bot.Api.TradesAsync("closed");
        Assert.Equal(rows.Sum(static row => row.Number("closedPnl")), trades.Sum(
            static trade => trade.Text("realizedPnl") is null ? 0 : trade.Number("realizedPnl")));
        await Eventually.ValueAsync(
            () => bot.Api.GetAsync("api/account"),
            account => account.Text("walletBalance") is not null && account.Number("walletBalance") == wallet
                && account.Number("totalEquity") == wallet,
            $"The account does not show the exchange's {wallet}",
            Deadlines.Effect,
            TestContext.Current.CancellationToken);
        Assert.Empty((await bot.Api.GetAsync("api/discrepancies")).Items());
    }

    private static DateTimeOffset Time(this JsonNode row) => DateTimeOffset.FromUnixTimeMilliseconds((long)row.Number("createdTime"));
}
