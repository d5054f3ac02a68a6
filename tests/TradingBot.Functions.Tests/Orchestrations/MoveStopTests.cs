using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TradingBot.Core.Signals;
using TradingBot.Core.Trades;
using TradingBot.Functions.Tests.Trading;

namespace TradingBot.Functions.Tests.Orchestrations;

/// <summary>A stop is moved by hand over HTTP, with the trade's run carrying it out.</summary>
public sealed class MoveStopTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stop_is_looked_at_moved_and_hit_with_the_result_that_was_told()
    {
        await using var host = await TradingTestHost.OpenAsync();
        var open = await OpenAsync(host);
        var wanted = open.PlannedStopLoss!.Value + 600.04m;
        var stop = open.PlannedStopLoss.Value + 600.1m;

        var preview = await MoveAsync(host, open, new { stopLoss = wanted, preview = true }, 200);
        Assert.Equal("preview", (string?)preview["status"]);
        Assert.Equal((Text(stop), "USDT"), ((string?)preview["stopLoss"], (string?)preview["settleCoin"]));
        Assert.Null((await host.Driver.TradeAsync(open.Id)).AskedStop);
        var answer = await MoveAsync(host, open, new { stopLoss = wanted, reason = "news" }, 202);
        Assert.Equal("moving", (string?)answer["status"]);
        Assert.Equal((string?)preview["profitIfHit"], (string?)answer["profitIfHit"]);

        var moved = await host.TradeInAsync(open.Id, static trade => trade is { AskedStop: null, MovedStopLoss: not null });
        var page = (await host.Http.GetFromJsonAsync<JsonObject>($"api/trades/{open.Id}", Token))!;
        var shown = page["stopMoves"]!;
        Assert.Equal((Text(stop), null), ((string?)shown["movedStopLoss"], shown["askedStopLoss"]));
        Assert.Equal((stop, stop, stop), (moved.StopLoss, moved.MovedStopLoss, (await host.Driver.PositionAsync())!.StopLoss));
        var story = page["events"]!.AsArray();
        Assert.Contains(story, static line => (string?)line!["kind"] == TradeEventKinds.StopRequested);
        var move = Assert.Single(story, static line => (string?)line!["kind"] == TradeEventKinds.StopTightened)!;
        Assert.Contains("moved by hand", (string?)move["message"], StringComparison.Ordinal);
        Assert.DoesNotContain(await host.Driver.NoticesAsync(), static notice => notice.Kind == "stopMoved");
        // A market order meets the other side of the book, a step away.
        await host.Controls.PriceAsync(stop);
        var closed = await host.TradeInAsync(open.Id, TradingTestHost.IsClosed);
        Assert.Equal(CloseReason.StopLoss, closed.CloseReason);
        Assert.InRange(closed.RealizedPnl!.Value - decimal.Parse((string)answer["profitIfHit"]!), -0.0011m, 0.0011m);
    }

    [Fact]
    public async Task Break_even_is_reckoned_by_the_bot()
    {
        await using var host = await TradingTestHost.OpenAsync();
        var open = await OpenAsync(host);
        await host.Controls.PriceAsync(decimal.Round(open.EntryPrice!.Value * 1.02m, 1));

        var answer = await MoveAsync(host, open, new { breakEven = true }, 202);

        var moved = await host.TradeInAsync(open.Id, static trade => trade is { AskedStop: null, MovedStopLoss: not null });
        Assert.Equal((string?)answer["stopLoss"], Text(moved.StopLoss!.Value));
        Assert.InRange(decimal.Parse((string)answer["profitIfHit"]!), 0m, 0.001m);
        Assert.Equal("stop.looser", (string?)(await MoveAsync(host, open, new { breakEven = true }, 409))["code"]);
    }

    [Theory]
    [InlineData("{}", "stopLoss")]
    [InlineData("""{"stopLoss":"0"}""", "stopLoss")]
    [InlineData("""{"stopLoss":"-1"}""", "stopLoss")]
    [InlineData("""{"stopLoss":"1000000000000.1"}""", "stopLoss")]
    [InlineData("""{"stopLoss":"79228162514264337593543950335"}""", "stopLoss")]
    [InlineData("""{"stopLoss":"cheap"}""", "stopLoss")]
    [InlineData("""{"stopLoss":"NaN"}""", "stopLoss")]
    [InlineData("""{"stopLoss":"67000","breakEven":true}""", "stopLoss")]
    [InlineData("""{"breakEven":false}""", "stopLoss")]
    [InlineData("""{"breakEven":"yes"}""", "breakEven")]
    [InlineData("""{"stopLoss":"67000","preview":1}""", "preview")]
    [InlineData("""{"stopLoss":"67000","price":"1"}""", "price")]
    public async Task Body_that_tells_no_stop_is_refused_by_its_field(string body, string field)
    {
        await using var host = await TradingTestHost.OpenAsync();
        var open = await OpenAsync(host);

        Assert.NotNull((await MoveAsync(host, open, JsonNode.Parse(body)!, 400))["errors"]![field]);
        Assert.Null((await host.Driver.TradeAsync(open.Id)).AskedStop);
    }

    [Fact]
    public async Task Stop_that_is_no_nearer_or_passed_is_refused_with_the_numbers()
    {
        await using var host = await TradingTestHost.OpenAsync();
        var open = await OpenAsync(host);
        var planned = open.PlannedStopLoss!.Value;

        foreach (var looser in (decimal[])[planned, planned - 0.1m, 1m])
        {
            var problem = await MoveAsync(host, open, new { stopLoss = looser }, 409);
            Assert.Equal("stop.looser", (string?)problem["code"]);
            Assert.Contains(Text(planned), (string?)problem["detail"], StringComparison.Ordinal);
        }

        foreach (var passed in (decimal[])[68_000m, 68_000.1m, 90_000m])
            Assert.Equal("stop.passed", (string?)(await MoveAsync(host, open, new { stopLoss = passed }, 409))["code"]);
        Assert.Null((await host.Driver.TradeAsync(open.Id)).AskedStop);
        await MoveAsync(host, open, new { stopLoss = planned + 0.1m, preview = true }, 200);
    }

    [Fact]
    public async Task Two_that_are_asked_at_once_end_at_the_nearer_one()
    {
        await using var host = await TradingTestHost.OpenAsync();
        var open = await OpenAsync(host);
        var planned = open.PlannedStopLoss!.Value;

        var answers = await Task.WhenAll(Enumerable.Range(1, 4).Select(
            step => host.Http.PostAsJsonAsync($"api/trades/{open.Id}/stops", new { stopLoss = planned + (100 * step) }, Token)));

        Assert.All(answers, static answer => Assert.Contains((int)answer.StatusCode, (int[])[202, 409]));
        var moved = await host.TradeInAsync(open.Id, trade => trade.AskedStop is null && trade.MovedStopLoss == planned + 400m);
        Assert.Equal(planned + 400m, moved.StopLoss);
    }

    [Fact]
    public async Task Trade_that_is_closing_or_closed_moves_no_stop()
    {
        await using var host = await TradingTestHost.OpenAsync();
        var open = await OpenAsync(host);
        await host.Controls.FaultAsync(PaperExchangeControls.Create, "retCode", count: 1000, retCode: 110063);
        using var closing = await host.Http.PostAsJsonAsync($"api/trades/{open.Id}/close", new { }, Token);
        Assert.Equal(202, (int)closing.StatusCode);

        Assert.Equal("trade.busy", (string?)(await MoveAsync(host, open, new { stopLoss = open.PlannedStopLoss + 100m }, 409))["code"]);

        await host.Controls.HealAsync();
        await host.TradeInAsync(open.Id, TradingTestHost.IsClosed);
        Assert.Equal("trade.notOpen", (string?)(await MoveAsync(host, open, new { breakEven = true }, 409))["code"]);
        using var unknown = await host.Http.PostAsJsonAsync($"api/trades/{Guid.NewGuid()}/stops", new { breakEven = true }, Token);
        Assert.Equal(404, (int)unknown.StatusCode);
    }

    [Fact]
    public async Task Process_that_dies_after_it_was_asked_moves_the_stop_all_the_same()
    {
        await using var host = await TradingTestHost.OpenAsync();
        var open = await OpenAsync(host);
        await host.Controls.FaultAsync(PaperExchangeControls.TradingStop, "dropBefore", count: 2);
        var stop = open.PlannedStopLoss!.Value + 300m;

        await MoveAsync(host, open, new { stopLoss = stop }, 202);
        await host.KillAsync();
        await host.StartAsync();

        await host.TradeInAsync(open.Id, trade => trade is { AskedStop: null } && trade.MovedStopLoss == stop);
        Assert.Equal(stop, (await host.Driver.PositionAsync())!.StopLoss);
    }

    private static async Task<TradeRecord> OpenAsync(TradingTestHost host)
    {
        await host.Controls.PriceAsync(68_000m);
        await host.Driver.StrategyAsync(static strategy => strategy with { TakeProfits = [] });
        var signal = await host.Driver.AlertAsync(SignalAction.Buy);
        return await host.TradeOfAsync(signal, static trade => trade is { StopConfirmedAt: not null, FilledQuantity: > 0 });
    }

    private static string Text(decimal price) => Core.Foundation.DecimalText.Write(price);

    private static async Task<JsonObject> MoveAsync(TradingTestHost host, TradeRecord trade, object body, int status)
    {
        using var answer = await host.Http.PostAsJsonAsync($"api/trades/{trade.Id}/stops", body, Token);
        var text = await answer.Content.ReadAsStringAsync(Token);
        Assert.True((int)answer.StatusCode == status, $"{(int)answer.StatusCode} instead of {status}: {text}");
        return JsonNode.Parse(text)!.AsObject();
    }
}
