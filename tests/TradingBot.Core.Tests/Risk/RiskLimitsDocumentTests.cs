using System.Text.Json;
using TradingBot.Core.Risk;

namespace TradingBot.Core.Tests.Risk;

public sealed class RiskLimitsDocumentTests
{
    [Fact]
    public void Written_limits_read_back_the_same()
    {
        var limits = new RiskLimits
        {
            MaxOpenTrades = 3,
            MaxGrossNotional = 10_000.5m,
            MaxNotionalToEquity = 2m,
            MaxHeatPercent = 5m,
            MaxLeverage = 10m,
            MaxEntriesPerMinute = 4,
        };

        Assert.Equal(limits, Valid(RiskLimitsDocument.Write(limits).ToJsonString()));
        Assert.Equal(new RiskLimits(), Valid(RiskLimitsDocument.Write(new RiskLimits()).ToJsonString()));
    }

    [Fact]
    public void Amounts_are_written_as_text_and_counts_as_numbers()
    {
        var limits = new RiskLimits
        {
            MaxOpenTrades = 3,
            MaxGrossNotional = 10_000.50m,
            MaxNotionalToEquity = 2m,
            MaxHeatPercent = 5.25m,
            MaxEntriesPerMinute = 4,
        };

        var json = RiskLimitsDocument.Write(limits);

        Assert.Equal(
            ["3", "\"10000.5\"", "\"2\"", "\"5.25\"", null, "4"],
            new[] { "maxOpenTrades", "maxGrossNotional", "maxNotionalToEquity", "maxHeatPercent", "maxLeverage", "maxEntriesPerMinute" }
                .Select(name => json[name]?.ToJsonString()));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"maxOpenTrades":null,"dailyLossPercent":null,"drawdown":{"yellowPercent":null,"flattenOnRed":false},"perSymbol":{}}""")]
    public void Nothing_said_is_no_limit(string json) => Assert.Equal(new RiskLimits(), Valid(json));

    [Theory]
    [InlineData("""{"maxOpenTrade":3}""", "maxOpenTrade")]
    [InlineData("""{"maxOpenTrades":1.5}""", "maxOpenTrades")]
    [InlineData("""{"maxOpenTrades":-1}""", "maxOpenTrades")]
    [InlineData("""{"maxHeatPercent":"101"}""", "maxHeatPercent")]
    [InlineData("""{"maxLeverage":"0.5"}""", "maxLeverage")]
    [InlineData("""{"maxGrossNotional":"a lot"}""", "maxGrossNotional")]
    [InlineData("""{"dailyLossPercent":"3"}""", "dailyLossPercent")]
    [InlineData("""{"drawdown":{"redPercent":"20"}}""", "drawdown")]
    [InlineData("""{"perSymbol":{"BTCUSDT":{"maxOpenTrades":1}}}""", "perSymbol")]
    [InlineData("[]", "")]
    public void Faulty_limit_is_named(string json, string field) =>
        Assert.Equal(field, Assert.Single(Assert.IsType<RiskLimitsReading.Faulty>(Read(json)).Faults).Field);

    [Theory]
    [InlineData("maxOpenTrades", "-1", "0", "10000", "10001")]
    [InlineData("maxGrossNotional", "-0.000000000001", "0", "1000000000000", "1000000000000.000000000001")]
    [InlineData("maxNotionalToEquity", "-0.000000000001", "0", "1000", "1000.000000000001")]
    [InlineData("maxHeatPercent", "-0.000000000001", "0", "100", "100.000000000001")]
    [InlineData("maxLeverage", "0.999999999999", "1", "1000", "1000.000000000001")]
    [InlineData("maxEntriesPerMinute", "-1", "0", "10000", "10001")]
    public void Limit_is_taken_from_its_least_to_its_most_and_refused_just_past_either(
        string field, string below, string least, string most, string beyond)
    {
        foreach (var taken in (string[])[least, most])
            Assert.Equal(taken, RiskLimitsDocument.Write(Valid(Of(taken)))[field]!.ToString());
        foreach (var refused in (string[])[below, beyond])
            Assert.Equal(field, Assert.Single(Assert.IsType<RiskLimitsReading.Faulty>(Read(Of(refused))).Faults).Field);

        string Of(string number) => $$"""{"{{field}}":{{number}}}""";
    }

    private static RiskLimits Valid(string json) => Assert.IsType<RiskLimitsReading.Valid>(Read(json)).Limits;

    private static RiskLimitsReading Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return RiskLimitsDocument.Read(document.RootElement);
    }
}
