using System.Text.Json.Nodes;
using TradingBot.Core.Markets;
using TradingBot.Core.Strategies;

namespace TradingBot.Core.Tests.Strategies;

public sealed partial class StrategyDocumentTests
{
    private const string Chosen = """
        {"symbols":["BTCUSDT"],"category":"option","sizing":{"mode":"riskPercent","value":"1"},"maxSlippagePercent":"20","option":{"delta":"0.3"}}
        """;

    private const string Named = """
        {"symbols":["BTC-27MAR27-60000-C-USDT"],"category":"option","sizing":{"mode":"riskPercent","value":"1"},"maxSlippagePercent":"20"}
        """;

    [Fact]
    public void Rule_for_choosing_an_option_has_defaults()
    {
        var strategy = Valid(Chosen).Strategy;

        Assert.Equal(
            new OptionRule { Days = 7, MinDays = 1, MaxDays = 45, Delta = 0.3m, MinOpenInterest = 0, MaxSpreadPercent = 20 },
            strategy.Option);
        Assert.Null(strategy.CloseBeforeExpiryHours);
        Assert.True(JsonNode.DeepEquals(
            StrategyDocument.Write(strategy), StrategyDocument.Write(Valid(StrategyDocument.Write(strategy).ToJsonString()).Strategy)));
        Assert.Null(Valid(Named).Strategy.Option);
    }

    [Theory]
    [InlineData("option", """{"delta":"0.3","strike":"60000"}""", "option.delta")]
    [InlineData("option", """{"days":"7"}""", "option.delta")]
    [InlineData("option", """{"delta":"0.04"}""", "option.delta")]
    [InlineData("option", """{"delta":"0.96"}""", "option.delta")]
    [InlineData("option", """{"outOfTheMoneyPercent":"50.1"}""", "option.outOfTheMoneyPercent")]
    [InlineData("option", """{"strike":"0"}""", "option.strike")]
    [InlineData("option", """{"delta":"0.3","days":"46"}""", "option.days")]
    [InlineData("option", """{"delta":"0.3","minDays":"8"}""", "option.days")]
    [InlineData("option", """{"delta":"0.3","maxDays":"366"}""", "option.maxDays")]
    [InlineData("option", """{"delta":"0.3","maxSpreadPercent":"0"}""", "option.maxSpreadPercent")]
    [InlineData("option", """{"delta":"0.3","minOpenInterest":"-1"}""", "option.minOpenInterest")]
    [InlineData("option", """{"delta":"0.3","iv":"1"}""", "option.iv")]
    [InlineData("symbols", """["BTC-27MAR27-60000-C-USDT"]""", "symbols[0]")]
    [InlineData("symbols", """["BTCUSDT","BTCUSD"]""", "symbols[1]")]
    [InlineData("leverage", "2", "leverage")]
    [InlineData("pyramiding", "1", "pyramiding")]
    [InlineData("maxSlippagePercent", "null", "orderType")]
    [InlineData("maxSlippagePercent", "50.1", "maxSlippagePercent")]
    [InlineData("stopLoss", """{"atr":"2"}""", "category")]
    [InlineData("takeProfits", """[{"atr":"2"}]""", "category")]
    [InlineData("trailing", """{"atr":"2"}""", "category")]
    [InlineData("sizing", """{"mode":"atrRisk","value":"1"}""", "category")]
    [InlineData("closeBeforeExpiryHours", "0", "closeBeforeExpiryHours")]
    [InlineData("closeBeforeExpiryHours", "721", "closeBeforeExpiryHours")]
    [InlineData("closeBeforeExpiryHours", "1080", "closeBeforeExpiryHours")]
    public void Fault_of_a_strategy_that_buys_options_is_named(string field, string json, string path)
    {
        var document = JsonNode.Parse(Chosen)!.AsObject();
        document[field] = JsonNode.Parse(json);

        var faults = Assert.IsType<StrategyReading.Faulty>(Read(document.ToJsonString())).Faults;

        Assert.Contains(faults, fault => fault.Field == path);
    }

    /// <summary>What cannot be read says nothing of what was meant, so nothing is told that follows from it.</summary>
    [Theory]
    [InlineData("option", "[1]", "option")]
    [InlineData("option", """{"delta":"0.01"}""", "option.delta")]
    [InlineData("maxSlippagePercent", "\"51\"", "maxSlippagePercent")]
    public void Unread_field_is_the_only_fault(string field, string json, string path)
    {
        var document = JsonNode.Parse(Chosen)!.AsObject();
        document[field] = JsonNode.Parse(json);

        Assert.Equal(path, Assert.Single(Assert.IsType<StrategyReading.Faulty>(Read(document.ToJsonString())).Faults).Field);
    }

    [Theory]
    [InlineData("direction", "\"short\"", "direction")]
    [InlineData("symbols", """["BTCUSDT"]""", "symbols[0]")]
    public void Options_are_not_sold(string field, string json, string path)
    {
        var document = JsonNode.Parse(Named)!.AsObject();
        document[field] = JsonNode.Parse(json);

        Assert.Equal(path, Assert.Single(Assert.IsType<StrategyReading.Faulty>(Read(document.ToJsonString())).Faults).Field);
    }

    [Theory]
    [InlineData("option", """{"delta":"0.3"}""", "option")]
    [InlineData("closeBeforeExpiryHours", "24", "closeBeforeExpiryHours")]
    public void What_is_of_options_is_for_no_other_category(string field, string json, string path)
    {
        var document = JsonNode.Parse(Least)!.AsObject();
        document[field] = JsonNode.Parse(json);

        Assert.Equal(path, Assert.Single(Assert.IsType<StrategyReading.Faulty>(Read(document.ToJsonString())).Faults).Field);
    }

    [Fact]
    public void Strategy_that_names_its_options_is_long_only_and_one_that_chooses_them_is_not()
    {
        Assert.False(Core.Signals.SignalInterpreter.Allows(Valid(Named).Strategy, Direction.Short));
        Assert.True(Core.Signals.SignalInterpreter.Allows(Valid(Chosen).Strategy, Direction.Short));
        var widest = Chosen.Replace("\"20\"", "\"50\"", StringComparison.Ordinal);
        Assert.Equal(50m, Valid(widest).Strategy.MaxSlippagePercent);
    }
}
