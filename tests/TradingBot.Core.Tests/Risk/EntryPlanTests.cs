using TradingBot.Core.Orders;
using TradingBot.Core.Strategies;
using TradingBot.Core.Tests.Building;

namespace TradingBot.Core.Tests.Risk;

public sealed class EntryPlanTests
{
    [Fact]
    public void Risk_percent_of_a_long_counts_the_stop_and_the_fees_of_both_sides()
    {
        var plan = new AnEntry().Plan();

        // Per BTC: 1200 to the stop, 33 + 32.34 in fees: 1265.34. 100 / 1265.34 = 0.07903…, floored to 0.079.
        Assert.Equal(0.079m, plan.Quantity);
        Assert.Equal(58_800m, plan.StopLoss);
        Assert.Equal(60_000m, plan.ReferencePrice);
        Assert.Equal(4_740m, plan.Notional);
        Assert.Equal(0.079m * 1_265.34m, plan.Risk);
        Assert.Equal(10m, plan.Leverage);
        Assert.Equal(OrderType.Market, plan.OrderType);
        Assert.Null(plan.LimitPrice);
    }

    [Fact]
    public void Risk_percent_of_a_short_meets_the_bid_and_rounds_its_stop_down()
    {
        var plan = new AnEntry().Short().Plan();

        // 59 999.9 · 1.02 = 61 199.898, down to 61 199.8.
        Assert.Equal(59_999.9m, plan.ReferencePrice);
        Assert.Equal(61_199.8m, plan.StopLoss);

        // Per BTC 1199.9 to the stop and 66.659… in fees: 100 / 1266.56 = 0.07895…
        Assert.Equal(0.078m, plan.Quantity);
    }

    [Fact]
    public void Stop_of_a_long_rounds_up_and_targets_round_toward_the_entry()
    {
        var plan = new AnEntry().By(new AStrategy().Stop(1.00001m).Target(new PriceDistance(Percent: 3.00029m))).Plan();

        Assert.Equal(59_400m, plan.StopLoss);
        Assert.Equal(61_800.1m, Assert.Single(plan.Targets).Price);
    }

    [Theory]
    [InlineData(false, "63600")]
    [InlineData(true, "56400.1")]
    public void Target_in_risks_lies_that_many_stop_distances_away(bool isShort, string price)
    {
        var entry = new AnEntry().By(new AStrategy().Target(new PriceDistance(R: 3m)));

        var plan = (isShort ? entry.Short() : entry).Plan();

        Assert.Equal(decimal.Parse(price) + (isShort ? 0.1m : 0), Assert.Single(plan.Targets).Price);
    }

    [Theory]
    [InlineData(SizingMode.FixedQuantity, "0.1239", "0.123")]
    [InlineData(SizingMode.FixedNotional, "1000", "0.016")]
    [InlineData(SizingMode.EquityPercent, "50", "0.083")]
    [InlineData(SizingMode.RiskAmount, "50", "0.039")]
    [InlineData(SizingMode.FollowContracts, "0.5", "0.150")]
    [InlineData(SizingMode.FixedQuantity, "0.3", "0.3")]
    public void Sizing_mode_finds_the_quantity_rounded_down(SizingMode mode, string value, string quantity)
    {
        var plan = new AnEntry().By(new AStrategy().Sized(mode, decimal.Parse(value)))
            .Signalled(s => s with { Contracts = 0.5m, PositionSize = 0.3m })
            .With(r => r with { Available = 100_000m })
            .Plan();

        Assert.Equal(decimal.Parse(quantity), plan.Quantity);
    }

    [Fact]
    public void Follow_contracts_takes_the_orders_contracts_when_no_position_size_is_told()
    {
        var plan = new AnEntry().By(new AStrategy().Sized(SizingMode.FollowContracts, 0.1m)).Signalled(s => s with { Contracts = 0.5m })
            .Plan();

        Assert.Equal(0.05m, plan.Quantity);
    }

    [Theory]
    [InlineData(false, "100")]
    [InlineData(true, "500")]
    public void Size_of_the_instruments_maximum_is_approved_whole(bool isLimit, string most)
    {
        var strategy = new AStrategy().Sized(SizingMode.FixedQuantity, decimal.Parse(most));

        var plan = new AnEntry().By(isLimit ? strategy.Limit() : strategy).With(r => r with { Equity = 1e9m, Available = 1e9m }).Plan();

        Assert.Equal(decimal.Parse(most), plan.Quantity);
    }

    [Fact]
    public void Inverse_risk_is_counted_per_contract_in_base_coin_and_converted()
    {
        var plan = new AnEntry().On(AnEntry.InverseContract).By(new AStrategy().Inverse()).Plan();

        // 60000/58800 − 1 = 0.0204081…, fees (1 + 1.0204081…) · 0.00055 = 0.0011112…: 100 / 0.0215194… = 4646.97…
        Assert.Equal(4_646m, plan.Quantity);
        Assert.Equal(4_646m, plan.Notional);
        Assert.InRange(plan.Risk, 99.97m, 100m);
    }

    [Fact]
    public void Inverse_risk_amount_is_in_base_coin()
    {
        var plan = new AnEntry().On(AnEntry.InverseContract).By(new AStrategy().Inverse().Sized(SizingMode.RiskAmount, 0.001m)).Plan();

        Assert.Equal(2_788m, plan.Quantity);
    }

    [Fact]
    public void Spot_entry_has_no_leverage_and_needs_the_whole_value_and_fee()
    {
        var spot = new AnEntry().On(AnEntry.SpotPair).By(new AStrategy().Spot().Sized(SizingMode.FixedNotional, 600m));

        var plan = spot.With(r => r with { Available = 600m * 1.00055m }).Plan();

        Assert.Equal(0.01m, plan.Quantity);
        Assert.Null(plan.Leverage);
    }

    [Theory]
    [InlineData("59000.07", "59000")]
    [InlineData(null, "59500")]
    public void Limit_entry_takes_its_limit_or_the_alerts_order_price_on_the_tick(string? limit, string expected)
    {
        var plan = new AnEntry().By(new AStrategy().Limit())
            .Signalled(s => s with { LimitPrice = limit is null ? null : decimal.Parse(limit), OrderPrice = 59_500.09m })
            .Plan();

        Assert.Equal(decimal.Parse(expected), plan.LimitPrice);
        Assert.Equal(plan.LimitPrice, plan.ReferencePrice);
    }

    [Theory]
    [InlineData(false, "59500", "59700", "59500")]
    [InlineData(false, null, "59700.09", "59700")]
    [InlineData(false, null, null, "60000")]
    [InlineData(true, null, "60300.01", "60300.1")]
    [InlineData(true, null, null, "59999.9")]
    public void Limit_entry_without_a_limit_takes_the_order_price_the_price_or_what_a_market_order_would_meet(
        bool isShort, string? orderPrice, string? price, string expected)
    {
        var entry = new AnEntry().By(new AStrategy().Limit())
            .Signalled(s => s with { OrderPrice = Number(orderPrice), Price = Number(price) });

        Assert.Equal(Number(expected), (isShort ? entry.Short() : entry).Plan().LimitPrice);

        static decimal? Number(string? text) => text is null ? null : decimal.Parse(text);
    }

    [Theory]
    [InlineData(false, 55_000, 57_200)]
    [InlineData(true, 65_000, 62_400)]
    public void Target_of_a_limit_entry_may_lie_between_its_limit_and_the_market(bool isShort, double limit, double target)
    {
        var entry = new AnEntry().By(new AStrategy().Limit().Target(new PriceDistance(Percent: 4m)));

        var plan = (isShort ? entry.Short() : entry).Signalled(s => s with { LimitPrice = (decimal)limit, Price = null }).Plan();

        Assert.Equal((decimal)target, Assert.Single(plan.Targets).Price);
    }

    [Fact]
    public void Limit_of_a_short_rounds_up_to_the_better_price() =>
        Assert.Equal(60_500.1m, new AnEntry().Short().By(new AStrategy().Limit()).Signalled(s => s with { LimitPrice = 60_500.01m })
            .Plan().LimitPrice);

    [Theory]
    [InlineData(null)]
    [InlineData(0)]
    public void Last_price_stands_in_where_the_book_is_empty(int? empty) =>
        Assert.Equal(60_123m, new AnEntry().With(r => r with { Ticker = AnEntry.Quote(r.Instrument, empty, empty, 60_123m) })
            .Plan().ReferencePrice);

    [Fact]
    public void Alert_that_tightens_wins_over_the_strategy()
    {
        var plan = new AnEntry().Signalled(s => s with
        {
            Leverage = 4m,
            StopLoss = new PriceDistance(59_400m),
            Size = new Sizing(SizingMode.RiskPercent, 0.5m),
            TakeProfits = [new TakeProfitRule(new PriceDistance(66_000m), 100m)],
        }).Plan();

        Assert.Equal(4m, plan.Leverage);
        Assert.Equal(59_400m, plan.StopLoss);
        Assert.Equal(66_000m, Assert.Single(plan.Targets).Price);

        // 0.5 % of 10,000 at the strategy's own stop of 2 % buys 0.039; the nearer one costs 665.67 a BTC.
        Assert.Equal((0.039m, 25.96113m), (plan.Quantity, plan.Risk));
    }

    [Fact]
    public void Leverage_is_floored_to_the_venues_step() =>
        Assert.Equal(3.3m, new AnEntry().By(new AStrategy().Leverage(3.333m)).On(AnEntry.Linear with { LeverageStep = 0.1m })
            .Plan().Leverage);
}
