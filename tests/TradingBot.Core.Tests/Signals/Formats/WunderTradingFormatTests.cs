using System.Text.Json.Nodes;
using TradingBot.Core.Orders;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;
using TradingBot.Core.Tests.Building;

namespace TradingBot.Core.Tests.Signals.Formats;

/// <summary>What WunderTrading's codes mean, as JSON and as bare text, and what beside them is refused.</summary>
public sealed class WunderTradingFormatTests
{
    private readonly Strategy _strategy = AStrategyWithCodes().Build();

    [Theory]
    [InlineData("ENTER-LONG_btc_1h", "Open Long | alreadyInPosition | Reverse Long")]
    [InlineData("EXIT-LONG_btc_1h", "alreadyFlat | Close | otherSideHeld")]
    [InlineData("ENTER-SHORT_btc_1h", "Open Short | Reverse Short | alreadyInPosition")]
    [InlineData("EXIT-SHORT_btc_1h", "alreadyFlat | otherSideHeld | Close")]
    [InlineData("away with it", "alreadyFlat | Close | Close")]
    public void Code_means_what_the_strategys_table_says_as_json_and_as_bare_text(string code, string expected)
    {
        foreach (var body in new[] { Alert(code).ToJsonString(), code, $" {code}\r\n" })
        {
            var signal = AnAlert.ReadBody(body, _strategy).Signal();

            Assert.Equal((expected, "BTCUSDT"), (signal.Table(_strategy), signal.Symbol.Value));
        }
    }

    [Fact]
    public void Whole_message_is_read()
    {
        var signal = Read(Alert("ENTER-LONG_btc_1h").With("orderType", "limit").With("price", 59900).With("leverage", 5)
            .With("stopLoss", Json("""{"priceDeviation":0.015}"""))
            .With("takeProfits", Json("""[{"priceDeviation":0.02,"portfolio":0.4},{"price":66000,"portfolio":0.6}]"""))).Signal();

        Assert.Equal((OrderType.Limit, 59900m, 5m), (signal.OrderType, signal.LimitPrice, signal.Leverage));
        Assert.Equal(new PriceDistance(Percent: 1.5m), signal.StopLoss);
        TakeProfitRule[] targets = [new(new PriceDistance(Percent: 2m), 40), new(new PriceDistance(Price: 66000m), 60)];
        Assert.Equal(targets, signal.TakeProfits);
    }

    [Theory]
    [InlineData(SizingMode.FixedNotional, "100", "quote", "50", null)]
    [InlineData(SizingMode.FixedQuantity, "0.01", "base", "0.005", null)]
    [InlineData(SizingMode.FixedQuantity, "0.01", "contracts", "0.005", "amountPerTradeType")]
    [InlineData(SizingMode.EquityPercent, "10", "percents", "0.05", "amountPerTradeType")]
    [InlineData(SizingMode.FixedNotional, "100", null, "50", "amountPerTrade")]
    [InlineData(SizingMode.FixedNotional, "100", "quote", "101", "amountPerTrade")]
    public void Amount_asks_for_less_of_the_same_or_is_refused(SizingMode mode, string most, string? unit, string amount, string? fault)
    {
        var strategy = AStrategyWithCodes().Sized(mode, decimal.Parse(most)).Build();
        var alert = Alert("ENTER-LONG_btc_1h").With("amountPerTrade", amount).With("amountPerTradeType", unit);

        var reading = AnAlert.ReadBody(alert.ToJsonString(), strategy);

        if (fault is null) Assert.Equal(new Sizing(mode, decimal.Parse(amount)), reading.Signal().Size);
        else Assert.Equal(fault, reading.OnlyFault().Field);
    }

    [Theory]
    [InlineData("orderType", "\"stop\"", "orderType")]
    [InlineData("leverage", "50", "leverage")]
    [InlineData("reduceOnly", "true", "reduceOnly")]
    [InlineData("price", "-1", "price")]
    [InlineData("stopLoss", """{"priceDeviation":2}""", "stopLoss.priceDeviation")]
    [InlineData("stopLoss", """{"priceDeviation":0.03}""", "stopLoss.priceDeviation")]
    [InlineData("takeProfits", """[{"priceDeviation":0.02,"portfolio":0.6},{"priceDeviation":0.03,"portfolio":0.6}]""", "takeProfits")]
    [InlineData("takeProfits", """[{"priceDeviation":0.02,"portfolio":40}]""", "takeProfits[0].portfolio")]
    public void Entry_is_refused_by_the_name_of_the_field_and_an_exit_passes(string field, string json, string named)
    {
        Assert.Equal(named, Read(Alert("ENTER-LONG_btc_1h").With(field, Json(json))).OnlyFault().Field);

        Assert.Equal("alreadyFlat | Close | Close", Read(Alert("away with it").With(field, Json(json))).Signal().Table(_strategy));
    }

    [Theory]
    [InlineData("""{"code":"ENTER-LONG_eth_1h"}""", "none of the strategy's alertCodes")]
    [InlineData("""{"code":"enter-long_btc_1h"}""", "none of the strategy's alertCodes")]
    [InlineData("""{"code":""}""", "code is missing")]
    [InlineData("""{"code":"{{strategy.order.comment}}"}""", "code is missing")]
    [InlineData("Exit-All", "none of the strategy's alertCodes")]
    [InlineData("""{"code":"away with it","ticker":"BTCUSDT","action":"buy"}""", "TradersPost and WunderTrading")]
    public void Code_that_is_not_in_the_table_is_not_understood(string body, string why) => Assert.Contains(
        why, Assert.IsType<SignalReading.NotUnderstood>(AnAlert.ReadBody(body, _strategy)).Message, StringComparison.Ordinal);

    [Fact]
    public void Code_of_a_strategy_with_several_symbols_is_not_understood() => Assert.Contains(
        "names no symbol",
        Assert.IsType<SignalReading.NotUnderstood>(AnAlert.ReadBody("away with it", AStrategyWithCodes().For("BTCUSDT", "ETHUSDT").Build())).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("ENTER-LONG the market")]
    [InlineData("ENTER-LONGER")]
    [InlineData("away with it, please")]
    public void Text_that_is_no_code_is_not_read(string body) =>
        Assert.Null(AlertReader.Read(body, payload: null, _strategy));

    private static AStrategy AStrategyWithCodes() => new AStrategy().Taking(AlertFormat.WunderTrading).With(static s => s with
    {
        AlertCodes = new Dictionary<string, AlertCode>
        {
            ["ENTER-LONG_btc_1h"] = AlertCode.EnterLong,
            ["EXIT-LONG_btc_1h"] = AlertCode.ExitLong,
            ["ENTER-SHORT_btc_1h"] = AlertCode.EnterShort,
            ["EXIT-SHORT_btc_1h"] = AlertCode.ExitShort,
            ["away with it"] = AlertCode.ExitAll,
        },
    });

    private static JsonObject Alert(string code) => new() { ["code"] = code };

    private static JsonNode? Json(string text) => JsonNode.Parse(text);

    private SignalReading Read(JsonObject alert) => AnAlert.ReadBody(alert.ToJsonString(), _strategy);
}
