using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TradingBot.Core.Foundation;
using TradingBot.Core.Signals;
using TradingBot.Core.Trades;
using TradingBot.Functions.Tests.Trading;

namespace TradingBot.Functions.Tests.Orchestrations;

/// <summary>Targets of a trade are changed over HTTP, with the trade's run carrying it out.</summary>
public sealed class ChangeTargetsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Targets_are_looked_at_changed_and_hit_with_the_result_that_was_told()
    {
        await using var host = await TradingTestHost.OpenAsync();
        var open = await OpenAsync(host);
        var entry = open.EntryPrice!.Value;
        object body = new
        {
            takeProfits = new object[]
            {
                new { price = entry + 900.07m, close = 40 },
                new { r = 1.5, close = "60" },
            },
            openQuantity = open.OpenQuantity,
        };

        var preview = await ChangeAsync(host, open, With(body, "preview", true), 200);
        Assert.Equal(("preview", "0"), ((string?)preview["status"], (string?)preview["restQuantity"]));
        Assert.Equal(["0.004", "0.006"], preview["takeProfits"]!.AsArray().Select(static target => (string?)target!["quantity"]));
        Assert.Equal(Text(Rounding(entry + 900.07m)), (string?)preview["takeProfits"]![0]!["price"]);
        Assert.Equal(0, (await host.Driver.TradeAsync(open.Id)).TargetsVersion);
        var answer = await ChangeAsync(host, open, With(body, "reason", "news"), 202);
        Assert.Equal("changing", (string?)answer["status"]);
        Assert.Equal((string?)preview["profitIfAllHit"], (string?)answer["profitIfAllHit"]);

        await host.TradeInAsync(open.Id, static trade => trade is { TargetsAskedAt: null, TargetsVersion: 1 });
        var shown = (await host.Http.GetFromJsonAsync<JsonObject>($"api/trades/{open.Id}", Token))!["takeProfits"]!.AsArray();
        Assert.Equal(PricesOf(preview["takeProfits"]!.AsArray()), PricesOf(shown));
        Assert.Contains(TradeEventKinds.TargetsChanged, await host.Driver.StoryAsync(open.Id));
        await host.Controls.PriceAsync(decimal.Parse((string)preview["takeProfits"]![1]!["price"]!));
        var closed = await host.TradeInAsync(open.Id, TradingTestHost.IsClosed);
        Assert.Equal(CloseReason.TakeProfit, closed.CloseReason);
        // The taker's fee was counted, and the orders rested.
        Assert.InRange(closed.RealizedPnl!.Value, decimal.Parse((string)answer["profitIfAllHit"]!), decimal.Parse((string)answer["profitIfAllHit"]!) + 0.5m);
        var written = (await host.Http.GetFromJsonAsync<JsonObject>("api/audit", Token))!["items"]!.AsArray()
            .Single(static line => (string?)line!["action"] == "trade.targetsChanged")!;
        Assert.Equal("news", (string?)written["detail"]!["reason"]);
    }

    [Theory]
    [InlineData("{}", "takeProfits")]
    [InlineData("""{"takeProfits":null}""", "takeProfits")]
    [InlineData("""{"takeProfits":"70000"}""", "takeProfits")]
    [InlineData("""{"takeProfits":[70000]}""", "takeProfits")]
    [InlineData("""{"takeProfits":[{}]}""", "takeProfits[0].percent")]
    [InlineData("""{"takeProfits":[{"price":"0"}]}""", "takeProfits[0].price")]
    [InlineData("""{"takeProfits":[{"price":"NaN"}]}""", "takeProfits[0].price")]
    [InlineData("""{"takeProfits":[{"price":"70000","r":"2"}]}""", "takeProfits[0].percent")]
    [InlineData("""{"takeProfits":[{"atr":"2"}]}""", "takeProfits[0].atr")]
    [InlineData("""{"takeProfits":[{"price":"70000","closes":"50"}]}""", "takeProfits[0].closes")]
    [InlineData("""{"takeProfits":[{"price":"70000","close":"0"}]}""", "takeProfits[0].close")]
    [InlineData("""{"takeProfits":[{"price":"70000","close":"50"},{"price":"71000"}]}""", "takeProfits[1].close")]
    [InlineData("""{"takeProfits":[{"price":"70000","close":"50"},{"price":"71000","close":"50.01"}]}""", "takeProfits")]
    [InlineData("""{"takeProfits":[],"preview":1}""", "preview")]
    [InlineData("""{"takeProfits":[],"openQuantity":"half"}""", "openQuantity")]
    [InlineData("""{"takeProfits":[],"target":"1"}""", "target")]
    public async Task Body_that_tells_no_targets_is_refused_by_its_field(string body, string field)
    {
        await using var host = await TradingTestHost.OpenAsync();
        var open = await OpenAsync(host);

        Assert.NotNull((await ChangeAsync(host, open, JsonNode.Parse(body)!, 400))["errors"]![field]);
        Assert.Equal(0, (await host.Driver.TradeAsync(open.Id)).TargetsVersion);
    }

    [Fact]
    public async Task What_the_trade_cannot_have_is_refused_with_its_code_and_numbers()
    {
        await using var host = await TradingTestHost.OpenAsync();
        var open = await OpenAsync(host);

        await RefusedAsync("target.passed", """{"takeProfits":[{"price":"68000"}]}""", "68000");
        await RefusedAsync("risk.targetTooSmall", """{"takeProfits":[{"price":"70000","close":"5"}]}""", "0.01");
        await RefusedAsync("trade.changed", """{"takeProfits":[],"openQuantity":"0.02"}""", "0.01");
        using var unknown = await host.Http.PostAsJsonAsync($"api/trades/{Guid.NewGuid()}/targets", new { takeProfits = Array.Empty<object>() }, Token);
        Assert.Equal(404, (int)unknown.StatusCode);
        await host.Controls.FaultAsync(PaperExchangeControls.Create, "retCode", count: 1000, retCode: 110063);
        using var closing = await host.Http.PostAsJsonAsync($"api/trades/{open.Id}/close", new { }, Token);
        Assert.Equal(202, (int)closing.StatusCode);
        await RefusedAsync("trade.busy", """{"takeProfits":[]}""", "being closed");
        await host.Controls.HealAsync();
        await host.TradeInAsync(open.Id, TradingTestHost.IsClosed);
        await RefusedAsync("trade.notOpen", """{"takeProfits":[]}""", "open");

        async Task RefusedAsync(string code, string body, string told)
        {
            var problem = await ChangeAsync(host, open, JsonNode.Parse(body)!, 409);
            Assert.Equal(code, (string?)problem["code"]);
            Assert.Contains(told, (string?)problem["detail"], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Process_that_dies_after_it_was_asked_changes_the_targets_all_the_same()
    {
        await using var host = await TradingTestHost.OpenAsync();
        var open = await OpenAsync(host);
        await host.Controls.FaultAsync(PaperExchangeControls.TradingStop, "dropBefore", count: 2);

        await ChangeAsync(host, open, JsonNode.Parse("""{"takeProfits":[{"percent":"1","close":"50"},{"percent":"2","close":"50"}]}""")!, 202);
        await host.KillAsync();
        await host.StartAsync();

        await host.TradeInAsync(open.Id, static trade => trade is { TargetsAskedAt: null, TargetsVersion: 1 });
        Assert.Null((await host.Driver.PositionAsync())!.TakeProfit);
        await host.Controls.PriceAsync(70_000m);
        Assert.Equal(CloseReason.TakeProfit, (await host.TradeInAsync(open.Id, TradingTestHost.IsClosed)).CloseReason);
    }

    private static IEnumerable<string?> PricesOf(JsonArray targets) => targets.Select(static target => (string?)target!["price"]);

    private static decimal Rounding(decimal price) => decimal.Floor(price * 10) / 10;

    private static string Text(decimal price) => DecimalText.Write(price);

    private static async Task<TradeRecord> OpenAsync(TradingTestHost host)
    {
        await host.Controls.PriceAsync(68_000m);
        await host.Driver.StrategyAsync();
        var signal = await host.Driver.AlertAsync(SignalAction.Buy);
        return await host.TradeOfAsync(signal, static trade => trade is { StopConfirmedAt: not null, FilledQuantity: > 0 });
    }

    private static JsonObject With(object body, string name, JsonNode value)
    {
        var json = System.Text.Json.JsonSerializer.SerializeToNode(body)!.AsObject();
        json[name] = value;
        return json;
    }

    private static async Task<JsonObject> ChangeAsync(TradingTestHost host, TradeRecord trade, JsonNode body, int status)
    {
        using var answer = await host.Http.PostAsJsonAsync($"api/trades/{trade.Id}/targets", body, Token);
        var text = await answer.Content.ReadAsStringAsync(Token);
        Assert.True((int)answer.StatusCode == status, $"{(int)answer.StatusCode} instead of {status}: {text}");
        return JsonNode.Parse(text)!.AsObject();
    }
}
