using System.Globalization;
using TradingBot.Core.Markets;
using TradingBot.Core.Trades;

namespace TradingBot.Core.Tests.Trades;

public sealed class StandingRiskTests
{
    // Half a coin, or fifty contracts of one USD, planned at 100 with a stop two away and a risk of 1.1.
    [Theory]
    [InlineData("linear", "long", 98, 98, 11)]
    [InlineData("linear", "long", 98, 97, 16)]
    [InlineData("linear", "long", 98, 99, 6)]
    [InlineData("linear", "long", 98, 105, 0)]
    [InlineData("linear", "short", 102, 103, 16)]
    [InlineData("linear", "short", 102, 101, 6)]
    [InlineData("spot", "long", 98, 97, 16)]
    public void Risk_follows_the_stop_that_stands(string category, string direction, decimal planned, decimal standing, int tenths) =>
        Assert.Equal(tenths / 10m, Risk(category, direction, 0.5m, planned, standing).Amount);

    [Theory]
    [InlineData("long", 125, 100, 136)]
    [InlineData("short", 80, 100, 161)]
    [InlineData("long", 100, 125, 0)]
    public void Inverse_risk_is_counted_in_dollars_at_the_reference_price(
        string direction, decimal planned, decimal standing, int tenths) =>
        Assert.Equal(tenths / 10m, Risk("inverse", direction, 50m, planned, standing).Amount, 6);

    [Theory]
    [InlineData(null, 97)]
    [InlineData(98, null)]
    public void Unknown_stop_leaves_the_planned_risk(int? planned, int? standing) =>
        Assert.Equal(1.1m, Risk("linear", "long", 0.5m, planned, standing).Amount);

    // Half a coin was planned.
    [Theory]
    [InlineData("0.5", 98, 11, 100)]
    [InlineData("0.25", 98, 5.5, 50)]
    [InlineData("0.25", 97, 8, 50)]
    [InlineData("1", 98, 22, 200)]
    [InlineData("0", 97, 0, 0)]
    public void Risk_and_value_are_of_what_can_still_be_lost(string exposed, int standing, double tenths, int percent)
    {
        var risk = Risk("linear", "long", 0.5m, 98, standing) with { Exposed = decimal.Parse(exposed, CultureInfo.InvariantCulture) };

        Assert.Equal((decimal)tenths / 10m, risk.Amount);
        Assert.Equal(percent, risk.ShareOf(100m));
    }

    private static StandingRisk Risk(string category, string direction, decimal quantity, decimal? planned, decimal? standing) => new(
        Enum.Parse<Category>(category, ignoreCase: true),
        Enum.Parse<Direction>(direction, ignoreCase: true),
        quantity,
        Exposed: quantity,
        Reference: 100m,
        planned,
        standing,
        PlannedRisk: category == "inverse" ? 3.6m : 1.1m);
}
