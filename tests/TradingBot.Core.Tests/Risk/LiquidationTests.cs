using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Risk;
using TradingBot.Core.Strategies;
using TradingBot.Core.Tests.Building;

namespace TradingBot.Core.Tests.Risk;

/// <summary>A stop at or beyond the price at which the exchange would liquidate is refused, and no ordinary one is.</summary>
public sealed class LiquidationTests
{
    // Entry 60000, quantity 0.05: worth 3000. Loss until maintenance margin 201 − 1.65, kept 0.00555 of 3000.
    // 60000 · (1 − 0.06645 + 0.00555) = 56346.
    [Theory]
    [InlineData("56346.1", null)]
    [InlineData("56346", "risk.stopBehindLiquidation")]
    [InlineData("54000", "risk.stopBehindLiquidation")]
    public void Cross_margin_long_may_lose_what_is_free(string stop, string? code) =>
        Assert.Equal(code, CodeOf(Cross(available: 201m, leverage: 50m, stop)));

    // 60000 · (1 + 0.06645) / 1.00555 = 63633.83…
    [Theory]
    [InlineData("63633.8", null)]
    [InlineData("63633.9", "risk.stopBehindLiquidation")]
    public void Cross_margin_short_may_lose_what_is_free(string stop, string? code) =>
        Assert.Equal(code, CodeOf(Cross(available: 201m, leverage: 50m, stop).Short().Priced(60_000m)));

    // 60000 · (1 − 1/10 + 0.005) = 54300.
    [Theory]
    [InlineData("54300.1", null)]
    [InlineData("54300", "risk.stopBehindLiquidation")]
    public void Isolated_margin_long_may_lose_its_own_margin_however_much_is_free(string stop, string? code) =>
        Assert.Equal(code, CodeOf(Isolated(leverage: 10m, stop)));

    // 60000 · 1.1 / 1.005 = 65671.64…
    [Theory]
    [InlineData("65671.6", null)]
    [InlineData("65671.7", "risk.stopBehindLiquidation")]
    public void Isolated_margin_short_may_lose_its_own_margin(string stop, string? code) =>
        Assert.Equal(code, CodeOf(Isolated(leverage: 10m, stop).Short().Priced(60_000m)));

    // Long 60000 · 1.005 / 1.1 = 54818.18…; short 60000 / (1 − 0.1 + 0.005) = 66298.34…
    [Theory]
    [InlineData(false, "54818.2", null)]
    [InlineData(false, "54818.1", "risk.stopBehindLiquidation")]
    [InlineData(true, "66298.3", null)]
    [InlineData(true, "66298.4", "risk.stopBehindLiquidation")]
    public void Isolated_inverse_position_is_counted_in_its_coin(bool isShort, string stop, string? code)
    {
        var entry = Isolated(leverage: 10m, stop).On(AnEntry.InverseContract)
            .By(Fixed(1_000m).Inverse().Leverage(10m))
            .With(r => r with { Tiers = [new RiskTier(150m, 0.005m, 0m)] });

        Assert.Equal(code, CodeOf(isShort ? entry.Short().Priced(60_000m) : entry));
    }

    // 3000 contracts, 201 free: loss 0.06645, kept 0.00555. Long 60000 · 1.00555 / 1.06645 = 56573.68…; short 60000 · 1.0609 = 63654.
    [Theory]
    [InlineData(false, "56573.7", null)]
    [InlineData(false, "56573.6", "risk.stopBehindLiquidation")]
    [InlineData(true, "63653.9", null)]
    [InlineData(true, "63654", "risk.stopBehindLiquidation")]
    public void Cross_inverse_position_is_counted_in_what_backs_it_worst(bool isShort, string stop, string? code)
    {
        var entry = Cross(available: 201m, leverage: 50m, stop).On(AnEntry.InverseContract)
            .By(Fixed(3_000m).Inverse().Leverage(50m))
            .With(r => r with { Tiers = [new RiskTier(150m, 0.005m, 0m)] });

        Assert.Equal(code, CodeOf(isShort ? entry.Short().Priced(60_000m) : entry));
    }

    [Fact]
    public void Higher_risk_tier_keeps_more_and_deducts_what_the_lower_one_does_not_ask()
    {
        // Worth 3 000 000, second tier: 60000 · (1 − (0.1 + 10000/3000000) + 0.01) = 54400.
        var entry = Isolated(leverage: 10m, "54400").By(Fixed(50m).Leverage(10m)).With(r => r with { Equity = 1e9m, Available = 1e9m });

        Assert.Equal("risk.stopBehindLiquidation", CodeOf(entry));
        Assert.Null(CodeOf(entry.Signalled(s => s with { StopLoss = new PriceDistance(54_400.1m) })));
    }

    [Fact]
    public void Position_worth_exactly_a_tiers_limit_belongs_to_it()
    {
        // Worth 3000. First tier: 60000 · (1 − 0.1 + 0.005) = 54300; the next one would keep more: 60000 · (1 − 0.1 + 0.01) = 54600.
        var entry = Isolated(leverage: 10m, "54300.1");

        Assert.Null(CodeOf(entry.With(r => r with { Tiers = [new RiskTier(3_000m, 0.005m, 0m), new RiskTier(4_000m, 0.01m, 0m)] })));
        Assert.Equal(
            "risk.stopBehindLiquidation",
            CodeOf(entry.With(r => r with { Tiers = [new RiskTier(2_999.99m, 0.005m, 0m), new RiskTier(4_000m, 0.01m, 0m)] })));
    }

    [Fact]
    public void Position_worth_more_than_every_tier_keeps_what_the_last_one_asks()
    {
        // Worth 3000: 60000 · (1 − 0.1 + 0.02) = 55200.
        var entry = Isolated(leverage: 10m, "55200")
            .With(r => r with { Tiers = [new RiskTier(1_000m, 0.005m, 0m), new RiskTier(2_000m, 0.02m, 0m)] });

        Assert.Equal("risk.stopBehindLiquidation", CodeOf(entry));
        Assert.Null(CodeOf(entry.Signalled(s => s with { StopLoss = new PriceDistance(55_200.1m) })));
    }

    [Fact]
    public void Without_any_terms_no_stop_counts_as_reached_in_time() => Assert.Equal(
        "risk.stopBehindLiquidation",
        CodeOf(Isolated(leverage: 10m, "59999.9").On(AnEntry.Linear with { MaxLeverage = null }).With(r => r with { Tiers = [] })));

    [Fact]
    public void Without_the_exchanges_terms_the_least_initial_margin_is_kept()
    {
        // 60000 · (1 − 0.1 + 1/100) = 54600.
        var entry = Isolated(leverage: 10m, "54600").With(r => r with { Tiers = [] });

        Assert.Equal("risk.stopBehindLiquidation", CodeOf(entry));
        Assert.Null(CodeOf(entry.Signalled(s => s with { StopLoss = new PriceDistance(54_600.1m) })));
    }

    [Fact]
    public void Leverage_that_the_strategy_leaves_alone_is_that_of_the_exchange()
    {
        var entry = Isolated(leverage: 10m, "50000").By(Fixed(0.05m).Leverage(null));

        Assert.Equal("risk.stopBehindLiquidation", CodeOf(entry.With(r => r with { Held = new SymbolPositions([], Leverage: 10m) })));
        Assert.Null(CodeOf(entry.With(r => r with { Held = new SymbolPositions([], Leverage: 5m) })));
        Assert.Equal("risk.stopBehindLiquidation", CodeOf(entry.With(r => r with { Held = new SymbolPositions([], Leverage: null) })));
    }

    [Theory]
    [InlineData(MarginMode.Cross)]
    [InlineData(MarginMode.Isolated)]
    [InlineData(MarginMode.Portfolio)]
    public void Ordinary_entry_of_all_the_equity_at_leverage_three_is_never_refused(MarginMode mode)
    {
        var strategy = new AStrategy().Sized(SizingMode.EquityPercent, 290m).Leverage(3m).Stop(2m);

        Assert.NotNull(new AnEntry().By(strategy).With(r => r with { MarginMode = mode }).Plan());
        Assert.NotNull(new AnEntry().By(strategy).Short().With(r => r with { MarginMode = mode }).Plan());
    }

    [Fact]
    public void Spot_is_never_liquidated() => Assert.NotNull(new AnEntry()
        .On(AnEntry.SpotPair)
        .By(new AStrategy().Spot().Sized(SizingMode.FixedNotional, 9_000m).Stop(50m))
        .With(r => r with { Held = null, Tiers = [] })
        .Plan());

    [Fact]
    public void Denial_names_stop_and_liquidation_price()
    {
        var denial = Cross(available: 201m, leverage: 50m, "54000").Denial();

        Assert.Equal(("54000", "56346", "201"), (denial.Numbers["stop"], denial.Numbers["liquidationPrice"], denial.Numbers["available"]));
        Assert.Contains("about 56346,", denial.Message, StringComparison.Ordinal);
    }

    private static AStrategy Fixed(decimal quantity) => new AStrategy().Sized(SizingMode.FixedQuantity, quantity).Stop(20m);

    private static AnEntry Cross(decimal available, decimal leverage, string stop) => new AnEntry()
        .By(Fixed(0.05m).Leverage(leverage))
        .Priced(60_000m)
        .Signalled(s => s with { StopLoss = new PriceDistance(decimal.Parse(stop)) })
        .With(r => r with { Equity = 1e6m, Available = available });

    private static AnEntry Isolated(decimal leverage, string stop) => new AnEntry()
        .By(Fixed(0.05m).Leverage(leverage))
        .Priced(60_000m)
        .Signalled(s => s with { StopLoss = new PriceDistance(decimal.Parse(stop)) })
        .With(r => r with { Equity = 1e6m, Available = 1e6m, MarginMode = MarginMode.Isolated });

    private static string? CodeOf(AnEntry entry) => entry.Decide() is RiskVerdict.Denied denied ? denied.Denial.Code : null;
}
