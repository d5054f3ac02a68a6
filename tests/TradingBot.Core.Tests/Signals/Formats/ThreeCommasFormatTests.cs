using System.Text.Json.Nodes;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;
using TradingBot.Core.Tests.Building;

namespace TradingBot.Core.Tests.Signals.Formats;

/// <summary>What a message of 3Commas' signal bot means, of its strategy type and of its custom type, and what of it is refused.</summary>
public sealed class ThreeCommasFormatTests
{
    private readonly Strategy _strategy = new AStrategy().Taking(AlertFormat.ThreeCommas).Build();

    [Theory]
    //          before   size   now      size   order     nothing held        long held           short held
    [InlineData("flat", "0", "long", "2", "buy", "Open Long | alreadyInPosition | Reverse Long")]
    [InlineData("long", "2", "short", "1", "sell", "Open Short | Reverse Short | alreadyInPosition")]
    [InlineData("long", "2", "flat", "0", "sell", "alreadyFlat | Close | Close")]
    [InlineData("long", "4", "long", "3", "sell", "nothingToReduce | Reduce 0.25 | Close")]
    [InlineData("long", "2", "long", "3", "buy", "Open Long | Add Long | Reverse Long")]
    [InlineData("short", "2", "short", "2", null, "noChange | Close | noChange")]
    [InlineData("{{strategy.prev_market_position}}", "NaN", "long", "2", "buy", "Open Long | alreadyInPosition | Reverse Long")]
    [InlineData("long", "2", "flat", "0", "exit_long", "alreadyFlat | Close | Close")]
    public void Strategy_type_tells_the_position_that_is_wanted(
        string before, string sizeBefore, string now, string size, string? order, string expected) =>
        Assert.Equal(expected, Read(State(before, sizeBefore, now, size).With("action", order)).Signal().Table(_strategy));

    [Theory]
    [InlineData("enter_long", "Open Long | alreadyInPosition | Reverse Long")]
    [InlineData("exit_long", "alreadyFlat | Close | otherSideHeld")]
    [InlineData("enter_short", "Open Short | Reverse Short | alreadyInPosition")]
    [InlineData("exit_short", "alreadyFlat | otherSideHeld | Close")]
    [InlineData("EXIT_SHORT", "alreadyFlat | otherSideHeld | Close")]
    public void Custom_type_enters_or_leaves_one_side(string action, string expected) =>
        Assert.Equal(expected, Read(Custom(action)).Signal().Table(_strategy));

    [Fact]
    public void Whole_message_is_read_and_nothing_is_ignored()
    {
        var reading = Read(State("long", "2", "short", "1").With("action", "sell")
            .With("order", Json("""{"amount":"3","currency_type":"base"}""")));

        var signal = reading.Signal();
        Assert.Equal(("BTCUSDT", "BYBIT:BTCUSDT.P", 60000m), (signal.Symbol.Value, signal.SymbolText, signal.Price));
        Assert.Equal((ASignal.Noon, 3m, 1m, 2m), (signal.FiredAt, signal.Contracts, signal.PositionSize, signal.PrevPositionSize));
        Assert.Empty(reading.Ignored());
    }

    [Theory]
    [InlineData("300", null)]
    [InlineData("60", null)]
    [InlineData("59", 59)]
    [InlineData("1", 1)]
    [InlineData("", null)]
    public void Lag_that_is_allowed_is_shortened_and_never_lengthened(string lag, int? expected) =>
        Assert.Equal(expected, Read(Custom("enter_long").With("max_lag", lag)).Signal().MaxLagSeconds);

    [Theory]
    [InlineData("BYBIT", "BTCUSDT.P", "BYBIT:BTCUSDT.P")]
    [InlineData(null, "BTCUSDT.P", "BTCUSDT.P")]
    [InlineData("BYBIT", "BYBIT:BTCUSDT.P", "BYBIT:BTCUSDT.P")]
    public void Exchange_and_instrument_are_the_symbol(string? exchange, string instrument, string expected) => Assert.Equal(
        expected, Read(Custom("enter_long").With("tv_exchange", exchange).With("tv_instrument", instrument)).Signal().SymbolText);

    [Theory]
    [InlineData(SizingMode.FixedNotional, "100", "quote", "50", null)]
    [InlineData(SizingMode.FixedQuantity, "0.01", "base", "0.005", null)]
    [InlineData(SizingMode.FixedQuantity, "0.01", null, "0.005", null)]
    [InlineData(SizingMode.FixedQuantity, "0.01", "base", "0.02", "order.amount")]
    [InlineData(SizingMode.RiskPercent, "1", "quote", "50", "order.currency_type")]
    [InlineData(SizingMode.EquityPercent, "10", "margin_percent", "5", "order.currency_type")]
    public void Amount_of_an_entry_asks_for_less_of_the_same_or_is_refused(
        SizingMode mode, string most, string? unit, string amount, string? fault)
    {
        var strategy = new AStrategy().Taking(AlertFormat.ThreeCommas).Sized(mode, decimal.Parse(most)).Build();
        var order = new JsonObject { ["amount"] = amount }.With("currency_type", unit);

        var reading = AnAlert.ReadBody(Custom("enter_long").With("order", order).ToJsonString(), strategy);

        if (fault is null) Assert.Equal(new Sizing(mode, decimal.Parse(amount)), reading.Signal().Size);
        else Assert.Equal(fault, reading.OnlyFault().Field);
    }

    [Theory]
    [InlineData("position_percent", "40", "nothingToReduce | Reduce 0.4 | contradiction", "")]
    [InlineData("base", "40", "alreadyFlat | Close | otherSideHeld", "order.amount")]
    [InlineData("margin_percent", "40", "alreadyFlat | Close | otherSideHeld", "order.amount")]
    public void Amount_of_an_exit_is_a_part_where_it_is_one_of_the_position(string unit, string amount, string expected, string ignored)
    {
        var order = new JsonObject { ["amount"] = amount, ["currency_type"] = unit };

        var reading = Read(Custom("exit_long").With("order", order));

        Assert.Equal((expected, ignored), (reading.Signal().Table(_strategy), string.Join('|', reading.Ignored())));
    }

    [Theory]
    [InlineData("tv_instrument", "\"ETHUSDT.P\"", "tv_instrument")]
    [InlineData("tv_instrument", "null", "tv_instrument")]
    [InlineData("tv_exchange", "\"BYBIT_DL\"", "tv_instrument")]
    [InlineData("timestamp", "\"soon\"", "timestamp")]
    [InlineData("trigger_price", "\"-1\"", "trigger_price")]
    [InlineData("max_lag", "\"0\"", "max_lag")]
    [InlineData("max_lag", "\"long\"", "max_lag")]
    [InlineData("action", "\"enter_long\"", "action")]
    [InlineData("action", "\"close\"", "action")]
    [InlineData("order", "5", "order")]
    [InlineData("strategy_info", """{"market_position":"long","market_position_size":"-1"}""", "strategy_info.market_position_size")]
    [InlineData("strategy_info", """{"market_position":"sideways"}""", "strategy_info.market_position")]
    public void Entry_is_refused_by_the_name_of_the_field(string field, string json, string named) => Assert.Equal(
        named, Read(State("flat", "0", "long", "2").With("action", "buy").With(field, Json(json))).OnlyFault().Field);

    [Theory]
    [InlineData("timestamp", "\"soon\"")]
    [InlineData("trigger_price", "\"-1\"")]
    [InlineData("max_lag", "\"0\"")]
    [InlineData("order", "5")]
    public void Exit_passes_and_names_what_cannot_be_read(string field, string json)
    {
        foreach (var alert in new[] { State("long", "2", "flat", "0"), Custom("exit_long") })
        {
            var reading = Read(alert.With(field, Json(json)));

            Assert.True(reading.Signal().IsExit(_strategy));
            Assert.Equal([field], reading.Ignored());
        }
    }

    [Theory]
    [InlineData("""{"bot_uuid":"1","action":"buy"}""", "action is none of")]
    [InlineData("""{"bot_uuid":"1","action":"disable"}""", "action is none of")]
    [InlineData("""{"bot_uuid":"1"}""", "action is none of")]
    [InlineData("""{"bot_uuid":"1","action":"buy","strategy_info":{}}""", "strategy_info.market_position")]
    [InlineData("""{"bot_uuid":"1","action":"buy","strategy_info":null}""", "strategy_info.market_position")]
    [InlineData("""{"bot_uuid":"1","action":"buy","strategy_info":{"market_position":"{{strategy.market_position}}"}}""", "was not filled in")]
    [InlineData("""{"bot_uuid":"1","signalToken":"1","action":"enter_long"}""", "3Commas and OKX")]
    public void Message_that_says_nothing_or_too_much_is_not_understood(string body, string why) => Assert.Contains(
        why, Assert.IsType<SignalReading.NotUnderstood>(AnAlert.ReadBody(body, _strategy)).Message, StringComparison.Ordinal);

    [Fact]
    public void Message_without_the_bot_is_not_one_of_3Commas() => Assert.IsType<SignalReading.NotUnderstood>(
        AnAlert.ReadBody("""{"action":"enter_long","tv_instrument":"BTCUSDT.P","secret":"x"}""", _strategy));

    private static JsonObject Custom(string action) => new()
    {
        ["secret"] = "eyJ",
        ["max_lag"] = "300",
        ["timestamp"] = "2026-01-31T12:00:00Z",
        ["trigger_price"] = "60000",
        ["tv_exchange"] = "BYBIT",
        ["tv_instrument"] = "BTCUSDT.P",
        ["action"] = action,
        ["bot_uuid"] = "1b671a64-40d5-491e-99b0-da01ff1f3341",
    };

    private static JsonObject State(string before, string sizeBefore, string now, string size) => Custom("").With("action", null)
        .With("strategy_info", new JsonObject
        {
            ["market_position"] = now,
            ["market_position_size"] = size,
            ["prev_market_position"] = before,
            ["prev_market_position_size"] = sizeBefore,
        });

    private static JsonNode? Json(string text) => JsonNode.Parse(text);

    private SignalReading Read(JsonObject alert) => AnAlert.ReadBody(alert.ToJsonString(), _strategy);
}
