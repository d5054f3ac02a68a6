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

    private static RiskLimits Valid(string json) => Assert.IsType<RiskLimitsReading.Valid>(Read(json)).Limits;

    private static RiskLimitsReading Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return RiskLimitsDocument.Read(document.RootElement);
    }
}
