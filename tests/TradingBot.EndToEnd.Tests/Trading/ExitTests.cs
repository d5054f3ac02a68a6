using System.Net;

namespace TradingBot.EndToEnd.Tests.Trading;

/// <summary>Every way out of a trade, from the alert to the settled profit.</summary>
[Collection(nameof(SharedBotTests))]
public sealed class ExitTests(SharedBot shared)
{
    // Without the acceptance: its time is when we heard of it, and a fill's time is the exchange's.
    private static readonly string[] Opening = ["signalReceived", "decided", "entrySent", "entryFilled", "stopConfirmed"];

    [Fact]
    public async Task Target_reached_closes_the_long_with_the_profit_of_the_exchange()
    {
        var (bot, strategy) = await ReadyAsync("target", "BTCUSDT");
        var signal = await bot.Api.AcceptedAsync(strategy, TestStrategy.Action("buy"));
        await bot.Api.ProtectedTradeOfAsync(signal);

        await bot.Exchange.SetPriceAsync("BTCUSDT", 63_000m);

        var story = await bot.Api.TradeOfAsync(signal, "closed");
        Assert.Equal("takeProfit", story.Text("closeReason"));
        Assert.True(story.Number("realizedPnl") > 0, "A target pays.");
        Assert.Equal("completed", (await bot.Api.SignalAsync(signal, static node => node.Text("status") == "completed")).Text("status"));
        ReconcileAssertions.AssertStory(story, [.. Opening, "exitFilled", "settled"]);
        await ReconcileAssertions.AssertSettledAsync(bot, story);
        await ReconcileAssertions.AssertAccountAgreesAsync(bot);
    }

    [Fact]
    public async Task Stop_reached_closes_the_short_for_about_the_risked_amount()
    {
        var (bot, strategy) = await ReadyAsync("stopped", "ETHUSDT");
        var signal = await bot.Api.AcceptedAsync(strategy, TestStrategy.Action("sell"));
        var open = await bot.Api.ProtectedTradeOfAsync(signal);
        Assert.Equal("short", open.Text("side"));
        Assert.True(open.Number("stopLoss") > open.Number("entryPrice"), "A short's stop lies above.");

        await bot.Exchange.SetPriceAsync("ETHUSDT", open.Number("stopLoss"));

        var story = await bot.Api.TradeOfAsync(signal, "closed");
        Assert.Equal("stopLoss", story.Text("closeReason"));
        Assert.InRange(-story.Number("realizedPnl"), story.Number("riskAmount") * 0.9m, story.Number("riskAmount") * 1.02m);
        ReconcileAssertions.AssertStory(story, [.. Opening, "exitFilled", "settled"]);
        await ReconcileAssertions.AssertSettledAsync(bot, story);
        await ReconcileAssertions.AssertAccountAgreesAsync(bot);
    }

    [Fact]
    public async Task Close_by_hand_is_carried_out_once()
    {
        var (bot, strategy) = await ReadyAsync("by-hand", "SOLUSDT");
        var signal = await bot.Api.AcceptedAsync(strategy, TestStrategy.Action("buy"));
        var trade = (await bot.Api.ProtectedTradeOfAsync(signal)).Required("id");

        var answer = await bot.Api.PostAsync($"api/trades/{trade}/close", new { reason = "seen enough" }, HttpStatusCode.Accepted);
        Assert.Equal(trade, answer.Text("tradeId"));

        var story = await bot.Api.TradeInAsync(trade, "closed");
        Assert.Equal("manual", story.Text("closeReason"));
        ReconcileAssertions.AssertStory(story, [.. Opening, "closeRequested", "exitSent", "exitFilled", "settled"]);
        Assert.Single(story.Items("orders"), static order => order.Text("role") == "exit");
        var again = await bot.Api.SendAsync(HttpMethod.Post, $"api/trades/{trade}/close", new { });
        Assert.Equal((HttpStatusCode.Conflict, "trade.notOpen"), (again.Status, again.Body.Text("code")));
        await ReconcileAssertions.AssertSettledAsync(bot, story);
        await ReconcileAssertions.AssertAccountAgreesAsync(bot);
    }

    [Fact]
    public async Task Alert_for_the_other_side_closes_first_and_then_opens()
    {
        var (bot, strategy) = await ReadyAsync("flip", "ETHUSDT");
        var first = await bot.Api.AcceptedAsync(strategy, TestStrategy.Position("long"));
        await bot.Api.ProtectedTradeOfAsync(first);

        var second = await bot.Api.AcceptedAsync(strategy, TestStrategy.Position("short"));

        var opened = await bot.Api.ProtectedTradeOfAsync(second);
        var closed = await bot.Api.TradeOfAsync(first, "closed");
        Assert.Equal(("short", "signal"), (opened.Text("side"), closed.Text("closeReason")));
        Assert.True(closed.Time("closedAt") <= opened.Time("openedAt"), "The old position goes before the new one comes.");
        await ReconcileAssertions.AssertSettledAsync(bot, closed);
        var position = await bot.Exchange.HeldAsync("ETHUSDT");
        Assert.Equal(("Sell", opened.Number("quantity")), (position.Text("side"), position.Number("size")));

        var third = await bot.Api.AcceptedAsync(strategy, TestStrategy.Position("flat"));
        var ended = await bot.Api.TradeOfAsync(second, "closed");
        Assert.Equal("signal", ended.Text("closeReason"));
        Assert.Equal("completed", (await bot.Api.SignalAsync(third, static node => node.Text("status") == "completed")).Text("status"));
        await ReconcileAssertions.AssertAccountAgreesAsync(bot);
    }

    [Fact]
    public async Task Halt_with_flatten_closes_everything_and_refuses_entries_until_resumed()
    {
        var (bot, btc) = await ReadyAsync("halted-btc", "BTCUSDT");
        var sol = new TestStrategy("halted-sol", "SOLUSDT");
        await bot.Api.AddAsync(sol);
        var signals = new[]
        {
            await bot.Api.AcceptedAsync(btc, TestStrategy.Action("buy")),
            await bot.Api.AcceptedAsync(sol, TestStrategy.Action("sell")),
        };
        foreach (var signal in signals)
            await bot.Api.ProtectedTradeOfAsync(signal);

        var halt = await bot.Api.PostAsync("api/halt", new { reason = "news", flatten = true });
        Assert.Equal(("true", "news"), (halt.Text("halted"), halt.Text("reason")));

        foreach (var signal in signals)
        {
            var story = await bot.Api.TradeOfAsync(signal, "closed");
            Assert.Equal("halt", story.Text("closeReason"));
            await ReconcileAssertions.AssertSettledAsync(bot, story);
        }

        Assert.Equal("trading.halted", await bot.Api.DenialOfAsync(await bot.Api.AcceptedAsync(btc, TestStrategy.Action("buy"))));
        var unexplained = await bot.Api.SendAsync(HttpMethod.Post, "api/resume", new { reason = "" });
        Assert.Equal(HttpStatusCode.BadRequest, unexplained.Status);
        await bot.Api.PostAsync("api/resume", new { reason = "news is out" });
        await bot.Api.ProtectedTradeOfAsync(await bot.Api.AcceptedAsync(btc, TestStrategy.Action("buy")));
        var audit = (await bot.Api.GetAsync("api/audit")).Items().Select(static line => line.Text("action"));
        Assert.Contains(audit, static action => action?.Contains("resume", StringComparison.OrdinalIgnoreCase) == true);
    }

    private async Task<(BotProcess Bot, TestStrategy Strategy)> ReadyAsync(string key, string symbol)
    {
        var bot = await shared.FlatAsync();
        var strategy = new TestStrategy(key, symbol);
        await bot.Api.AddAsync(strategy);
        return (bot, strategy);
    }
}
