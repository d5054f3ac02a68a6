using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Strategies;
using TradingBot.Core.Tests.Building;

namespace TradingBot.Core.Tests.Risk;

/// <summary>
/// Sizes that hang on more than entry and stop: on bars, on the strategy's own stop, on slippage, on a bound. Long at 60,000, short at
/// 59,999.9, with 10,000 of equity and a taker fee of 0.055 %.
/// </summary>
public sealed class EntrySizingTests
{
    // A range of 600 loses 665.67 of a BTC bought, 666.33 of one sold, and 0.0112066 of a contract: 100 are to be lost. The stop at 2 %
    // then costs 1,265.34 a BTC.
    [Theory]
    [InlineData("linear", "0.150", "189.801")]
    [InlineData("short", "0.150", "189.984")]
    [InlineData("inverse", "8923", null)]
    [InlineData("spot", "0.150224", "190.08443616")]
    public void Risk_by_average_true_range_loses_its_percent_at_one_range_wherever_the_stop_lies(
        string market, string quantity, string? risk)
    {
        var strategy = new AStrategy().With(static s => s with { Sizing = new Sizing(SizingMode.AtrRisk, 1m, AtrBars.Usual) });
        var entry = market switch
        {
            "short" => new AnEntry().By(strategy).Short(),
            "inverse" => new AnEntry().On(AnEntry.InverseContract).By(strategy.Inverse()),
            "spot" => new AnEntry().On(AnEntry.SpotPair).By(strategy.Spot()),
            _ => new AnEntry().By(strategy),
        };

        var plan = entry.Ranging(600m).Plan();

        Assert.Equal(decimal.Parse(quantity), plan.Quantity);
        if (risk is not null) Assert.Equal(decimal.Parse(risk), plan.Risk, precision: 0);
    }

    // A price does not fall to nothing: from 60,000 a long loses at most that to the step.
    [Theory]
    [InlineData("70000")]
    [InlineData("59999.9")]
    public void Range_of_more_than_the_price_counts_down_to_its_step(string range)
    {
        var strategy = new AStrategy().Inverse().With(static s => s with { Sizing = new Sizing(SizingMode.AtrRisk, 100m, AtrBars.Usual) });

        // 1 − 600,000 and their fees, of a contract.
        Assert.Equal(
            0.016m,
            decimal.Round(new AnEntry().On(AnEntry.InverseContract with { QuantityStep = 0.001m, MinQuantity = 0 }).By(strategy)
                .Ranging(decimal.Parse(range)).Plan().Quantity, 3));
    }

    // Own stop at 2 %: 0.079. At 1 % a BTC loses 665.67, of which 100 would buy 0.150.
    [Theory]
    [InlineData(SizingMode.RiskPercent, "1")]
    [InlineData(SizingMode.RiskAmount, "100")]
    public void Nearer_stop_of_an_alert_risks_less_and_buys_no_more(SizingMode mode, string value)
    {
        var strategy = new AStrategy().Sized(mode, decimal.Parse(value));

        var plan = new AnEntry().By(strategy).Signalled(static s => s with { StopLoss = new PriceDistance(59_400m) }).Plan();

        Assert.Equal((0.079m, 59_400m, 58_800m), (plan.Quantity, plan.StopLoss, plan.SizedByStop));
        Assert.Equal(52.58793m, plan.Risk);
        Assert.Contains("strategy's own stop at 58800", plan.Remarks, StringComparison.Ordinal);
    }

    [Fact]
    public void Nearer_stop_of_a_short_buys_no_more_either()
    {
        var plan = new AnEntry().Short().Signalled(static s => s with { StopLoss = new PriceDistance(Percent: 1m) }).Plan();

        Assert.Equal((0.078m, 60_599.8m, 61_199.8m), (plan.Quantity, plan.StopLoss, plan.SizedByStop));
    }

    [Fact]
    public void Nearer_stop_counts_against_the_ranges_of_the_strategys_own()
    {
        var strategy = new AStrategy().With(static s => s with { StopLoss = new PriceDistance(Atr: new AtrRule(2m, AtrBars.Usual)) });

        var plan = new AnEntry().By(strategy).Signalled(static s => s with { StopLoss = new PriceDistance(59_400m) }).Ranging(600m).Plan();

        Assert.Equal((0.079m, 58_800m), (plan.Quantity, plan.SizedByStop));
    }

    // The stop of the strategy itself, one of the alert alone, and sizes that no stop decides.
    [Theory]
    [InlineData("2", "58800", SizingMode.RiskPercent, "1", "0.079")]
    [InlineData(null, "59400", SizingMode.RiskPercent, "1", "0.150")]
    [InlineData("2", "59400", SizingMode.FixedQuantity, "0.2", "0.2")]
    [InlineData("2", "59400", SizingMode.FixedNotional, "6000", "0.1")]
    public void Stop_of_the_strategy_says_nothing_where_it_does_not_decide(
        string? own, string alerted, SizingMode mode, string value, string quantity)
    {
        var strategy = new AStrategy().Stop(own is null ? null : decimal.Parse(own)).Sized(mode, decimal.Parse(value));

        var plan = new AnEntry().By(strategy).Signalled(s => s with { StopLoss = new PriceDistance(decimal.Parse(alerted)) }).Plan();

        Assert.Equal((decimal.Parse(quantity), null), (plan.Quantity, plan.SizedByStop));
        Assert.Equal("", plan.Remarks);
    }

    // 0.3 % worse: a BTC bought at 60,180 and sold at 58,623.6 loses 1,621.74; from the limit of 60,000 1,441.64,
    // a short from there 1,450.36.
    [Theory]
    [InlineData(false, "market", "0.061")]
    [InlineData(false, "limit", "0.069")]
    [InlineData(true, "market", "0.061")]
    [InlineData(true, "limit", "0.068")]
    public void Slippage_is_inside_the_risk(bool isShort, string order, string quantity)
    {
        var strategy = new AStrategy().With(static s => s with { SlippagePercent = 0.3m });
        var entry = new AnEntry().By(order == "limit" ? strategy.Limit() : strategy);

        var plan = (isShort ? entry.Short() : entry).Plan();

        Assert.Equal(decimal.Parse(quantity), plan.Quantity);
        Assert.InRange(plan.Risk, 97m, 100m);
    }

    // Coin lost of a contract: 1/58,623.6 − 1/60,180 and the fees of both, times 60,000 dollars: 0.02758…; of 100.
    [Fact]
    public void Slippage_of_an_inverse_contract_is_counted_in_its_coin()
    {
        var strategy = new AStrategy().Inverse().With(static s => s with { SlippagePercent = 0.3m });

        Assert.Equal(3_625m, new AnEntry().On(AnEntry.InverseContract).By(strategy).Plan().Quantity);
    }

    [Theory]
    [InlineData("0.3", "0.3", null)]
    [InlineData("0.299", "0.299", "0.3")]
    [InlineData("0.0509", "0.050", "0.3")]
    [InlineData("5", "0.3", null)]
    public void Contracts_are_followed_up_to_the_bound(string most, string quantity, string? asked)
    {
        var sizing = new Sizing(SizingMode.FollowContracts, 0.5m, MaxQuantity: decimal.Parse(most));
        var strategy = new AStrategy().With(s => s with { Sizing = sizing });

        var plan = new AnEntry().By(strategy).Signalled(static s => s with { Contracts = 0.6m, PositionSize = null }).Plan();

        Assert.Equal(decimal.Parse(quantity), plan.Quantity);
        Assert.Equal(asked is null ? null : decimal.Parse(asked), plan.AskedQuantity);
        Assert.Equal(asked is null ? "" : " Cut from 0.3 to the most that the strategy follows.", plan.Remarks);
    }

    // 600.03 twice and three times, to the step toward the entry.
    [Theory]
    [InlineData(false, "58800", "61800", "61000")]
    [InlineData(true, "61199.9", "58199.9", "58999.9")]
    public void Stop_and_targets_lie_their_ranges_away_each_by_its_own_bars(bool isShort, string stop, string far, string near)
    {
        var slow = new AtrBars(20, CandleInterval.Hour4);
        var strategy = new AStrategy().With(s => s with
        {
            StopLoss = new PriceDistance(Atr: new AtrRule(2m, AtrBars.Usual)),
            TakeProfits =
            [
                new TakeProfitRule(new PriceDistance(Atr: new AtrRule(3m, AtrBars.Usual)), 50),
                new TakeProfitRule(new PriceDistance(Atr: new AtrRule(1m, slow)), 50),
            ],
        });
        var entry = new AnEntry().By(strategy).With(
            r => r with { AverageTrueRanges = new Dictionary<AtrBars, decimal> { [AtrBars.Usual] = 600.03m, [slow] = 1_000m } });

        var plan = (isShort ? entry.Short() : entry).Plan();

        Assert.Equal(decimal.Parse(stop), plan.StopLoss);
        Assert.Equal([decimal.Parse(near), decimal.Parse(far)], plan.Targets.Select(static target => target.Price));
    }

    // With isolated margin a long is liquidated at 60,000 · (1 − 1/L + 0.005). The stop at 54,000, and a tenth of its distance beyond it:
    // 53,400, which a leverage of 8.69… has.
    [Theory]
    [InlineData("50", "0.01", "8.69")]
    [InlineData("50", "0.1", "8.6")]
    [InlineData("50", "1", "8")]
    [InlineData("49.8", "0.3", "8.4")]
    [InlineData("8.69", "0.01", "8.69")]
    [InlineData("8.7", "0.01", "8.69")]
    [InlineData("3", "0.01", "3")]
    [InlineData("1", "0.01", "1")]
    public void Leverage_is_lowered_until_the_liquidation_lies_beyond_the_stop(string most, string step, string leverage)
    {
        var plan = Auto(decimal.Parse(most), stop: 10m).On(AnEntry.Linear with { LeverageStep = decimal.Parse(step) }).Plan();

        Assert.Equal(decimal.Parse(leverage), plan.Leverage);
        Assert.Equal(decimal.Parse(most) == plan.Leverage ? null : decimal.Parse(most), plan.AskedLeverage);
        Assert.Equal(
            plan.AskedLeverage is null ? "" : $" Leverage {leverage} instead of {most}, so that the stop comes before the liquidation.",
            plan.Remarks);
    }

    // Short 60,000 · (1 + 1/L) / 1.005 ≥ 66,600; inverse long 60,000 · 1.005 / (1 + 1/L) ≤ 53,400.
    [Theory]
    [InlineData(true, false, "8.65")]
    [InlineData(false, true, "7.73")]
    public void Leverage_of_shorts_and_of_inverse_contracts_is_lowered_too(bool isShort, bool isInverse, string leverage)
    {
        var entry = Auto(50m, stop: 10m, isInverse).Priced(60_000m);

        Assert.Equal(decimal.Parse(leverage), (isShort ? entry.Short() : entry).Plan().Leverage);
    }

    // At 95 % no leverage has the tenth beyond it; without any the stop still comes first.
    [Fact]
    public void Leverage_goes_down_to_none() => Assert.Equal(1m, Auto(50m, stop: 95m).Plan().Leverage);

    [Fact]
    public void Leverage_that_is_lowered_needs_the_margin_of_the_lower_one()
    {
        var entry = Auto(50m, stop: 10m);

        Assert.Equal("size.insufficientBalance", entry.With(static r => r with { Available = 300m }).Denial().Code);
    }

    [Fact]
    public void Leverage_stays_where_the_account_backs_the_position_or_the_trader_decides()
    {
        Assert.Equal(50m, Auto(50m, stop: 10m).With(static r => r with { MarginMode = MarginMode.Cross }).Plan().Leverage);
        Assert.Equal(
            "risk.stopBehindLiquidation",
            Auto(50m, stop: 10m).With(static r => r with { Strategy = r.Strategy with { AutoLeverage = false } }).Denial().Code);
    }

    private static AnEntry Auto(decimal most, decimal stop, bool isInverse = false)
    {
        var strategy = new AStrategy().Leverage(most).Stop(stop).Sized(SizingMode.FixedQuantity, isInverse ? 1_000m : 0.05m)
            .With(static s => s with { AutoLeverage = true });
        return (isInverse ? new AnEntry().On(AnEntry.InverseContract).By(strategy.Inverse()) : new AnEntry().By(strategy)).With(
            static r => r with { MarginMode = MarginMode.Isolated, Tiers = [new RiskTier(4_000_000m, 0.005m, 0m)] });
    }
}
