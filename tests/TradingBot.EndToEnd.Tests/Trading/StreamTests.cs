namespace TradingBot.EndToEnd.Tests.Trading;

/// <summary>News of the exchange wakes the trade they concern; without them the regular looks do the same, later.</summary>
public sealed class StreamTests
{
    [Fact]
    public async Task Exit_at_the_exchange_is_settled_long_before_the_next_regular_look()
    {
        await using var home = new BotHome();
        // An open trade is looked at once a minute: within the deadline only the stream can have told of its end.
        var bot = await home.StartAsync(("Trading__FollowSeconds", "60"));
        await bot.Exchange.HoldPricesAsync();
        var strategy = new TestStrategy("streamed", "BTCUSDT");
        await bot.Api.AddAsync(strategy);
        var signal = await bot.Api.AcceptedAsync(strategy, TestStrategy.Action("buy"));
        var open = await bot.Api.ProtectedTradeOfAsync(signal);

        await bot.Exchange.SetPriceAsync("BTCUSDT", open.Number("stopLoss"));

        var story = await bot.Api.TradeOfAsync(signal, "closed");
        Assert.Equal("stopLoss", story.Text("closeReason"));
        await ReconcileAssertions.AssertSettledAsync(bot, story);
    }

    [Fact]
    public async Task Without_streams_the_regular_looks_find_the_same()
    {
        await using var home = new BotHome();
        var bot = await home.StartAsync(("Bybit__Streams", "false"));
        await bot.Exchange.HoldPricesAsync();
        var strategy = new TestStrategy("polled", "BTCUSDT");
        await bot.Api.AddAsync(strategy);
        var signal = await bot.Api.AcceptedAsync(strategy, TestStrategy.Action("sell"));
        var open = await bot.Api.ProtectedTradeOfAsync(signal);

        await bot.Exchange.SetPriceAsync("BTCUSDT", open.Number("stopLoss"));

        var story = await bot.Api.TradeOfAsync(signal, "closed");
        Assert.Equal("stopLoss", story.Text("closeReason"));
        await ReconcileAssertions.AssertSettledAsync(bot, story);
    }
}
