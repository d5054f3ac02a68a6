using TradingBot.Core.Markets;
using TradingBot.Core.Tests.Building;
using TradingBot.Core.Trades;

namespace TradingBot.Core.Tests.Trades;

/// <summary>What a trade's plan comes to once it was added to.</summary>
public sealed class AdditionTests
{
    [Fact]
    public void All_of_it_is_summed_up_and_its_price_averaged() => Assert.Equal(
        new PlannedFigures(Quantity: 1m, Open: 1m, ReferencePrice: 102m, Risk: 4.20m, RiskTaken: 2.70m, Notional: 102m),
        AnAddition.Third.With(0.50m));

    [Fact]
    public void Of_a_part_the_part_counts() => Assert.Equal(
        new PlannedFigures(
            Quantity: 0.60m, Open: 0.60m, ReferencePrice: 101m, Risk: 1.72m, RiskTaken: 1.42m, Notional: 60.4m),
        AnAddition.Third.With(0.10m));

    [Fact]
    public void Nothing_of_it_leaves_the_figures_of_before() => Assert.Equal(AnAddition.Third.Before, AnAddition.Third.With(0));

    // Half of it was closed: what is open risks the half of the plan and what is added, and that is what the standing risk has to say.
    [Theory]
    [InlineData(Category.Linear, Direction.Long, "96", "3.75")]
    [InlineData(Category.Linear, Direction.Long, "100", "0.75")]
    [InlineData(Category.Inverse, Direction.Long, "96", "3.75")]
    public void What_was_closed_before_takes_no_part_in_what_can_be_lost(
        Category category, Direction direction, string standing, string expected)
    {
        var addition = AnAddition.Third with
        {
            Before = AnAddition.Third.Before with { Open = 0.25m, Risk = 1.30m },
        };

        var figures = addition.With(0.50m);

        Assert.Equal((1m, 0.75m, 1.10m + 1.60m), (figures.Quantity, figures.Open, figures.RiskTaken));
        Assert.Equal(103m, figures.ReferencePrice);
        var risk = new StandingRisk(
            category, direction, figures.Quantity, figures.Open, figures.ReferencePrice, PlannedStop: 96m, decimal.Parse(standing),
            figures.Risk);
        Assert.Equal(decimal.Parse(expected), risk.Amount, 12);
        Assert.Equal(25m + 52m, risk.ShareOf(figures.Notional), 12);
    }
}
