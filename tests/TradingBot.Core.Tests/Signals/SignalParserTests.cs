using System.Text.Json.Nodes;
using TradingBot.Core.Orders;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;
using TradingBot.Core.Tests.Building;

namespace TradingBot.Core.Tests.Signals;

public sealed partial class SignalParserTests
{
    private readonly Strategy _strategy = new AStrategy().Build();

    [Fact]
    public void Full_alert_reads_every_field()
    {
        var signal = new AnAlert().With("id", "abc").Read(_strategy).Signal();

        Assert.Equal("BTCUSDT", signal.Symbol.Value);
        Assert.Equal("60", signal.Interval);
        Assert.Equal(new DateTimeOffset(2026, 1, 31, 11, 0, 0, TimeSpan.Zero), signal.BarTime);
        Assert.Equal(ASignal.Noon, signal.FiredAt);
        Assert.Equal(60000.5m, signal.Price);
        Assert.Equal(SignalAction.Buy, signal.Action);
        Assert.Equal("Long", signal.OrderId);
        Assert.Equal(0.5m, signal.Contracts);
        Assert.Equal(60001m, signal.OrderPrice);
        Assert.Equal(TargetPosition.Long, signal.Position);
        Assert.Equal(0.5m, signal.PositionSize);
        Assert.Equal(TargetPosition.Flat, signal.PrevPosition);
        Assert.Equal(0m, signal.PrevPositionSize);
        Assert.Equal("abc", signal.ExternalId);
        Assert.False(signal.DryRun);
    }

    [Fact]
    public void Unquoted_numbers_and_exponents_read_like_texts()
    {
        var signal = new AnAlert().With("price", JsonNode.Parse("6.00005e4")).With("contracts", 2).With("interval", 15).Read(_strategy)
            .Signal();

        Assert.Equal(60000.5m, signal.Price);
        Assert.Equal(2m, signal.Contracts);
        Assert.Equal("15", signal.Interval);
    }

    [Theory]
    [InlineData("NaN")]
    [InlineData("na")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("{{plot_0}}")]
    [InlineData("1 {{plot_0}}")]
    [InlineData(null)]
    public void Empty_values_of_optional_fields_read_as_absent(string? nothing)
    {
        var signal = new AnAlert()
            .With("price", nothing).With("contracts", nothing).With("barTime", nothing).With("orderId", nothing)
            .With("stopLoss", nothing).With("takeProfits", nothing).With("size", nothing).With("leverage", nothing)
                .With("trailing", nothing)
            .Read(_strategy).Signal();

        Assert.Null(signal.Price);
        Assert.Null(signal.Contracts);
        Assert.Null(signal.BarTime);
        Assert.Null(signal.OrderId);
        Assert.Null(signal.StopLoss);
        Assert.Null(signal.TakeProfits);
        Assert.Null(signal.Size);
        Assert.Null(signal.Leverage);
    }

    [Fact]
    public void Bare_NaN_gets_one_lenient_retry()
    {
        var body = """{"symbol":"BTCUSDT","action":"sell","price":NaN,"orderId":"NaN \" NaN"}""";

        var signal = AnAlert.ReadBody(body, _strategy).Signal();

        Assert.Null(signal.Price);
        Assert.Equal("NaN \" NaN", signal.OrderId);
    }

    [Fact]
    public void All_faults_are_told_at_once_each_by_its_field()
    {
        var faults = new AnAlert()
            .With("symbol", "BYBIT:ETHUSDT.P").With("price", "-1").With("firedAt", "yesterday").With("contracts", "1,000")
            .With("leverage", "0.5").With("prevPosition", "up").With("dryRun", "maybe").With("orderId", "a\nb")
            .Read(_strategy).Faults();

        Assert.Equal(
            ["contracts", "dryRun", "firedAt", "leverage", "orderId", "prevPosition", "price", "symbol"],
            faults.Select(fault => fault.Field).Order(StringComparer.Ordinal));
        Assert.All(faults, fault => Assert.NotEmpty(fault.Message));
    }

    [Theory]
    [InlineData("price", "0")]
    [InlineData("price", "1e400")]
    [InlineData("price", "1e13")]
    [InlineData("price", "0x10")]
    [InlineData("orderPrice", "0")]
    [InlineData("contracts", "-0.1")]
    [InlineData("positionSize", "-1")]
    [InlineData("prevPositionSize", "-1")]
    [InlineData("barTime", "31/01/2026")]
    [InlineData("barTime", "1999-01-01T00:00:00Z")]
    [InlineData("firedAt", "99999999999999999")]
    [InlineData("firedAt", "-5")]
    [InlineData("orderType", "stop")]
    [InlineData("position", "sideways")]
    [InlineData("action", "explode")]
    [InlineData("action", "1")]
    public void Value_out_of_bounds_is_a_fault_on_its_field(string field, string value) =>
        Assert.Equal(field, new AnAlert().With(field, value).Read(_strategy).OnlyFault().Field);

    [Theory]
    [InlineData("2026-01-31T12:00:00Z")]
    [InlineData("2026-01-31T12:00Z")]
    [InlineData("2026-01-31T12:00:00.000Z")]
    [InlineData("2026-01-31T13:00:00+01:00")]
    [InlineData("1769860800")]
    [InlineData("1769860800000")]
    public void Time_in_any_common_form_is_the_same_moment(string text) =>
        Assert.Equal(ASignal.Noon, new AnAlert().With("firedAt", text).Read(_strategy).Signal().FiredAt);

    [Fact]
    public void Unknown_fields_are_listed_and_not_guessed_at()
    {
        var reading = new AnAlert()
            .With("comment", "x")
            .With("qty", "5")
            .With("stopLoss", JsonNode.Parse("""{"percent":"1","prcnt":"9"}"""))
            .Read(_strategy);

        Assert.Equal(["comment", "qty", "stopLoss.prcnt"], Assert.IsType<SignalReading.Readable>(reading).IgnoredFields);
    }

    [Fact]
    public void Missing_symbol_is_a_fault() => Assert.Equal("symbol", new AnAlert().Without("symbol").Read(_strategy).OnlyFault().Field);

    [Fact]
    public void Unresolved_action_of_an_indicator_alert_is_not_understood()
    {
        var reading = new AnAlert().With("action", "{{strategy.order.action}}").With("position", "{{strategy.market_position}}")
            .Read(_strategy);

        Assert.Contains("indicator", Assert.IsType<SignalReading.NotUnderstood>(reading).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Indicator_alert_with_a_written_action_ignores_unresolved_strategy_fields()
    {
        var signal = new AnAlert()
            .With("action", "sell")
            .With("position", "{{strategy.market_position}}")
            .With("positionSize", "{{x}}")
            .Read(_strategy)
            .Signal();

        Assert.Equal(SignalAction.Sell, signal.Action);
        Assert.Null(signal.Position);
    }

    [Theory]
    [InlineData("""{"symbol":"BTCUSDT"}""")]
    [InlineData("""{"symbol":"BTCUSDT","action":"","position":"NaN"}""")]
    [InlineData("""{"symbol":"BTCUSDT","action":"exit"}""")]
    [InlineData("""{"symbol":"{{ticker}}","action":"buy"}""")]
    [InlineData("""{"ticker":"BTCUSDT","action":"buy"}""")]
    [InlineData("""{"bot_uuid":"1","symbol":"BTCUSDT","action":"buy","strategy_info":{}}""")]
    [InlineData("""{"signalToken":"1","action":"ENTER_LONG"}""")]
    [InlineData("""{"isBuy":"true","pair":"BTCUSDT"}""")]
    [InlineData("""{"code":"ENTER-LONG"}""")]
    [InlineData("{}")]
    public void Alert_without_a_recognisable_meaning_is_not_understood(string body) =>
        Assert.IsType<SignalReading.NotUnderstood>(AnAlert.ReadBody(body, _strategy));

    [Fact]
    public void Close_with_a_position_held_is_a_contradiction() =>
        Assert.Equal("action", new AnAlert().With("action", "close").Read(_strategy).OnlyFault().Field);

    [Fact]
    public void Contradiction_is_told_in_the_words_of_an_alert() => Assert.Equal(
        "is sell, which cannot take the position from flat to long.",
        new AnAlert().With("action", "sell").With("prevPosition", "flat").With("position", "long").Read(_strategy).OnlyFault().Message);

    [Theory]
    [InlineData("1e13", "is 10000000000000; it must be at most 1000000000000.")]
    [InlineData("0", "is 0; it must be greater than 0.")]
    public void Number_beyond_a_bound_is_told_with_that_bound(string price, string message) =>
        Assert.Equal(message, new AnAlert().With("price", price).Read(_strategy).OnlyFault().Message);

    [Fact]
    public void Position_of_size_zero_is_a_contradiction() =>
        Assert.Equal("positionSize", new AnAlert().With("positionSize", "0").Read(_strategy).OnlyFault().Field);

    [Theory]
    [InlineData("leverage", "\"10.1\"", "leverage")]
    [InlineData("size", """{"mode":"riskPercent","value":"1.01"}""", "size.value")]
    [InlineData("size", """{"mode":"fixedQuantity","value":"0.001"}""", "size.mode")]
    [InlineData("size", """{"value":"0.5"}""", "size.mode")]
    [InlineData("size", """{"mode":"riskPercent"}""", "size.value")]
    [InlineData("size", "5", "size")]
    [InlineData("stopLoss", """{"percent":"2.01"}""", "stopLoss.percent")]
    [InlineData("stopLoss", """{"percent":"0"}""", "stopLoss.percent")]
    [InlineData("stopLoss", """{"percent":"100"}""", "stopLoss.percent")]
    [InlineData("stopLoss", """{"percent":"1","price":"59000"}""", "stopLoss.percent")]
    [InlineData("stopLoss", """{"prcnt":"1"}""", "stopLoss.percent")]
    [InlineData("stopLoss", """{"price":"-1"}""", "stopLoss.price")]
    [InlineData("takeProfits", """[{"percent":"4","close":"0"}]""", "takeProfits[0].close")]
    [InlineData("takeProfits", """[{"percent":"4","close":"100.01"}]""", "takeProfits[0].close")]
    [InlineData("takeProfits", """[{"percent":"4","close":"50"},{"percent":"5"}]""", "takeProfits[1].close")]
    [InlineData("takeProfits", """[{"percent":"4","close":"50"},{"r":"5","close":"50.01"}]""", "takeProfits")]
    [InlineData("takeProfits", """[{"close":"100"}]""", "takeProfits[0].percent")]
    [InlineData("takeProfits", """["4"]""", "takeProfits")]
    [InlineData("takeProfits", "\"4\"", "takeProfits")]
    [InlineData("trailing", """{"percent":"1","r":"1"}""", "trailing.percent")]
    [InlineData("trailing", """{"atr":"1","atrInterval":"lunar"}""", "trailing.atrInterval")]
    [InlineData("breakEven", """{"at":{"price":"61000"}}""", "breakEven.at.r")]
    [InlineData("breakEven", """{"offset":"1"}""", "breakEven.at")]
    [InlineData("limitPrice", "\"59000\"", "limitPrice")]
    [InlineData("maxLagSeconds", "61", "maxLagSeconds")]
    [InlineData("maxLagSeconds", "0", "maxLagSeconds")]
    public void Override_that_widens_or_is_not_supported_is_a_fault(string field, string json, string path) =>
        Assert.Equal(path, new AnAlert().With(field, JsonNode.Parse(json)).Read(_strategy).OnlyFault().Field);

    [Fact]
    public void Override_that_tightens_is_taken()
    {
        var signal = new AnAlert()
            .With("leverage", "5").With("size", JsonNode.Parse("""{"mode":"RISKPERCENT","value":0.5}"""))
            .With("stopLoss", JsonNode.Parse("""{"percent":"2"}""")).With("takeProfits", JsonNode.Parse("""[{"r":"3","close":"100"}]"""))
            .With("orderType", "limit").With("limitPrice", "59000").With("dryRun", true).With("maxLagSeconds", "60")
            .Read(_strategy).Signal();

        Assert.Equal(5m, signal.Leverage);
        Assert.Equal(new Sizing(SizingMode.RiskPercent, 0.5m), signal.Size);
        Assert.Equal(new PriceDistance(Percent: 2m), signal.StopLoss);
        Assert.Equal(new TakeProfitRule(new PriceDistance(R: 3m), 100m), Assert.Single(signal.TakeProfits!));
        Assert.Equal(OrderType.Limit, signal.OrderType);
        Assert.Equal(59000m, signal.LimitPrice);
        Assert.Equal(60, signal.MaxLagSeconds);
        Assert.True(signal.DryRun);
    }

    [Fact]
    public void Leverage_is_a_fault_when_the_strategy_sets_none() =>
        Assert.Equal("leverage", new AnAlert().With("leverage", "1").Read(new AStrategy().Leverage(null).Build()).OnlyFault().Field);

    [Fact]
    public void Alert_template_filled_in_by_TradingView_reads_without_ignored_fields()
    {
        var body = AlertTemplate.For(_strategy, "a-token")
            .Replace("{{exchange}}:{{ticker}}", "BYBIT:BTCUSDT.P", StringComparison.Ordinal)
            .Replace("{{strategy.market_position}}", "long", StringComparison.Ordinal)
            .Replace("{{strategy.order.action}}", "buy", StringComparison.Ordinal);

        var readable = Assert.IsType<SignalReading.Readable>(AnAlert.ReadBody(body, _strategy));

        Assert.Empty(readable.IgnoredFields);
        Assert.Equal(TargetPosition.Long, readable.Signal.Position);
    }

    [Fact]
    public void Alert_may_ask_for_as_much_as_the_strategy_has()
    {
        var signal = new AnAlert().With("leverage", "10").With("size", JsonNode.Parse("""{"mode":"riskPercent","value":1}"""))
            .With("stopLoss", JsonNode.Parse("""{"percent":2}""")).Read(_strategy).Signal();

        Assert.Equal((10m, 1m, 2m), (signal.Leverage, signal.Size?.Value, signal.StopLoss?.Percent));
    }

    [Theory]
    [InlineData(40, false)]
    [InlineData(41, true)]
    public void Value_that_is_quoted_in_a_fault_has_forty_characters_at_most(int length, bool isCut)
    {
        var message = new AnAlert().With("price", new string('x', length)).Read(_strategy).OnlyFault().Message;

        Assert.Contains($"'{new string('x', 40)}{(isCut ? "…" : "")}'", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Smallest_number_that_is_taken_is_a_trillionth() => Assert.Equal(
        1e-12m, new AnAlert().With("price", "0.000000000001").Read(_strategy).Signal().Price);
}
