using System.Text.Json.Nodes;
using TradingBot.Core.Orders;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;
using TradingBot.Core.Tests.Building;

namespace TradingBot.Core.Tests.Signals.Formats;

/// <summary>What a message of OKX' signal bot means, of a strategy and of any other source, and what of it is refused.</summary>
public sealed class OkxFormatTests
{
    private readonly Strategy _strategy = new AStrategy().Taking(AlertFormat.Okx).Build();

    [Theory]
    //          before   size   now      size   order     nothing held        long held           short held
    [InlineData("flat", "0", "long", "2", "buy", "Open Long | alreadyInPosition | Reverse Long")]
    [InlineData("long", "2", "short", "1", "sell", "Open Short | Reverse Short | alreadyInPosition")]
    [InlineData("short", "2", "flat", "0", "buy", "alreadyFlat | Close | Close")]
    [InlineData("long", "4", "long", "3", "sell", "nothingToReduce | Reduce 0.25 | Close")]
    [InlineData("", "", "long", "2", "buy", "Open Long | alreadyInPosition | Reverse Long")]
    public void Position_that_a_strategy_tells_is_the_one_that_is_wanted(
        string before, string sizeBefore, string now, string size, string order, string expected) =>
        Assert.Equal(expected, Read(State(before, sizeBefore, now, size, order)).Signal().Table(_strategy));

    [Theory]
    [InlineData("ENTER_LONG", "Open Long | alreadyInPosition | Reverse Long")]
    [InlineData("EXIT_LONG", "alreadyFlat | Close | otherSideHeld")]
    [InlineData("ENTER_SHORT", "Open Short | Reverse Short | alreadyInPosition")]
    [InlineData("exit_short", "alreadyFlat | otherSideHeld | Close")]
    public void Action_enters_or_leaves_one_side(string action, string expected) =>
        Assert.Equal(expected, Read(Custom(action)).Signal().Table(_strategy));

    [Fact]
    public void Whole_message_is_read_and_nothing_is_ignored()
    {
        var reading = Read(State("long", "2", "short", "1", "sell").With("amount", "3").With("investmentType", "base").With("maxLag", "30"));

        var signal = reading.Signal();
        Assert.Equal(("BTCUSDT", "BTCUSDT.P", "entry 1"), (signal.Symbol.Value, signal.SymbolText, signal.OrderId));
        Assert.Equal((ASignal.Noon, 3m, 1m, 30), (signal.FiredAt, signal.Contracts, signal.PositionSize, signal.MaxLagSeconds));
        Assert.Null(signal.ExternalId);
        Assert.Empty(reading.Ignored());
    }

    [Fact]
    public void Market_order_is_taken_also_by_a_strategy_of_limit_orders()
    {
        var strategy = new AStrategy().Taking(AlertFormat.Okx).Limit().Build();

        Assert.Equal(OrderType.Market, AnAlert.ReadBody(Custom("ENTER_LONG").With("orderType", "market").ToJsonString(), strategy).Signal().OrderType);
    }

    [Theory]
    [InlineData("orderType", "\"limit\"", "orderType")]
    [InlineData("instrument", "\"BTC-USDT-SWAP\"", "instrument")]
    [InlineData("instrument", "null", "instrument")]
    [InlineData("timestamp", "\"soon\"", "timestamp")]
    [InlineData("maxLag", "\"-1\"", "maxLag")]
    [InlineData("amount", "\"100\"", "amount")]
    public void Entry_is_refused_by_the_name_of_the_field_and_an_exit_passes(string field, string json, string named)
    {
        Assert.Equal(named, Read(Custom("ENTER_LONG").With(field, JsonNode.Parse(json))).OnlyFault().Field);

        if (field == "instrument") return;
        var exit = Read(Custom("EXIT_LONG").With(field, JsonNode.Parse(json)));
        Assert.Equal([named], exit.Ignored());
        Assert.Equal("alreadyFlat | Close | otherSideHeld", exit.Signal().Table(_strategy));
    }

    [Theory]
    [InlineData(SizingMode.FixedQuantity, "0.01", "base", "0.005", null)]
    [InlineData(SizingMode.FixedQuantity, "0.01", "contract", "0.005", "investmentType")]
    [InlineData(SizingMode.EquityPercent, "10", "percentage_balance", "5", "investmentType")]
    [InlineData(SizingMode.FixedNotional, "100", "margin", "50", "investmentType")]
    public void Amount_of_an_entry_asks_for_less_of_the_same_or_is_refused(
        SizingMode mode, string most, string unit, string amount, string? fault)
    {
        var strategy = new AStrategy().Taking(AlertFormat.Okx).Sized(mode, decimal.Parse(most)).Build();

        var reading = AnAlert.ReadBody(
            Custom("ENTER_LONG").With("amount", amount).With("investmentType", unit).ToJsonString(), strategy);

        if (fault is null) Assert.Equal(new Sizing(mode, decimal.Parse(amount)), reading.Signal().Size);
        else Assert.Equal(fault, reading.OnlyFault().Field);
    }

    [Fact]
    public void Share_of_the_position_is_the_part_of_an_exit() => Assert.Equal(
        "nothingToReduce | Reduce 0.3 | contradiction",
        Read(Custom("EXIT_LONG").With("amount", "30").With("investmentType", "percentage_position")).Signal().Table(_strategy));

    [Theory]
    [InlineData("""{"signalToken":"1","action":"buy"}""", "action is none of")]
    [InlineData("""{"signalToken":"1","action":"ENTER"}""", "action is none of")]
    [InlineData("""{"signalToken":"1","action":"buy","marketPosition":""}""", "was not filled in")]
    [InlineData("""{"signalToken":"1","action":"buy","marketPosition":"{{strategy.market_position}}"}""", "was not filled in")]
    [InlineData("""{"action":"ENTER_LONG","instrument":"BTCUSDT.P"}""", "Neither position")]
    public void Message_that_says_nothing_is_not_understood(string body, string why) => Assert.Contains(
        why, Assert.IsType<SignalReading.NotUnderstood>(AnAlert.ReadBody(body, _strategy)).Message, StringComparison.Ordinal);

    private static JsonObject Custom(string action) => new()
    {
        ["action"] = action,
        ["instrument"] = "BTCUSDT.P",
        ["signalToken"] = "eyJ",
        ["timestamp"] = "2026-01-31T12:00:00Z",
    };

    private static JsonObject State(string before, string sizeBefore, string now, string size, string order) => Custom(order)
        .With("id", "entry 1").With("marketPosition", now).With("marketPositionSize", size)
        .With("prevMarketPosition", before).With("prevMarketPositionSize", sizeBefore);

    private SignalReading Read(JsonObject alert) => AnAlert.ReadBody(alert.ToJsonString(), _strategy);
}
