using TradingBot.Core.Foundation;
using TradingBot.Core.Risk;
using TradingBot.Core.Strategies;
using TradingBot.Core.Tests.Building;
using TradingBot.Core.Trades;

namespace TradingBot.Core.Tests.Risk;

/// <summary>The worst price of an entry: long at 60,000 and short at 59,999.9, stop 1 %, risk 100.</summary>
public sealed class EntryBoundTests
{
    [Theory]
    [InlineData(false, "0.5", "60300")]
    [InlineData(false, "0.0101", "60006")]
    [InlineData(true, "0.5", "59700")]
    [InlineData(true, "0.0101", "59993.9")]
    public void Market_entry_has_a_worst_price_on_the_tick_and_within_the_bound(bool isShort, string percent, string worst)
    {
        var plan = Plan(new AStrategy().With(s => s with { MaxSlippagePercent = decimal.Parse(percent) }), isShort);

        Assert.Equal(decimal.Parse(worst), plan.Terms.WorstPrice);
        Assert.Equal($" It is filled at {worst} or better, or not at all.", plan.Remarks);
    }

    // A thousandth of a percent of 60,000 is less than half a tick.
    [Theory]
    [InlineData(false, "60000")]
    [InlineData(true, "59999.9")]
    public void Bound_below_a_tick_still_pays_what_the_market_asks(bool isShort, string worst) => Assert.Equal(
        decimal.Parse(worst), Plan(new AStrategy().With(s => s with { MaxSlippagePercent = 0.00005m }), isShort).Terms.WorstPrice);

    [Fact]
    public void Entry_without_a_bound_has_no_worst_price()
    {
        Assert.Equal(EntryTerms.None, Plan(new AStrategy()).Terms);
        Assert.Equal(EntryTerms.None, Plan(new AStrategy().Limit()).Terms);
        // A limit order stays at its price where it neither follows the market nor goes to it.
        Assert.Equal(EntryTerms.None, Plan(new AStrategy().Limit().With(s => s with { MaxSlippagePercent = 1m })).Terms);
    }

    [Theory]
    [InlineData(5, UnfilledEntry.Cancel, " Every 5 seconds its order follows the market, as far as 60300.")]
    [InlineData(
        null, UnfilledEntry.Market, " What is not filled when its time is over goes to the market, at 60300 or better.")]
    public void Limit_entry_that_may_move_has_one(int? chase, UnfilledEntry unfilled, string remarks)
    {
        var strategy = new AStrategy().Limit().With(s => s with
        {
            MaxSlippagePercent = 0.5m,
            ChaseSeconds = chase,
            WhenUnfilled = unfilled,
        });

        var plan = Plan(strategy);

        Assert.Equal(new EntryTerms { WorstPrice = 60_300m, ChaseSeconds = chase, WhenUnfilled = unfilled }, plan.Terms);
        Assert.Equal(remarks, plan.Remarks);
    }

    [Fact]
    public void Market_entry_does_not_follow_and_has_no_time_that_is_over()
    {
        var strategy = new AStrategy().With(s => s with
        {
            MaxSlippagePercent = 0.5m,
            ChaseSeconds = 5,
            WhenUnfilled = UnfilledEntry.Market,
        });

        Assert.Equal(new EntryTerms { WorstPrice = 60_300m }, Plan(strategy).Terms);
    }

    // Bought beyond the target it would be closed at once, and the exchange refuses such an order.
    [Theory]
    [InlineData(false, "60120", "60119.9")]
    [InlineData(false, "60300.1", "60300")]
    [InlineData(false, "60400", "60300")]
    [InlineData(true, "59880", "59880.1")]
    [InlineData(true, "59000", "59700")]
    public void Worst_price_lies_before_the_nearest_target(bool isShort, string target, string worst)
    {
        var strategy = new AStrategy().With(s => s with { MaxSlippagePercent = 0.5m });
        var entry = new AnEntry().By(strategy)
            .Signalled(s => s with { TakeProfits = [new TakeProfitRule(new PriceDistance(decimal.Parse(target)), 100m)] });

        Assert.Equal(decimal.Parse(worst), (isShort ? entry.Short() : entry).Plan().Terms.WorstPrice);
    }

    // A limit entry that may go 0.5 % worse is sized as if it were bought there: 60,300 to 58,800 and fees of 65.5 lose 1,565.5 a BTC. A
    // market entry is reckoned with what its strategy reckons with, and never with more than the bound.
    [Theory]
    [InlineData("limit", "0", "0.5", "0.063")]
    [InlineData("limit", "0", null, "0.079")]
    [InlineData("market", "0", "0.5", "0.079")]
    [InlineData("market", "2", "0.5", "0.036")]
    public void Size_reckons_with_the_worst_that_may_happen(string type, string slippage, string? bound, string quantity)
    {
        var strategy = new AStrategy().Stop(2m).With(s => s with
        {
            MaxSlippagePercent = bound is null ? null : decimal.Parse(bound),
            SlippagePercent = decimal.Parse(slippage),
            ChaseSeconds = bound is null ? null : 5,
        });

        Assert.Equal(decimal.Parse(quantity), Plan(type == "limit" ? strategy.Limit() : strategy).Quantity);
    }

    // 0.1 BTC cost 6,000 and at worst 6,600, with the fee 6,603.63.
    [Theory]
    [InlineData("6603.62", DenialCodes.SizeInsufficientBalance)]
    [InlineData("6603.63", null)]
    public void Balance_has_to_pay_the_worst_price(string free, string? code)
    {
        var strategy = new AStrategy().With(static s => s with
        {
            Category = Core.Markets.Category.Spot,
            Leverage = null,
            MaxSlippagePercent = 10m,
            Sizing = new Sizing(SizingMode.FixedQuantity, 0.1m),
            TakeProfits = [],
        });
        var entry = new AnEntry().On(AnEntry.SpotPair).By(strategy)
            .With(r => r with { Available = decimal.Parse(free), Held = null, Tiers = [] }).Build();

        Assert.Equal(code, (EntryRiskEngine.Decide(entry) as RiskVerdict.Denied)?.Denial.Code);
    }

    [Fact]
    public void End_of_an_order_that_found_nobody_at_its_price_says_so()
    {
        var denial = EntryTerms.WhyNotFilled(60_300.0m, "nobody traded at its price at that moment");

        Assert.Equal(DenialCodes.EntrySlippage, denial.Code);
        Assert.Equal(
            "Nothing was filled at 60300, the worst price that maxSlippagePercent allows, or better: "
                + "nobody traded at its price at that moment.",
            denial.Message);
        Assert.Equal("60300", denial.Numbers["worstPrice"]);
        var unsaid = EntryTerms.WhyNotFilled(1m, told: null).Message;
        Assert.EndsWith("or better: the exchange gave no reason.", unsaid, StringComparison.Ordinal);
    }

    private static TradePlan Plan(AStrategy strategy, bool isShort = false)
    {
        var entry = new AnEntry().By(strategy);
        return (isShort ? entry.Short() : entry).Plan();
    }
}
