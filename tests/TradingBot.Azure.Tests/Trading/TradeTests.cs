using System.Net;

namespace TradingBot.Azure.Tests.Trading;

/// <summary>Alerts on the genuine worker, from the webhook to the settled profit.</summary>
[Collection(nameof(SharedAzureBotTests))]
public sealed class TradeTests(SharedAzureBot shared)
{
    [Fact]
    public async Task Alerts_open_protect_turn_and_settle_trades()
    {
        var bot = await shared.BotAsync();
        var strategy = await bot.StrategyAsync("turn", "ETHUSDT");

        var alert = await bot.Api.AlertAsync(strategy, TestStrategy.Position("long"));
        Assert.Equal(HttpStatusCode.Accepted, alert.Status);
        var first = alert.Body.Required("signalId");
        var opened = await bot.Api.ProtectedTradeOfAsync(first);
        var position = await bot.Exchange.HeldAsync("ETHUSDT");
        Assert.Equal(("Buy", opened.Number("quantity")), (position.Text("side"), position.Number("size")));
        Assert.Equal(opened.Number("stopLoss"), position.Number("stopLoss"));

        var second = await bot.Api.AcceptedAsync(strategy, TestStrategy.Position("short"));
        var turned = await bot.Api.ProtectedTradeOfAsync(second);
        var closed = await bot.Api.TradeOfAsync(first, "closed");
        Assert.Equal(("short", "signal"), (turned.Text("side"), closed.Text("closeReason")));
        Assert.Equal("Sell", (await bot.Exchange.HeldAsync("ETHUSDT")).Text("side"));

        var third = await bot.Api.AcceptedAsync(strategy, TestStrategy.Position("flat"));
        var ended = await bot.Api.TradeOfAsync(second, "closed");
        await bot.Api.SignalAsync(third, static node => node.Text("status") == "completed");
        Assert.Null(await bot.Exchange.PositionAsync("ETHUSDT"));
        var settled = (await bot.Exchange.ClosedPnlAsync()).Where(static row => row.Text("symbol") == "ETHUSDT");
        Assert.Equal(settled.Sum(static row => row.Number("closedPnl")), closed.Number("realizedPnl") + ended.Number("realizedPnl"));
        bot.AssertNoErrors();
    }

    [Fact]
    public async Task Same_alert_again_is_told_apart_and_trades_once()
    {
        var bot = await shared.BotAsync();
        var strategy = await bot.StrategyAsync("twice", "SOLUSDT");
        var alert = TestStrategy.Action("buy");

        var first = await bot.Api.AlertAsync(strategy, alert);
        var second = await bot.Api.AlertAsync(strategy, alert);

        Assert.Equal((HttpStatusCode.Accepted, "false"), (first.Status, first.Body.Text("duplicate")));
        Assert.Equal((HttpStatusCode.OK, "true"), (second.Status, second.Body.Text("duplicate")));
        Assert.Equal(first.Body.Text("signalId"), second.Body.Text("signalId"));
        await bot.Api.ProtectedTradeOfAsync(first.Body.Required("signalId"));
        Assert.Equal(1, await bot.CountAsync("trading.trades where strategy = 'twice'"));
        bot.AssertNoErrors();
    }

    [Fact]
    public async Task Alert_with_a_wrong_token_is_refused_and_trades_nothing()
    {
        var bot = await shared.BotAsync();
        await bot.StrategyAsync("locked", "BTCUSDT");

        var answer = await bot.Api.AlertAsync(new TestStrategy("locked", "BTCUSDT"), TestStrategy.Action("buy"));

        Assert.Equal((HttpStatusCode.Unauthorized, "webhook.unauthorized"), (answer.Status, answer.Body.Text("code")));
        Assert.Equal(1, await bot.CountAsync("trading.signals where strategy = 'locked' and status = 'denied' and trade_id is null"));
        bot.AssertNoErrors();
    }
}
