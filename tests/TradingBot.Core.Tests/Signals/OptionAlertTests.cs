using System.Text.Json.Nodes;
using TradingBot.Core.Markets;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;
using TradingBot.Core.Tests.Building;

namespace TradingBot.Core.Tests.Signals;

/// <summary>Alerts of an underlying know its chart, and nothing of the option that is bought for them.</summary>
public sealed class OptionAlertTests
{
    private static readonly Strategy Chosen = new AStrategy().With(static strategy => strategy with
    {
        Category = Category.Option,
        Option = new OptionRule { Days = 7, MinDays = 1, MaxDays = 30, Delta = 0.4m, MaxSpreadPercent = 20 },
        OrderType = Core.Orders.OrderType.Limit,
        Leverage = null,
    }).Build();

    [Theory]
    [InlineData("limitPrice", "60000", "limitPrice")]
    [InlineData("stopLoss", """{"price":"59000"}""", "stopLoss.price")]
    [InlineData("takeProfits", """[{"percent":"50","close":"50"},{"price":"62000","close":"50"}]""", "takeProfits[1].price")]
    [InlineData("trailing", """{"distance":"1500"}""", "trailing")]
    public void Price_of_the_chart_is_refused_by_name_with_what_to_send_instead(string field, string json, string path)
    {
        var alert = new AnAlert().With(field, JsonNode.Parse(json));

        var fault = alert.Read(Chosen).OnlyFault();

        Assert.Equal(path, fault.Field);
        Assert.Contains("what is bought is an option", fault.Message, StringComparison.Ordinal);
        // The option that the strategy names has this price.
        Assert.IsType<SignalReading.Readable>(alert.Read(Chosen with { Option = null }));
    }

    [Theory]
    [InlineData("stopLoss", """{"percent":"1"}""")]
    [InlineData("takeProfits", """[{"percent":"50"}]""")]
    [InlineData("trailing", """{"percent":"20"}""")]
    [InlineData("trailing", """{"r":"1"}""")]
    public void Share_of_the_premium_is_taken(string field, string json) =>
        Assert.IsType<SignalReading.Readable>(new AnAlert().With(field, JsonNode.Parse(json)).Read(Chosen));

    [Theory]
    [InlineData("BYBIT:BTCUSDT.P")]
    [InlineData("BYBIT:BTCUSDT")]
    [InlineData("BTCUSDT")]
    public void Both_charts_of_the_coin_are_its_price(string symbol) =>
        Assert.Equal("BTCUSDT", Assert.IsType<SignalReading.Readable>(new AnAlert().With("symbol", symbol).Read(Chosen)).Signal.Symbol.Value);
}
