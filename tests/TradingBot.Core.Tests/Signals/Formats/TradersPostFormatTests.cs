using System.Text.Json.Nodes;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;
using TradingBot.Core.Tests.Building;

namespace TradingBot.Core.Tests.Signals.Formats;

/// <summary>What an alert in the words of TradersPost means, and what of it is refused.</summary>
public sealed class TradersPostFormatTests
{
    private readonly Strategy _strategy = new AStrategy().Taking(AlertFormat.TradersPost).Build();

    [Theory]
    //          action    sentiment  quantity          nothing held    long held           short held
    [InlineData("buy", null, null, "Open Long | alreadyInPosition | Reverse Long")]
    [InlineData("sell", null, null, "Open Short | Reverse Short | alreadyInPosition")]
    [InlineData("buy", "bullish", null, "Open Long | alreadyInPosition | Reverse Long")]
    [InlineData("BUY", "Long", null, "Open Long | alreadyInPosition | Reverse Long")]
    [InlineData("sell", "bearish", null, "Open Short | Reverse Short | alreadyInPosition")]
    [InlineData("buy", "flat", null, "alreadyFlat | Close | Close")]
    [InlineData("sell", "flat", null, "alreadyFlat | Close | Close")]
    [InlineData("sell", "long", null, "alreadyFlat | Close | Close")]
    [InlineData("sell", "long", "50", "nothingToReduce | Reduce 0.5 | Close")]
    [InlineData("buy", "short", "50", "nothingToReduce | Close | Reduce 0.5")]
    [InlineData("exit", null, null, "alreadyFlat | Close | Close")]
    [InlineData("exit", "bullish", null, "alreadyFlat | Close | Close")]
    [InlineData("exit", "flat", null, "alreadyFlat | Close | Close")]
    [InlineData("exit", null, "25", "nothingToReduce | Reduce 0.25 | Reduce 0.25")]
    [InlineData("cancel", null, null, "CancelOrders | CancelOrders | CancelOrders")]
    [InlineData("cancel", "flat", null, "alreadyFlat | Close | Close")]
    [InlineData("add", null, null, "nothingToAddTo | Add Long | Add Short")]
    [InlineData("add", "bullish", null, "nothingToAddTo | Add Long | otherSideHeld")]
    [InlineData("explode", "flat", null, "alreadyFlat | Close | Close")]
    public void Action_and_sentiment_mean_what_the_table_says(string action, string? sentiment, string? percentOfPosition, string expected)
    {
        var alert = Alert(action, sentiment);
        if (percentOfPosition is not null)
            (alert["quantity"], alert["quantityType"]) = (percentOfPosition, "percent_of_position");

        Assert.Equal(expected, Read(alert).Signal().Table(_strategy));
    }

    [Fact]
    public void Whole_message_is_read()
    {
        var signal = AnAlert.ReadBody(
            """
            {"ticker":"BYBIT:BTCUSDT.P","action":"buy","sentiment":"bullish","signalPrice":"60000.5","price":"1","time":"2026-01-31T12:00:00Z",
             "interval":"60","orderType":"limit","limitPrice":59900,"stopLoss":{"type":"stop","percent":1.5},"takeProfit":{"limitPrice":"66000"}}
            """,
            _strategy).Signal();

        Assert.Equal(("BTCUSDT", "BYBIT:BTCUSDT.P", 60000.5m, "60"), (signal.Symbol.Value, signal.SymbolText, signal.Price, signal.Interval));
        Assert.Equal((ASignal.Noon, OrderType.Limit, 59900m), (signal.FiredAt, signal.OrderType, signal.LimitPrice));
        Assert.Equal(new PriceDistance(Percent: 1.5m), signal.StopLoss);
        Assert.Equal(new TakeProfitRule(new PriceDistance(Price: 66000m), 100), Assert.Single(signal.TakeProfits!));
        Assert.Equal((SignalAction.Buy, TargetPosition.Long), (signal.Action, signal.Position));
    }

    [Fact]
    public void Trailing_stop_is_taken_over_and_a_test_is_a_dry_run()
    {
        var signal = Read(Alert("buy", "bullish").With("test", true).With("stopLoss", Json("""{"type":"trailing_stop","trailPercent":"1"}""")))
            .Signal();

        Assert.Equal((1m, true), (signal.Trailing?.Percent, signal.DryRun));
        Assert.Equal(
            150m, Read(Alert("buy", "bullish").With("stopLoss", Json("""{"trailAmount":150}"""))).Signal().Trailing?.Distance);
    }

    [Theory]
    [InlineData(SizingMode.FixedQuantity, "0.01", null, "0.005", "size")]
    [InlineData(SizingMode.FixedQuantity, "0.01", "fixed_quantity", "0.01", "size")]
    [InlineData(SizingMode.FixedNotional, "100", "dollar_amount", "50", "size")]
    [InlineData(SizingMode.RiskAmount, "10", "risk_dollar_amount", "5", "size")]
    [InlineData(SizingMode.EquityPercent, "10", "percent_of_equity", "5", "size")]
    [InlineData(SizingMode.FollowContracts, "2", null, "0.5", "contracts")]
    [InlineData(SizingMode.RiskPercent, "1", null, "0.005", "quantity")]
    [InlineData(SizingMode.RiskPercent, "1", "dollar_amount", "50", "quantityType")]
    [InlineData(SizingMode.FixedQuantity, "0.01", "fixed_quantity", "0.011", "quantity")]
    [InlineData(SizingMode.EquityPercent, "10", "percent_of_position", "5", "quantityType")]
    [InlineData(SizingMode.FixedQuantity, "0.01", "lots", "0.005", "quantityType")]
    public void Quantity_asks_for_less_of_the_same_or_is_refused_by_name(
        SizingMode mode, string most, string? type, string quantity, string expected)
    {
        var strategy = new AStrategy().Taking(AlertFormat.TradersPost).Sized(mode, decimal.Parse(most)).Build();

        var reading = AnAlert.ReadBody(Alert("buy", "bullish").With("quantity", quantity).With("quantityType", type).ToJsonString(), strategy);

        if (expected == "size") Assert.Equal(new Sizing(mode, decimal.Parse(quantity)), reading.Signal().Size);
        else if (expected == "contracts") Assert.Equal((null, decimal.Parse(quantity)), (reading.Signal().Size, reading.Signal().Contracts));
        else Assert.Equal(expected, reading.OnlyFault().Field);
    }

    [Theory]
    [InlineData(SizingMode.FixedQuantity, "0.01", "nothingToReduce | Reduce 0.005 | Reduce 0.005", "")]
    [InlineData(SizingMode.FollowContracts, "2", "nothingToReduce | Reduce 0.01 | Reduce 0.01", "")]
    [InlineData(SizingMode.RiskPercent, "1", "alreadyFlat | Close | Close", "quantity")]
    public void Quantity_of_an_exit_is_a_part_only_where_the_strategy_counts_in_it(
        SizingMode mode, string value, string expected, string ignored)
    {
        var strategy = new AStrategy().Taking(AlertFormat.TradersPost).Sized(mode, decimal.Parse(value)).Build();

        var reading = AnAlert.ReadBody(Alert("exit").With("quantity", "0.005").ToJsonString(), strategy);

        Assert.Equal((expected, ignored), (reading.Signal().Table(strategy), string.Join('|', reading.Ignored())));
    }

    [Theory]
    [InlineData("ticker", "\"BYBIT:ETHUSDT.P\"", "ticker")]
    [InlineData("ticker", "\"\"", "ticker")]
    [InlineData("action", "\"hold\"", "action")]
    [InlineData("time", "\"yesterday\"", "time")]
    [InlineData("price", "\"-1\"", "price")]
    [InlineData("signalPrice", "\"-1\"", "signalPrice")]
    [InlineData("orderType", "\"stop_limit\"", "orderType")]
    [InlineData("stopPrice", "61000", "stopPrice")]
    [InlineData("trailPercent", "1", "trailPercent")]
    [InlineData("limitPrice", "59000", "limitPrice")]
    [InlineData("stopLoss", """{"percent":2.1}""", "stopLoss.percent")]
    [InlineData("stopLoss", """{"amount":100}""", "stopLoss.amount")]
    [InlineData("stopLoss", """{"type":"stop_limit","stopPrice":59000}""", "stopLoss.type")]
    [InlineData("stopLoss", """{"type":"trailing_stop","percent":1}""", "stopLoss.type")]
    [InlineData("stopLoss", """{"percent":1,"limitPrice":59000}""", "stopLoss.limitPrice")]
    [InlineData("stopLoss", """{"percent":1,"stopPrice":59000}""", "stopLoss.percent")]
    [InlineData("stopLoss", "2", "stopLoss")]
    [InlineData("takeProfit", """{"amount":100}""", "takeProfit.amount")]
    [InlineData("takeProfit", """{"percent":1,"limitPrice":66000}""", "takeProfit.limitPrice")]
    [InlineData("takeProfit", """{"percent":-1}""", "takeProfit.percent")]
    [InlineData("expiration", "\"+1 month\"", "expiration")]
    public void Entry_is_refused_by_the_name_of_the_field_and_an_exit_passes_and_names_it(string field, string json, string named)
    {
        var fault = Read(Alert("buy", "bullish").With(field, Json(json))).Faults();
        Assert.Equal(named, Assert.Single(fault).Field);

        if (field == "ticker") return;
        var exit = Read(Alert("sell", "flat").With(field, Json(json)));
        Assert.Equal("alreadyFlat | Close | Close", exit.Signal().Table(_strategy));
        Assert.Equal([named], exit.Ignored());
    }

    [Fact]
    public void Fields_that_mean_nothing_here_are_named() => Assert.Equal(
        ["timeInForce", "cancel", "extras", "stopLoss.colour"],
        Read(Alert("buy", "bullish").With("timeInForce", "gtc").With("cancel", false).With("extras", Json("{\"a\":1}"))
            .With("stopLoss", Json("""{"percent":1,"colour":"red"}"""))).Ignored());

    [Theory]
    [InlineData("{{strategy.order.action}}", "{{strategy.market_position}}", "were not filled in")]
    [InlineData("hold", null, "Neither action")]
    [InlineData("", "", "Neither action")]
    [InlineData("hold", "sideways", "Neither action")]
    public void Message_that_says_nothing_is_not_understood(string action, string? sentiment, string why) => Assert.Contains(
        why, Assert.IsType<SignalReading.NotUnderstood>(Read(Alert(action, sentiment))).Message, StringComparison.Ordinal);

    [Theory]
    // The nearest others: our own with a name misspelled, our own, and those of services that share its words.
    [InlineData("""{"ticker":"BTCUSDT","action":"buy","secret":"a-token-of-22-characters"}""", "symbol")]
    [InlineData("""{"ticker":"BTCUSDT"}""", null)]
    [InlineData("""{"ticker":"BTCUSDT","action":"sell","prev_position":"long"}""", "Tickerly")]
    [InlineData("""{"ticker":"BTCUSDT","action":"buy","code":"x"}""", "WunderTrading")]
    [InlineData("""{"ticker":"BTCUSDT","action":"buy","bot_uuid":"x"}""", "3Commas")]
    public void Look_alikes_are_not_taken_for_it(string body, string? named)
    {
        var reading = AnAlert.ReadBody(body, _strategy);

        if (reading is SignalReading.NotUnderstood unclear) Assert.Contains(named ?? "Neither position", unclear.Message, StringComparison.Ordinal);
        else Assert.Equal(named, reading.OnlyFault().Field);
    }

    [Fact]
    public void Our_own_message_with_words_of_it_is_read_as_ours() => Assert.Equal(
        ["ticker"], AnAlert.ReadBody("""{"symbol":"BTCUSDT","action":"close","ticker":"ETHUSDT"}""", _strategy).Ignored());

    [Fact]
    public void Bought_alone_leaves_a_short_of_a_strategy_that_is_short_only()
    {
        var strategy = new AStrategy().Taking(AlertFormat.TradersPost).Only(AllowedDirection.Short).Build();

        var signal = AnAlert.ReadBody(Alert("buy").ToJsonString(), strategy).Signal();

        Assert.Equal("Close", Meanings.Told(SignalInterpreter.Interpret(signal, strategy, Direction.Short)));
    }

    private static JsonObject Alert(string action, string? sentiment = null)
    {
        var alert = new JsonObject { ["ticker"] = "BYBIT:BTCUSDT.P", ["action"] = action };
        if (sentiment is not null) alert["sentiment"] = sentiment;
        return alert;
    }

    private static JsonNode? Json(string text) => JsonNode.Parse(text);

    private SignalReading Read(JsonObject alert) => AnAlert.ReadBody(alert.ToJsonString(), _strategy);
}
