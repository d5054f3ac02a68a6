using System.Globalization;
using TradingBot.Core.Exchange;
using TradingBot.Core.Foundation;
using TradingBot.Core.Markets;
using TradingBot.Core.Risk;
using TradingBot.Core.Strategies;
using TradingBot.Core.Tests.Building;

namespace TradingBot.Core.Tests.Risk;

/// <summary>Entries that stand exactly on an edge, and figures that are told to their last digit.</summary>
public sealed class EntryEdgesTests
{
    [Theory]
    [InlineData("0.5", "0.01", "1")] // the exchange knows no leverage below one
    [InlineData("10.129", "0.01", "10.12")]
    [InlineData("100", "0.01", "100")] // as much as the market allows
    [InlineData("0.5", null, "0.5")] // without a step it is left as it is set, and counted as one
    public void Leverage_is_set_in_the_markets_steps_from_one_to_its_most(string set, string? step, string expected)
    {
        var instrument = AnEntry.Linear with { LeverageStep = step is null ? null : Number(step) };
        var strategy = new AStrategy().Leverage(Number(set)).Sized(SizingMode.FixedNotional, 6_000m);

        Assert.Equal(Number(expected), new AnEntry().On(instrument).By(strategy).Plan().Leverage);
    }

    [Fact]
    public void Option_that_the_strategy_names_is_not_sold_to_open() => Assert.Equal(
        DenialCodes.DirectionNotAllowed,
        new AnEntry()
            .On(AnEntry.Linear with { Category = Category.Option })
            .By(new AStrategy().With(static strategy => strategy with { Category = Category.Option }))
            .Short()
            .Denial().Code);

    [Fact]
    public void Limit_below_the_smallest_price_is_that_price()
    {
        var entry = new AnEntry().By(new AStrategy().Limit()).Signalled(static signal => signal with { LimitPrice = 0.04m });

        // Its stop two percent below rounds to the entry.
        Assert.Equal(("0.1", "0.1"), (entry.Denial().Numbers["price"], entry.Denial().Numbers["stop"]));
    }

    [Theory]
    [InlineData(60000, 50000, null)]
    [InlineData(50000, 60000, DenialCodes.Drift)]
    [InlineData(null, 50000, DenialCodes.Drift)]
    [InlineData(null, 60000, null)]
    [InlineData(null, null, null)]
    public void Drift_is_measured_from_the_alerts_price_and_without_one_from_its_orders(int? price, int? orderPrice, string? code)
    {
        var entry = new AnEntry()
            .By(new AStrategy().With(static strategy => strategy with { MaxDriftPercent = 1m }))
            .Signalled(signal => signal with { Price = price, OrderPrice = orderPrice });

        Assert.Equal(code, CodeOf(entry));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-0.01")] // a fee that is paid back adds no coins to what the stop sells
    public void Spot_position_of_the_largest_market_order_can_be_stopped(string told)
    {
        var fee = decimal.Parse(told, CultureInfo.InvariantCulture);
        var entry = new AnEntry()
            .On(AnEntry.SpotPair with { MaxMarketQuantity = 0.01m, MaxLimitQuantity = 1m })
            .By(new AStrategy().Spot().Limit().Sized(SizingMode.FixedQuantity, 0.01m))
            .With(request => request with { Fees = new FeeRate(fee, fee), Held = null, Tiers = [] });

        Assert.Equal(0.01m, entry.Plan().Quantity);
    }

    // Long at 60000 with its stop at 58800 and its target at 62400, short at 59999.9 with them at 61199.8 and 57600.
    [Theory]
    [InlineData(false, "58800", DenialCodes.StopWrongSide)]
    [InlineData(false, "58800.1", null)]
    [InlineData(false, "62400", DenialCodes.TargetWrongSide)]
    [InlineData(false, "62399.9", null)]
    [InlineData(true, "61199.8", DenialCodes.StopWrongSide)]
    [InlineData(true, "61199.7", null)]
    [InlineData(true, "57600", DenialCodes.TargetWrongSide)]
    [InlineData(true, "57600.1", null)]
    public void Stop_and_target_that_the_last_price_has_reached_would_close_at_once(bool isShort, string last, string? code)
    {
        var entry = new AnEntry()
            .By(new AStrategy().Target(new PriceDistance(Percent: 4m)))
            .With(request => request with { Ticker = request.Ticker with { LastPrice = Number(last) } });

        Assert.Equal(code, CodeOf(isShort ? entry.Short() : entry));
    }

    [Theory]
    [InlineData(SizingMode.EquityPercent)]
    [InlineData(SizingMode.RiskPercent)]
    [InlineData(SizingMode.AtrRisk)]
    public void Percent_of_debts_is_no_size(SizingMode mode)
    {
        var sizing = new Sizing(mode, 1m, mode == SizingMode.AtrRisk ? AtrBars.Usual : null);
        var entry = new AnEntry()
            .By(new AStrategy().With(strategy => strategy with { Sizing = sizing }))
            .Ranging(600m)
            .With(static request => request with { Equity = -1m });

        Assert.Equal((DenialCodes.SizeInsufficientBalance, "-1"), Told(entry.Denial(), "equity"));
    }

    // The strategy may have been set lower since the alert was read.
    [Theory]
    [InlineData("4", "10", "4")]
    [InlineData("20", "10", "10")]
    [InlineData(null, "10", "10")]
    [InlineData("4", null, null)]
    public void Leverage_of_an_alert_counts_up_to_the_strategys(string? alert, string? strategy, string? expected)
    {
        var plan = new AnEntry()
            .By(new AStrategy().Leverage(strategy is null ? null : Number(strategy)))
            .Signalled(signal => signal with { Leverage = alert is null ? null : Number(alert) })
            .Plan();

        Assert.Equal(expected is null ? null : Number(expected), plan.Leverage);
    }

    [Fact]
    public void Spot_has_no_leverage_whatever_is_set_and_limited() => Assert.Null(
        new AnEntry()
            .On(AnEntry.SpotPair)
            .By(new AStrategy().Spot().Sized(SizingMode.FixedNotional, 600m).Leverage(5m))
            .Limited(new RiskLimits { MaxLeverage = 3m })
            .Plan().Leverage);

    [Fact]
    public void Stop_a_hundred_percent_away_is_none() =>
        Assert.Equal((DenialCodes.StopWrongSide, "0"), Told(new AnEntry().By(new AStrategy().Stop(100m)).Denial(), "stop"));

    [Fact]
    public void Short_that_no_price_can_liquidate_is_taken()
    {
        // All of the entry's value is its margin, and nothing of it has to be kept.
        var entry = new AnEntry()
            .On(AnEntry.InverseContract)
            .By(new AStrategy().Inverse().Leverage(1m).Sized(SizingMode.FixedQuantity, 100m))
            .Short()
            .Priced(60_000m)
            .With(static request => request with { MarginMode = MarginMode.Isolated, Tiers = [new RiskTier(1e9m, 0m, 0m)] });

        Assert.Equal(100m, entry.Plan().Quantity);
    }

    // 60000 · (1 + 201 / 3000 − 0.00055) / 1.00555 = 63633.83223111729899…
    [Fact]
    public void Price_of_a_liquidation_is_told_to_twelve_decimals()
    {
        var denial = new AnEntry()
            .By(new AStrategy().Sized(SizingMode.FixedQuantity, 0.05m).Stop(20m).Leverage(50m))
            .Short()
            .Priced(60_000m)
            .Signalled(static signal => signal with { StopLoss = new PriceDistance(64_000m) })
            .With(static request => request with { Equity = 1e6m, Available = 201m })
            .Denial();

        Assert.Equal((DenialCodes.StopBehindLiquidation, "63633.832231117299"), Told(denial, "liquidationPrice"));
    }

    [Fact]
    public void Age_of_the_last_entry_is_told_to_the_millisecond()
    {
        var denial = new AnEntry()
            .By(new AStrategy().With(static strategy => strategy with { CooldownSeconds = 60 }))
            .With(static request => request with { LastEntryAt = request.Now.AddSeconds(-59.9876) })
            .Denial();

        Assert.Equal((DenialCodes.StrategyCooldown, "59.988"), Told(denial, "secondsSinceEntry"));
    }

    private static (string Code, string Number) Told(Denial denial, string number) => (denial.Code, denial.Numbers[number]);

    private static string? CodeOf(AnEntry entry) => entry.Decide() is RiskVerdict.Denied denied ? denied.Denial.Code : null;

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
