using System.Globalization;
using System.Text.Json;
using TradingBot.Bybit.Tests.Stub;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using static TradingBot.Bybit.Tests.Stub.Routes;

namespace TradingBot.Bybit.Tests.Positions;

/// <summary>Stops, leverage and mode: what is sent, what is refused before it is sent, and what a position must show.</summary>
public sealed class StopRequestTests
{
    private static readonly TradingStop AStop = new(Category.Inverse, Symbol.Parse("BTCUSD"), 90m, 120m);

    private static readonly Dictionary<string, (TradingStop Stop, string Field)> Refused = new(StringComparer.Ordinal)
    {
        ["nothing"] = (AStop with { StopLoss = null, TakeProfit = null }, "neither StopLoss nor TakeProfit nor TrailingStop"),
        ["activation without trailing"] = (AStop with { ActivationPrice = 100m }, "ActivationPrice: only together"),
        ["activation of a trailing stop that goes"] =
            (AStop with { ActivationPrice = 100m, TrailingStop = 0m }, "ActivationPrice: only together"),
        ["stop below zero"] = (AStop with { StopLoss = -1m }, "must not be negative"),
        ["target below zero"] = (AStop with { TakeProfit = -1m }, "must not be negative"),
        ["trailing below zero"] = (AStop with { TrailingStop = -1m }, "must not be negative"),
        ["activation at zero"] = (AStop with { TrailingStop = 1m, ActivationPrice = 0m }, "ActivationPrice: must be greater"),
        ["spot"] = (AStop with { Category = Category.Spot }, "spot positions take no stop"),
        ["option"] = (AStop with { Category = Category.Option }, "option positions take no stop"),
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> RefusedStops => [.. Refused.Keys];

    [Theory]
    [MemberData(nameof(RefusedStops))]
    public async Task Stop_that_cannot_be_is_refused_by_its_field_without_asking(string name)
    {
        await using var fixture = await BybitFixture.OpenAsync();

        var error = Expect.Rejected(await fixture.Exchange.SetTradingStopAsync(Refused[name].Stop, Token));

        Assert.Contains(Refused[name].Field, error.Message, StringComparison.Ordinal);
        Assert.Equal(RetryGuidance.Permanent, error.Class);
        Assert.Empty(fixture.Stub.Requests);
    }

    [Fact]
    public async Task Stop_is_sent_field_by_field()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Stop, "{}");

        Expect.Accepted(await fixture.Exchange.SetTradingStopAsync(AStop with { TrailingStop = 5m, ActivationPrice = 110m }, Token));
        Expect.Accepted(await fixture.Exchange.SetTradingStopAsync(AStop with { StopLoss = null, TakeProfit = 0m }, Token));
        Expect.Accepted(await fixture.Exchange.SetTradingStopAsync(
            AStop with { StopLoss = null, TakeProfit = null, TrailingStop = 0m }, Token));

        var sent = fixture.Stub.Requests.Where(static request => request.Path == Stop).Select(static request => request.Body).ToList();
        AssertJson("""
            {"category":"inverse","symbol":"BTCUSD","tpslMode":"Full","positionIdx":0,"stopLoss":"90","takeProfit":"120","trailingStop":"5",
            "activePrice":"110","slTriggerBy":"LastPrice","tpTriggerBy":"LastPrice"}
            """, sent[0]);
        AssertJson("""
            {"category":"inverse","symbol":"BTCUSD","tpslMode":"Full","positionIdx":0,"takeProfit":"0","tpTriggerBy":"LastPrice"}
            """, sent[1]);
        AssertJson("""{"category":"inverse","symbol":"BTCUSD","tpslMode":"Full","positionIdx":0,"trailingStop":"0"}""", sent[2]);
    }

    [Theory]
    [InlineData("90", "120", "5", true)]
    [InlineData("91", "120", "5", false)]
    [InlineData("90", "121", "5", false)]
    [InlineData("90", "120", "6", false)]
    [InlineData("90", "120", "", false)]
    public async Task Stop_that_is_already_so_stands_when_each_part_of_it_shows(
        string stop, string target, string trailing, bool isAccepted)
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Stop, StubReplies.Code(34040)).When(PositionList, Position(stop, target, trailing));

        var outcome = await fixture.Exchange.SetTradingStopAsync(AStop with { TrailingStop = 5m }, Token);

        if (isAccepted)
            Expect.Accepted(outcome);
        else
            Assert.Contains("does not show it", Expect.Rejected(outcome).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0", true)]
    [InlineData("", true)]
    [InlineData("120", false)]
    public async Task Target_that_was_to_go_is_gone_when_the_position_shows_none(string target, bool isAccepted)
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Stop, StubReplies.Code(34040)).When(PositionList, Position("90", target, "3"));

        var outcome = await fixture.Exchange.SetTradingStopAsync(AStop with { TakeProfit = 0m }, Token);

        Assert.Equal(isAccepted, outcome is SubmitOutcome.Accepted);
        Assert.Equal(!isAccepted, outcome is SubmitOutcome.Rejected { Error.Class: RetryGuidance.CorrectAndRetry });
    }

    [Fact]
    public async Task Stop_that_is_said_to_be_so_is_unknown_while_the_position_cannot_be_read()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Stop, StubReplies.Code(34040)).When(PositionList, StubReplies.Code(10005));

        var error = Expect.Unknown(await fixture.Exchange.SetTradingStopAsync(AStop, Token));

        Assert.Equal((34040, RetryGuidance.VerifyFirst), (error.Code, error.Class));
    }

    /// <summary>The refusal of the read is none of the stop: whoever guards a position must not give it up over that.</summary>
    [Theory]
    [InlineData(10001)]
    [InlineData(10005)]
    [InlineData(10016)]
    public async Task Stop_whose_leg_cannot_be_read_is_not_sent_and_to_be_tried_again(int code)
    {
        const string Rows = """
            {"symbol":"BTCUSD","side":"Buy","size":"1","avgPrice":"5","positionIdx":1},{"symbol":"BTCUSD","side":"","size":"0","positionIdx":2}
            """;
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(PositionList, $$"""{"list":[{{Rows}}]}""");
        Expect.Value(await fixture.Exchange.GetPositionsAsync(AStop.Category, AStop.Symbol, Token));
        fixture.Stub.When(PositionList, StubReplies.Code(code));

        var error = Expect.Rejected(await fixture.Exchange.SetTradingStopAsync(AStop, Token));

        Assert.Equal((0, RetryGuidance.RetryLater), (error.Code, error.Class));
        Assert.StartsWith(
            $"The position could not be read, so nothing was sent: Bybit {code}", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, fixture.Stub.Count(Stop));
    }

    [Theory]
    [InlineData("""{"symbol":"BTCUSD","side":"","size":"0","positionIdx":1},{"symbol":"BTCUSD","side":"","size":"0","positionIdx":2}""", null)]
    [InlineData(
        """{"symbol":"BTCUSD","side":"","size":"0","positionIdx":1},{"symbol":"BTCUSD","side":"Sell","size":"3","avgPrice":"5","positionIdx":2}""",
        2)]
    public async Task Stop_of_a_hedged_symbol_without_a_direction_is_for_the_only_leg_that_stands(string rows, int? index)
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(PositionList, $$"""{"list":[{{rows}}]}""").When(Stop, "{}");
        Expect.Value(await fixture.Exchange.GetPositionsAsync(AStop.Category, AStop.Symbol, Token));

        var outcome = await fixture.Exchange.SetTradingStopAsync(AStop, Token);

        if (index is null)
        {
            Assert.Equal(RetryGuidance.CorrectAndRetry, Expect.Rejected(outcome).Class);
            Assert.Equal(0, fixture.Stub.Count(Stop));
            return;
        }

        Expect.Accepted(outcome);
        using var sent = JsonDocument.Parse(fixture.Stub.Single(Stop).Body);
        Assert.Equal(index, sent.RootElement.GetProperty("positionIdx").GetInt32());
    }

    [Theory]
    [InlineData("0.99", false)]
    [InlineData("1", true)]
    public async Task Leverage_is_one_at_least(string leverage, bool isAccepted)
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Leverage, "{}");

        var outcome = await fixture.Exchange.SetLeverageAsync(
            Category.Linear, BybitFixture.Btc, decimal.Parse(leverage, CultureInfo.InvariantCulture), Token);

        Assert.Equal(isAccepted, outcome is SubmitOutcome.Accepted);
        Assert.Equal(isAccepted ? 1 : 0, fixture.Stub.Count(Leverage));
    }

    [Fact]
    public async Task Mode_of_one_symbol_is_not_that_of_another_nor_of_another_market()
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(Mode, "{}").When(Create, """{"orderId":"o"}""");
        Expect.Accepted(await fixture.Exchange.SetPositionModeAsync(Category.Linear, BybitFixture.Btc, PositionMode.Hedge, Token));

        var order = BybitFixture.Buy();
        Expect.Accepted(await fixture.Exchange.PlaceOrderAsync(order with { Symbol = Symbol.Parse("ETHUSDT") }, Token));
        Expect.Accepted(await fixture.Exchange.PlaceOrderAsync(order with { Category = Category.Inverse }, Token));
        Expect.Accepted(await fixture.Exchange.SetPositionModeAsync(Category.Linear, BybitFixture.Btc, PositionMode.OneWay, Token));
        Expect.Accepted(await fixture.Exchange.PlaceOrderAsync(order, Token));

        Assert.All(
            fixture.Stub.Requests.Where(static request => request.Path == Create),
            static request => Assert.Contains("\"positionIdx\":0", request.Body, StringComparison.Ordinal));
        Assert.Equal(
            [3, 0],
            fixture.Stub.Requests.Where(static request => request.Path == Mode)
                .Select(static request => JsonDocument.Parse(request.Body).RootElement.GetProperty("mode").GetInt32()));
    }

    [Theory]
    [InlineData("5", "5", 5)]
    [InlineData("5", "7", null)]
    [InlineData("5", "", null)]
    [InlineData("", "", null)]
    public async Task Leverage_of_a_symbol_is_known_when_all_its_rows_agree(string first, string second, int? leverage)
    {
        await using var fixture = await BybitFixture.OpenAsync();
        fixture.Stub.When(PositionList, $$"""
            {"list":[{"symbol":"BTCUSD","side":"","size":"0","positionIdx":1,"leverage":"{{first}}"},
            {"symbol":"BTCUSD","side":"Sell","size":"3","avgPrice":"5","positionIdx":2,"leverage":"{{second}}"}]}
            """);

        var read = Expect.Value(await fixture.Exchange.GetSymbolPositionsAsync(Category.Inverse, AStop.Symbol, Token));

        Assert.Equal(leverage, read.Leverage);
        Assert.Equal((PositionLeg.Short, 3m), (Assert.Single(read.Open).Leg, read.Open[0].Quantity));
        Assert.Contains("symbol=BTCUSD", fixture.Stub.Single(PositionList).RawQuery, StringComparison.Ordinal);
    }

    private static string Position(string stop, string target, string trailing) => $$"""
        {"list":[{"symbol":"BTCUSD","side":"Buy","size":"1","avgPrice":"100","stopLoss":"{{stop}}","takeProfit":"{{target}}","trailingStop":"{{trailing}}"}]}
        """;

    private static void AssertJson(string expected, string actual) => Assert.True(
        JsonElement.DeepEquals(JsonDocument.Parse(expected).RootElement, JsonDocument.Parse(actual).RootElement), actual);
}
