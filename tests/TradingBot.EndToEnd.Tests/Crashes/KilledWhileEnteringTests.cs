namespace TradingBot.EndToEnd.Tests.Crashes;

/// <summary>The bot dies between writing an entry order down and learning what became of it.</summary>
public sealed class KilledWhileEnteringTests
{
    [Fact]
    public async Task Order_filled_but_never_answered_is_found_and_protected()
    {
        await using var paper = await PaperProcess.StartAsync();
        await using var home = new BotHome { Exchange = paper.Address };
        var strategy = new TestStrategy("unanswered", "BTCUSDT");
        var bot = await home.StartAsync();
        await bot.Api.AddAsync(strategy);
        await paper.Exchange.AddFaultAsync(new { path = "/v5/order/create", kind = "delayAfter", delayMs = 60_000 });
        var signal = await bot.Api.AcceptedAsync(strategy, TestStrategy.Action("buy"));
        await Eventually.TrueAsync(
            async () => await paper.Exchange.PositionAsync("BTCUSDT") is not null, "The order did not reach the exchange", Deadlines.Effect,
            TestContext.Current.CancellationToken);

        await bot.KillAsync();
        bot = await home.StartAsync();

        await AssertOneProtectedEntryAsync(bot, signal, requests: 1);
    }

    [Fact]
    public async Task Order_that_never_arrived_is_sent_again_under_the_same_id()
    {
        await using var paper = await PaperProcess.StartAsync();
        await using var home = new BotHome { Exchange = paper.Address };
        var strategy = new TestStrategy("lost", "ETHUSDT");
        var bot = await home.StartAsync(("Trading__LookUpSeconds", "3"));
        await bot.Api.AddAsync(strategy);
        // The kill cuts the connection while the exchange still hesitates, so the order is never carried out.
        await paper.Exchange.AddFaultAsync(new { path = "/v5/order/create", kind = "delay", delayMs = 60_000 });
        var signal = await bot.Api.AcceptedAsync(strategy, TestStrategy.Action("buy"));
        var trade = (await bot.Api.SignalAsync(signal, static node => node.Text("tradeId") is not null)).Required("tradeId");
        await Eventually.TrueAsync(
            async () => (await bot.Api.StoryAsync(trade)).Items("events").Any(static line => line.Text("kind") == "entrySent"),
            "The entry is not written down as sent",
            Deadlines.Effect,
            TestContext.Current.CancellationToken);

        await bot.KillAsync();
        bot = await home.StartAsync(("Trading__LookUpSeconds", "3"));

        await AssertOneProtectedEntryAsync(bot, signal, requests: 1);
    }

    [Fact]
    public async Task Limit_order_filled_while_the_bot_was_dead_becomes_the_open_trade()
    {
        await using var paper = await PaperProcess.StartAsync();
        await using var home = new BotHome { Exchange = paper.Address };
        var strategy = new TestStrategy("resting", "SOLUSDT");
        var bot = await home.StartAsync();
        await bot.Api.AddAsync(strategy);
        var alert = TestStrategy.Action("buy");
        alert["orderType"] = "limit";
        alert["limitPrice"] = "148";
        var signal = await bot.Api.AcceptedAsync(strategy, alert);
        await Eventually.TrueAsync(
            async () => (await paper.Exchange.OpenOrdersAsync("SOLUSDT")).Count == 1, "The limit order does not rest", Deadlines.Effect,
            TestContext.Current.CancellationToken);

        await bot.KillAsync();
        await paper.Exchange.SetPriceAsync("SOLUSDT", 147.5m);
        bot = await home.StartAsync();

        await AssertOneProtectedEntryAsync(bot, signal, requests: 1);
    }

    private static async Task AssertOneProtectedEntryAsync(BotProcess bot, string signal, int requests)
    {
        var story = await bot.Api.ProtectedTradeOfAsync(signal);
        var entry = Assert.Single(story.Items("orders"), static order => order.Text("role") == "entry");
        Assert.Equal("filled", entry.Text("status"));
        Assert.Single(await bot.Exchange.EndedOrdersAsync(entry.Required("orderLinkId")));
        Assert.Equal(requests, (await bot.Exchange.CreateRequestsAsync()).Count);
        var position = await bot.Exchange.HeldAsync(story.Required("symbol"));
        Assert.Equal((story.Number("quantity"), story.Number("stopLoss")), (position.Number("size"), position.Number("stopLoss")));
    }
}
