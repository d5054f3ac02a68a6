using System.Text.Json.Nodes;
using TradingBot.Core.Foundation;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;
using TradingBot.Core.Tests.Building;

namespace TradingBot.Core.Tests.Signals;

/// <summary>Of an exit the symbol has to be right; everything else in it that cannot be accepted is ignored and named.</summary>
public sealed class ExitParsingTests
{
    private static readonly (string Action, string? Position)[] Exits =
        [("sell", "flat"), ("close", null), ("sell", "long"), ("cancel", null), ("closeLong", null), ("closeShort", null),
            ("explode", "flat")];

    private readonly Strategy _strategy = new AStrategy().Build();

    public static TheoryData<string, string, string?> Broken => new()
    {
        { "stopLoss", """{"price":"cheap"}""", "stopLoss.price" },
        { "stopLoss", """{"percent":"50"}""", "stopLoss.percent" },
        { "stopLoss", """{"percent":"1","price":"59000"}""", "stopLoss.percent" },
        { "stopLoss", "\"none\"", "stopLoss" },
        { "takeProfits", """[{"percent":"4","close":"60"},{"percent":"5","close":"60"}]""", "takeProfits" },
        { "takeProfits", """[{"percent":"4","close":"101"}]""", "takeProfits[0].close" },
        { "takeProfits", "7", "takeProfits" },
        { "size", """{"mode":"riskPercent","value":"99"}""", "size.value" },
        { "leverage", "\"100\"", "leverage" },
        { "trailing", """{"percent":"100"}""", "trailing.percent" },
        { "breakEven", """{"at":"never"}""", "breakEven.at" },
        { "orderType", "\"stop\"", "orderType" },
        { "limitPrice", "\"59000\"", "limitPrice" },
        { "price", "\"60,000.5\"", "price" },
        { "price", "\"0\"", "price" },
        { "price", "\"1e-28\"", "price" },
        { "price", "60000.00000000000000000000000000001", "price" },
        { "price", "\"1e400\"", "price" },
        { "price", "\"\\u0000\"", "price" },
        { "orderPrice", "\"-1\"", "orderPrice" },
        { "contracts", "\"-1\"", "contracts" },
        { "positionSize", "\"-1\"", "positionSize" },
        { "positionSize", "\"1e-30\"", "positionSize" },
        { "prevPositionSize", "{}", null },
        { "prevPositionSize", "[1]", "prevPositionSize" },
        { "prevPosition", "\"up\"", "prevPosition" },
        { "barTime", "\"31/01/2026\"", "barTime" },
        { "firedAt", "\"yesterday\"", "firedAt" },
        { "interval", "\"a\\nb\"", "interval" },
        { "orderId", "\"a\\u0000b\"", "orderId" },
        { "id", "[7]", "id" },
        { "dryRun", "\"maybe\"", "dryRun" },
        { "maxLagSeconds", "\"300\"", "maxLagSeconds" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void Exit_is_read_whatever_else_stands_in_it(string field, string json, string? ignored)
    {
        foreach (var (action, position) in Exits)
        {
            var alert = new AnAlert().With("action", action).With("position", position)
                .Without("prevPosition", "positionSize", "prevPositionSize");

            var readable = Assert.IsType<SignalReading.Readable>(alert.With(field, JsonNode.Parse(json)).Read(_strategy));

            Assert.True(readable.Signal.IsExit(_strategy));
            string[] told = [.. new[] { action == "explode" ? "action" : null, ignored }.OfType<string>()];
            Assert.Equal(told.Order(), readable.IgnoredFields.Order());
        }
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public void Entry_keeps_its_strict_validation(string field, string json, string? fault)
    {
        var reading = new AnAlert().With(field, JsonNode.Parse(json)).Read(_strategy);

        if (fault is null)
            Assert.IsType<SignalReading.Readable>(reading);
        else
            Assert.Equal(fault, Assert.Single(reading.Faults()).Field);
    }

    [Theory]
    [InlineData(""" "id":"\ud800" """, "id")]
    [InlineData(""" "orderId":"\udc00x" """, "orderId")]
    [InlineData(""" "\ud800":1 """, "#3")]
    [InlineData(""" "size":{"mode":"riskPercent","value":"\ud800"} """, "size.value")]
    [InlineData(""" "comment":"\ud800","id":"\ud800" """, "comment|id")]
    public void Exit_is_read_whatever_cannot_be_read_beside_its_symbol(string fields, string ignored)
    {
        var body = $$"""{"symbol":"BYBIT:BTCUSDT.P","action":"close",{{fields}}}""";

        var readable = Assert.IsType<SignalReading.Readable>(AnAlert.ReadBody(body, _strategy));

        Assert.True(readable.Signal.IsExit(_strategy));
        Assert.Equal(ignored, string.Join('|', readable.IgnoredFields.Order(StringComparer.Ordinal)));
        var entry = AnAlert.ReadBody(body.Replace("close", "buy", StringComparison.Ordinal), _strategy);
        Assert.Equal(ignored, string.Join('|', entry.Faults().Select(static fault => fault.Field).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Exit_whose_symbol_cannot_be_read_has_that_fault() => Assert.Contains(
        AnAlert.ReadBody("""{"symbol":"\ud800","action":"close"}""", _strategy).Faults(), static fault => fault.Field == "symbol");

    [Theory]
    [InlineData("size", """{"colour":"red"}""", "size|size.colour")]
    [InlineData("size", """{"mode":"riskPercent"}""", "size")]
    [InlineData("stopLoss", """{"colour":"red"}""", "stopLoss|stopLoss.colour")]
    [InlineData("takeProfits", """[{"colour":"red"}]""", "takeProfits[0]|takeProfits[0].colour")]
    public void Exit_names_no_field_that_was_not_sent(string field, string json, string ignored) => Assert.Equal(
        ignored,
        string.Join('|', Assert.IsType<SignalReading.Readable>(
            new AnAlert().With("action", "close").Without("position", "prevPosition", "positionSize", "prevPositionSize")
                .With(field, JsonNode.Parse(json)).Read(_strategy)).IgnoredFields.Order(StringComparer.Ordinal)));

    [Fact]
    public void Faulty_entry_leaves_what_may_close_and_says_why_it_opens_nothing()
    {
        var alert = new AnAlert().With("leverage", "100").With("price", "cheap").With("stopLoss", JsonNode.Parse("""{"percent":"1"}"""));

        var faulty = Assert.IsType<SignalReading.Faulty>(alert.Read(_strategy));

        Assert.Equal(("webhook.invalid", Fault.Sentences(faulty.Faults)),
            (faulty.Exit.Signal.EntryRefusal!.Code, faulty.Exit.Signal.EntryRefusal.Message));
        Assert.Equal(["leverage", "price"], faulty.Exit.IgnoredFields.Order());
        var signal = faulty.Exit.Signal;
        Assert.Equal((null, null, TargetPosition.Long), (signal.StopLoss, signal.Leverage, signal.Position));
    }

    [Theory]
    [InlineData("BYBIT:ETHUSDT.P")]
    [InlineData("")]
    public void Exit_of_a_symbol_that_is_not_the_strategys_has_that_fault_alone(string symbol)
    {
        var reading = new AnAlert().With("position", "flat").With("symbol", symbol).With("leverage", "100").Read(_strategy);

        Assert.Equal("symbol", reading.OnlyFault().Field);
    }

    [Theory]
    [InlineData("NaN")]
    [InlineData("na")]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("{{plot(\"SL\")}}")]
    public void Blank_values_are_absent_inside_objects_and_lists_too(string? blank)
    {
        var text = JsonValue.Create(blank)?.ToJsonString() ?? "null";
        JsonNode Of(string json) => JsonNode.Parse(json.Replace("BLANK", text, StringComparison.Ordinal))!;

        var reading = new AnAlert()
            .With("stopLoss", Of("""{"price":BLANK,"percent":BLANK}"""))
            .With("takeProfits", Of("""[{"price":BLANK,"close":"100"},BLANK]"""))
            .With("size", Of("""{"mode":"riskPercent","value":BLANK}""")).With("trailing", Of("""{"percent":BLANK}"""))
            .With("breakEven", Of("""{"at":{"r":BLANK}}""")).With("leverage", Of("[BLANK]"))
            .Read(_strategy);

        var signal = reading.Signal();
        Assert.Equal((null, null, null, null), (signal.StopLoss, signal.TakeProfits, signal.Size, signal.Leverage));
        Assert.Equal(["takeProfits[0].close"], Assert.IsType<SignalReading.Readable>(reading).IgnoredFields);
    }

    [Fact]
    public void Target_without_a_level_is_left_out_beside_one_that_has_it()
    {
        var targets = JsonNode.Parse("""[{"price":"63000"},{"price":"NaN","close":"50"}]""");

        var signal = new AnAlert().With("takeProfits", targets).Read(_strategy).Signal();

        Assert.Equal(63_000m, Assert.Single(signal.TakeProfits!).Distance.Price);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("[null]")]
    [InlineData("""["na"]""")]
    [InlineData("[{}]")]
    [InlineData("{}")]
    public void Empty_lists_and_objects_say_nothing(string json)
    {
        foreach (var field in (string[])["takeProfits", "stopLoss", "size", "trailing", "price", "id"])
        {
            var signal = new AnAlert().With(field, JsonNode.Parse(json)).Read(_strategy).Signal();

            Assert.Equal((null, null, null), (signal.TakeProfits, signal.StopLoss, signal.Size));
        }
    }

    [Theory]
    [InlineData("sell", "flat", "long")]
    [InlineData("buy", "long", "long", "3", "4")]
    [InlineData("close", "flat", "long")]
    [InlineData("reverse", "long", "long")]
    public void Contradiction_is_told_by_its_field(string action, string before, string now, string? size = null, string? sizeBefore = null)
    {
        var fault = new AnAlert().With("action", action).With("prevPosition", before).With("position", now)
            .With("positionSize", size).With("prevPositionSize", sizeBefore).Read(_strategy).OnlyFault();

        Assert.Equal("action", fault.Field);
    }
}
