using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TradingBot.Core.Foundation;
using TradingBot.Core.Signals;
using TradingBot.Core.Trades;
using TradingBot.Functions.Tests.Trading;

namespace TradingBot.Functions.Tests.Orchestrations;

/// <summary>A part of a trade is closed by hand over HTTP, and by an alert, with orchestrations running by themselves.</summary>
public sealed class PartialCloseTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Half_is_closed_by_hand_and_then_the_rest()
    {
        await using var host = await TradingTestHost.OpenAsync();
        var open = await OpenAsync(host);

        var answer = await CloseAsync(host, open, new { percent = "50", reason = "enough" }, 202);

        Assert.Equal("reducing", (string?)answer["status"]);
        await host.TradeInAsync(open.Id, static trade => trade is { Reduction: null, ExitedQuantity: 0.005m });
        Assert.Equal(0.005m, (await host.Driver.PositionAsync())!.Quantity);
        var shown = await host.Http.GetFromJsonAsync<JsonObject>($"api/trades/{open.Id}", Token);
        Assert.Equal(("0.005", null), ((string?)shown!["openQuantity"], shown["reducingQuantity"]));
        Assert.Equal("closing", (string?)(await CloseAsync(host, open, new { percent = 100 }, 202))["status"]);
        var closed = await host.TradeInAsync(open.Id, TradingTestHost.IsClosed);
        Assert.Equal((CloseReason.Manual, 0.01m), (closed.CloseReason, closed.ExitedQuantity));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("100.5")]
    [InlineData("half")]
    [InlineData("NaN")]
    public async Task Part_that_is_none_is_refused_by_its_name(string percent)
    {
        await using var host = await TradingTestHost.OpenAsync();
        var open = await OpenAsync(host);

        var problem = await CloseAsync(host, open, new { percent }, 400);

        Assert.NotNull(problem["errors"]!["percent"]);
        Assert.Null((await host.Driver.TradeAsync(open.Id)).Reduction);
    }

    /// <summary>Where leaving the percentage out closes all, a body that meant a part and does not say it must not.</summary>
    [Theory]
    [InlineData("""{"percnt":"25"}""", "percnt")]
    [InlineData("""{"Percent":"25"}""", "Percent")]
    [InlineData("""{"size":"0.01"}""", "size")]
    [InlineData("""{"percent":null}""", "percent")]
    [InlineData("""{"openQuantity":"0.01"}""", "percent")]
    [InlineData("""{"percent":"25","openQuantity":"0"}""", "openQuantity")]
    public async Task Body_that_does_not_tell_its_part_closes_nothing(string body, string field)
    {
        await using var host = await TradingTestHost.OpenAsync();
        var open = await OpenAsync(host);

        var problem = await CloseAsync(host, open, JsonNode.Parse(body)!, 400);

        Assert.NotNull(problem["errors"]![field]);
        var left = await host.Driver.TradeAsync(open.Id);
        Assert.Equal((null, null), (left.Reduction, left.CloseRequestedAt));
    }

    [Fact]
    public async Task Part_that_is_too_small_is_refused_with_the_numbers()
    {
        await using var host = await TradingTestHost.OpenAsync();
        var open = await OpenAsync(host);

        var problem = await CloseAsync(host, open, new { percent = 9 }, 409);

        Assert.Equal(DenialCodes.ReduceTooSmall, (string?)problem["code"]);
        Assert.Contains("0.01", (string?)problem["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Second_part_by_hand_is_refused_while_the_first_is_being_closed()
    {
        await using var host = await TradingTestHost.OpenAsync();
        var open = await OpenAsync(host);
        await host.Controls.FaultAsync(PaperExchangeControls.Create, "retCode", count: 3, retCode: 110007);

        await CloseAsync(host, open, new { percent = 30 }, 202);
        var problem = await CloseAsync(host, open, new { percent = 30 }, 409);
        Assert.Equal("trade.busy", (string?)problem["code"]);
        Assert.StartsWith("A part of the trade is being closed: 0.003 BTCUSDT. ", (string?)problem["detail"], StringComparison.Ordinal);

        await host.TradeInAsync(open.Id, static trade => trade is { Reduction: null, ExitedQuantity: 0.003m });
    }

    [Fact]
    public async Task Part_and_targets_by_hand_are_refused_with_the_addition_that_is_under_way()
    {
        await using var host = await TradingTestHost.OpenAsync();
        await host.Driver.StrategyAsync(static strategy => strategy with { Pyramiding = 1 });
        var open = await host.TradeOfAsync(await host.Driver.AlertAsync(SignalAction.Buy), TradingTestHost.IsOpen);
        await host.Controls.FaultAsync(PaperExchangeControls.Create, "slowFill", delayMs: 4000);
        await host.Driver.AlertAsync(SignalAction.Add);
        await host.TradeInAsync(open.Id, static trade => trade.Addition is not null);

        using var targets = await host.Http.PostAsJsonAsync(
            $"api/trades/{open.Id}/targets", new { takeProfits = Array.Empty<object>() }, Token);
        var refused = JsonNode.Parse(await targets.Content.ReadAsStringAsync(Token))!.AsObject();
        foreach (var problem in (JsonObject[])[await CloseAsync(host, open, new { percent = 50 }, 409), refused])
        {
            Assert.Equal("trade.busy", (string?)problem["code"]);
            Assert.StartsWith(
                "The position is being added to: 0.01 BTCUSDT are on their way. ", (string?)problem["detail"], StringComparison.Ordinal);
        }

        await host.TradeInAsync(open.Id, static trade => trade is { Addition: null, OpenQuantity: 0.02m });
    }

    [Fact]
    public async Task Exchange_that_refuses_to_tell_how_much_a_part_is_is_told_with_its_words()
    {
        await using var host = await TradingTestHost.OpenAsync();
        var open = await OpenAsync(host);
        await host.Controls.FaultAsync("/v5/position/list", "retCode", count: 1000, retCode: 10003);

        var problem = await CloseAsync(host, open, new { percent = 50 }, 503);

        Assert.Equal(("exchange.unavailable", "The exchange refuses to answer"), ((string?)problem["code"], (string?)problem["title"]));
        Assert.Matches(
            "^How much that is could not be asked: The exchange refused to answer: .*[^.][.] Closing all of it needs no answer[.]$",
            (string?)problem["detail"]);
        await host.Controls.HealAsync();
    }

    [Fact]
    public async Task Part_that_is_asked_for_again_because_the_answer_was_lost_is_closed_once()
    {
        await using var host = await TradingTestHost.OpenAsync();
        var open = await OpenAsync(host);
        var asked = new { percent = "30", openQuantity = "0.010" };
        await CloseAsync(host, open, asked, 202);
        await host.TradeInAsync(open.Id, static trade => trade is { Reduction: null, ExitedQuantity: 0.003m });

        var problem = await CloseAsync(host, open, asked, 409);

        Assert.Equal("trade.changed", (string?)problem["code"]);
        Assert.Contains("0.007", (string?)problem["detail"], StringComparison.Ordinal);
        Assert.Equal(0.007m, (await host.Driver.PositionAsync())!.Quantity);
    }

    [Fact]
    public async Task Process_that_dies_in_the_middle_closes_the_part_once()
    {
        await using var host = await TradingTestHost.OpenAsync();
        var open = await OpenAsync(host);
        await host.Controls.FaultAsync(PaperExchangeControls.Create, "dropAfter");

        await CloseAsync(host, open, new { percent = 30 }, 202);
        await host.KillAsync();
        await host.StartAsync();

        await host.TradeInAsync(open.Id, static trade => trade is { Reduction: null, ExitedQuantity: 0.003m });
        Assert.Equal(0.007m, (await host.Driver.PositionAsync())!.Quantity);
    }

    [Fact]
    public async Task Alert_closes_its_share_of_what_is_really_held()
    {
        await using var host = await TradingTestHost.OpenAsync();
        var open = await OpenAsync(host);

        var alert = await host.Driver.AlertAsync(static signal => signal with
        {
            Action = SignalAction.Sell,
            Position = TargetPosition.Long,
            PrevPosition = TargetPosition.Long,
            PositionSize = 300,
            PrevPositionSize = 400,
        });

        await host.TradeInAsync(open.Id, static trade => trade is { Reduction: null, ExitedQuantity: 0.002m });
        Assert.Equal(SignalStatus.Completed, (await host.SignalInAsync(alert, SignalStatus.Completed)).Status);
        Assert.Equal(0.008m, (await host.Driver.PositionAsync())!.Quantity);
    }

    private static async Task<TradeRecord> OpenAsync(TradingTestHost host)
    {
        await host.Driver.StrategyAsync();
        return await host.TradeOfAsync(await host.Driver.AlertAsync(SignalAction.Buy), TradingTestHost.IsOpen);
    }

    private static async Task<JsonObject> CloseAsync(TradingTestHost host, TradeRecord trade, object body, int status)
    {
        using var answer = await host.Http.PostAsJsonAsync($"api/trades/{trade.Id}/close", body, Token);
        var text = await answer.Content.ReadAsStringAsync(Token);
        Assert.True(status == (int)answer.StatusCode, $"{(int)answer.StatusCode}: {text}");
        return JsonNode.Parse(text)!.AsObject();
    }
}
