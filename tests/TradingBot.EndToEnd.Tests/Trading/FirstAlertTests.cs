using System.Net;

namespace TradingBot.EndToEnd.Tests.Trading;

/// <summary>What a person does first: start the program, copy the line it prints, look.</summary>
[Collection(nameof(SharedBotTests))]
public sealed class FirstAlertTests(SharedBot shared)
{
    [Fact]
    public async Task Printed_alert_opens_one_protected_trade_however_often_it_is_sent()
    {
        var bot = await shared.FlatAsync();
        Assert.Equal(shared.Home.Address, bot.Dashboard);
        var (address, body) = Assert.NotNull(bot.PrintedAlert);

        var first = await BotClient.AlertAsync(address, body);
        Assert.Equal((HttpStatusCode.Accepted, "false"), (first.Status, first.Body.Text("duplicate")));
        var signal = first.Body.Required("signalId");
        var story = await bot.Api.ProtectedTradeOfAsync(signal);
        var second = await BotClient.AlertAsync(address, body);

        Assert.Equal((HttpStatusCode.OK, "true"), (second.Status, second.Body.Text("duplicate")));
        Assert.Equal(signal, second.Body.Required("signalId"));
        Assert.Equal(("sample", "BTCUSDT", "long", "open"), (story.Text("strategy"), story.Text("symbol"), story.Text("side"), story.Text(
            "status")));
        var entry = story.Number("entryPrice");
        Assert.InRange(story.Number("stopLoss"), entry * 0.975m, entry * 0.985m);
        Assert.InRange(story.Items("takeProfits").Single().Number("price"), entry * 1.035m, entry * 1.045m);

        var position = await bot.Exchange.HeldAsync("BTCUSDT");
        Assert.Equal("Buy", position.Text("side"));
        Assert.Equal(story.Number("quantity"), position.Number("size"));
        Assert.Equal(story.Number("stopLoss"), position.Number("stopLoss"));
        Assert.Equal(story.Items("takeProfits").Single().Number("price"), position.Number("takeProfit"));
        var link = story.Items("orders").Single(static order => order.Text("role") == "entry").Required("orderLinkId");
        Assert.Single(await bot.Exchange.EndedOrdersAsync(link));
        Assert.Single(await bot.Exchange.CreateRequestsAsync(), request => request.Text("orderLinkId") == link);
    }

    [Fact]
    public async Task Dashboard_and_health_are_served_from_the_printed_address()
    {
        var bot = await shared.FlatAsync();
        using var http = new HttpClient { BaseAddress = bot.Dashboard };

        var page = await http.GetStringAsync("/", TestContext.Current.CancellationToken);
        Assert.Contains("<div id=\"root\"", page, StringComparison.Ordinal);
        var health = JsonNode.Parse(await http.GetStringAsync("api/health", TestContext.Current.CancellationToken))!;
        Assert.Equal("Local", health.Text("authMode"));
        using var closed = await http.GetAsync("api/trades", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, closed.StatusCode);
    }
}
