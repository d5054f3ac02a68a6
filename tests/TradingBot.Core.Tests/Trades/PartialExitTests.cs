using TradingBot.Core.Foundation;
using TradingBot.Core.Tests.Building;
using TradingBot.Core.Trades;

namespace TradingBot.Core.Tests.Trades;

public sealed class PartialExitTests
{
    // Step and smallest order 0.001, worth at least 5 USDT.
    [Theory]
    [InlineData("0.01", "50", "100", "0.005")]
    [InlineData("0.01", "33", "100", "0.003")]
    [InlineData("0.01", "39.999", "100", "0.003")]
    [InlineData("0.01", "40", "100", "0.004")]
    [InlineData("0.03", "1", "3", "0.01")]
    [InlineData("0.01", "1", "3", "0.003")]
    [InlineData("0.002", "50", "100", "0.001")]
    [InlineData("1000000", "1000000000000000", "2000000000000000", "500000")]
    public void Part_is_rounded_down_to_what_can_be_ordered(string held, string taken, string whole, string expected) =>
        Assert.Equal(new PartialExit.Part(Number(expected)), Of(Portion.Share(Number(taken), Number(whole)), held));

    [Theory]
    [InlineData("0.01", "9.99")]
    [InlineData("0.001", "99")]
    public void Part_that_is_no_order_is_too_small(string held, string percent) =>
        Assert.Equal(new PartialExit.TooSmall(0), Of(Portion.Percent(Number(percent)), held));

    [Theory]
    [InlineData("0.01", "100")]
    [InlineData("0.0104", "96.2")]
    public void What_would_leave_too_little_behind_closes_all(string held, string percent) =>
        Assert.IsType<PartialExit.Whole>(Of(Portion.Percent(Number(percent)), held));

    [Theory]
    [InlineData("0.01", "0.009", "0.009")]
    [InlineData("0.01", "0.0099", "0.009")]
    [InlineData("0.01", "0.001", "0.001")]
    public void Amount_is_closed_as_far_as_it_can_be_ordered(string held, string amount, string expected) =>
        Assert.Equal(new PartialExit.Part(Number(expected)), Of(Portion.Amount(Number(amount)), held));

    [Theory]
    [InlineData("0.01")]
    [InlineData("0.02")]
    public void Amount_of_all_there_is_or_more_closes_all(string amount) =>
        Assert.IsType<PartialExit.Whole>(Of(Portion.Amount(Number(amount)), "0.01"));

    [Fact]
    public void Amount_of_several_is_the_same_share_of_each_and_a_share_stays_one()
    {
        var share = Portion.Amount(0.01m).OfTogether(0.04m);

        Assert.Equal((0.0025m, 0.0075m), (share.Of(0.01m), share.Of(0.03m)));
        Assert.Equal(0.01m, Portion.Amount(0.05m).OfTogether(0.04m).Of(0.01m));
        Assert.Equal(Portion.Percent(30), Portion.Percent(30).OfTogether(0.04m));
    }

    /// <summary>An order of a thousandth is worth 4.99 then, and the exchange takes none below 5.</summary>
    [Fact]
    public void Least_value_of_an_order_counts_as_well()
    {
        Assert.Equal(new PartialExit.TooSmall(0.001m), Of(Portion.Percent(10), "0.01", price: 4_990m));
        Assert.Equal(new PartialExit.Part(0.001m), Of(Portion.Percent(10), "0.01", price: 5_000m));
        Assert.IsType<PartialExit.Whole>(Of(Portion.Percent(90), "0.01", price: 4_990m));
        Assert.Equal(new PartialExit.Part(0.009m), Of(Portion.Percent(90), "0.01", price: 5_000m));
    }

    /// <summary>The rest of coins needs a stop of its own, worth enough at its price; and no order takes less than a step of it.</summary>
    [Fact]
    public void Rest_has_to_be_an_order_at_the_lowest_price_it_may_be_closed_at()
    {
        Assert.IsType<PartialExit.Whole>(Of(Portion.Percent(50), "0.01", price: 6_000m, lowest: 999m));
        Assert.Equal(new PartialExit.Part(0.005m), Of(Portion.Percent(50), "0.01", price: 6_000m, lowest: 1_000m));
        Assert.IsType<PartialExit.Whole>(Of(Portion.Amount(0.001m), "0.00295", price: 5_000m, lowest: 2_600m));
        Assert.Equal(new PartialExit.Part(0.001m), Of(Portion.Amount(0.001m), "0.003", price: 5_000m, lowest: 2_600m));
    }

    private static PartialExit Of(Portion portion, string held, decimal price = 60_000m, decimal? lowest = null) =>
        PartialExit.Of(portion, Number(held), AnEntry.Linear, price, lowest ?? price);

    private static decimal Number(string text) => decimal.Parse(text);
}
