using TradingBot.Core.Orders;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;
using TradingBot.Core.Tests.Building;

namespace TradingBot.Core.Tests.Signals.Formats;

/// <summary>Which of PineConnector's commands and keys are taken, and that keys without a unit of their own are refused by name.</summary>
public sealed class PineConnectorFormatTests
{
    private readonly Strategy _strategy = new AStrategy().Taking(AlertFormat.PineConnector).Build();

    [Theory]
    [InlineData("buy", "Open Long | alreadyInPosition | Reverse Long")]
    [InlineData("long", "Open Long | alreadyInPosition | Reverse Long")]
    [InlineData("BULLISH", "Open Long | alreadyInPosition | Reverse Long")]
    [InlineData("sell", "Open Short | Reverse Short | alreadyInPosition")]
    [InlineData("short", "Open Short | Reverse Short | alreadyInPosition")]
    [InlineData("closelong", "alreadyFlat | Close | otherSideHeld")]
    [InlineData("closeshort", "alreadyFlat | otherSideHeld | Close")]
    [InlineData("closelongshort", "alreadyFlat | Close | Close")]
    [InlineData("closeall", "alreadyFlat | Close | Close")]
    public void Command_means_what_the_table_says(string command, string expected)
    {
        foreach (var body in new[] { $"60123456789,{command},BTCUSDT", $" 60123456789 , {command} , BYBIT:BTCUSDT.P , comment=\"mine\"\n" })
        {
            var reading = AnAlert.ReadBody(body, _strategy);

            Assert.Equal((expected, "BTCUSDT"), (reading.Signal().Table(_strategy), reading.Signal().Symbol.Value));
            Assert.Empty(reading.Ignored());
        }
    }

    [Fact]
    public void Stop_and_target_with_a_unit_are_taken_over()
    {
        var percents = AnAlert.ReadBody("60123456789,buy,BTCUSDT,sl_pct=1,tp_pct=3", _strategy).Signal();
        var prices = AnAlert.ReadBody("60123456789,sell,BTCUSDT,sl_price=61000,tp_price=55000", _strategy).Signal();

        Assert.Equal((new PriceDistance(Percent: 1), OrderType.Market), (percents.StopLoss, percents.OrderType));
        Assert.Equal(new TakeProfitRule(new PriceDistance(Percent: 3), 100), Assert.Single(percents.TakeProfits!));
        Assert.Equal(new PriceDistance(Price: 61000), prices.StopLoss);
        Assert.Equal(new TakeProfitRule(new PriceDistance(Price: 55000), 100), Assert.Single(prices.TakeProfits!));
    }

    [Theory]
    [InlineData("risk=1", "risk")]
    [InlineData("sl=50", "sl")]
    [InlineData("tp=50", "tp")]
    [InlineData("sl_pips=50", "sl_pips")]
    [InlineData("tp_pips=50", "tp_pips")]
    [InlineData("vol_lots=0.1", "vol_lots")]
    [InlineData("vol_dollar=100", "vol_dollar")]
    [InlineData("price=59000", "price")]
    [InlineData("spread=2", "spread")]
    [InlineData("accfilter=500", "accfilter")]
    [InlineData("sl_pct=2.5", "sl_pct")]
    [InlineData("sl_pct=one", "sl_pct")]
    [InlineData("sl_pct=1,sl_price=59000", "sl_pct")]
    [InlineData("tp_pct=1,tp_price=66000", "tp_price")]
    [InlineData("tp_pct=0", "tp_pct")]
    [InlineData("now", "#4")]
    [InlineData("comment=a,comment=b", "#5")]
    public void Entry_is_refused_by_the_name_of_the_key_and_an_exit_passes_and_names_it(string keys, string named)
    {
        Assert.Equal(named, AnAlert.ReadBody($"60123456789,buy,BTCUSDT,{keys}", _strategy).OnlyFault().Field);

        var exit = AnAlert.ReadBody($"60123456789,closelong,BTCUSDT,{keys}", _strategy);
        Assert.Equal("alreadyFlat | Close | otherSideHeld", exit.Signal().Table(_strategy));
        Assert.Equal([named], exit.Ignored());
    }

    [Fact]
    public void Symbol_that_is_not_the_strategys_is_refused() =>
        Assert.Equal("symbol", AnAlert.ReadBody("60123456789,closelong,EURUSD", _strategy).OnlyFault().Field);

    [Theory]
    [InlineData("60123456789,buylimit,BTCUSDT,price=59000", "The command buylimit is not taken")]
    [InlineData("60123456789,cancellong,BTCUSDT", "The command cancellong is not taken")]
    [InlineData("60123456789,newsltplong,BTCUSDT,sl_price=59000", "moves stops and targets")]
    [InlineData("60123456789,eaoff,eaoff", "The command eaoff is not taken")]
    [InlineData("60123456789,buy", "does not begin as PineConnector's")]
    [InlineData("60123456789,buy,risk=1", "does not begin as PineConnector's")]
    [InlineData("60123456789,,BTCUSDT", "does not begin as PineConnector's")]
    public void Anything_else_is_not_understood(string body, string why) => Assert.Contains(
        why, Assert.IsType<SignalReading.NotUnderstood>(AnAlert.ReadBody(body, _strategy)).Message, StringComparison.Ordinal);

    [Fact]
    public void Every_symbol_is_not_closed_by_an_alert_for_one_of_several() => Assert.Contains(
        "closeall means every symbol",
        Assert.IsType<SignalReading.NotUnderstood>(AnAlert.ReadBody(
            "60123456789,closeall,BTCUSDT",
            new AStrategy().Taking(AlertFormat.PineConnector).For("BTCUSDT", "ETHUSDT").Build())).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("buy,60123456789,BTCUSDT")]
    [InlineData("12345,buy,BTCUSDT")]
    [InlineData("60123456789 buy BTCUSDT")]
    [InlineData("licence,buy,BTCUSDT")]
    public void Text_without_its_marks_is_not_read(string body) => Assert.Null(AlertReader.Read(body, payload: null, _strategy));
}
