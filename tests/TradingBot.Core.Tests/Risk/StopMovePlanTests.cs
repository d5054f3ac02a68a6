using TradingBot.Core.Foundation;
using TradingBot.Core.Markets;
using TradingBot.Core.Strategies;
using TradingBot.Core.Tests.Building;
using TradingBot.Core.Trades;

namespace TradingBot.Core.Tests.Risk;

/// <summary>Rules of a stop as prices: long at 60,000 with a stop at 58,800, short at 59,999.9 with one at 61,199.8.</summary>
public sealed class StopMovePlanTests
{
    [Theory]
    [InlineData(false, "61200")]
    [InlineData(true, "58800")]
    public void Break_even_in_risks_is_a_price_that_far_from_the_entry(bool isShort, string price)
    {
        var moves = PlanOf(isShort, new BreakEvenRule(new ReachedRule(R: 1), 0.2m), trailing: null);

        Assert.Equal(new BreakEvenMove(new MoveStart(decimal.Parse(price)), 0.2m), moves.BreakEven);
        Assert.Equal((0.00055m, null), (moves.FeeRate, moves.Trailing));
    }

    [Theory]
    [InlineData(false, "60900.1")]
    [InlineData(true, "59099.8")]
    public void Percent_is_rounded_away_from_the_entry(bool isShort, string price) => Assert.Equal(
        decimal.Parse(price),
        PlanOf(isShort, new BreakEvenRule(new ReachedRule(Percent: 1.5001m), 0), trailing: null).BreakEven!.When.Price);

    [Fact]
    public void Targets_count_from_nought_on_the_trade() => Assert.Equal(
        new MoveStart(Target: 1), PlanOf(isShort: false, new BreakEvenRule(new ReachedRule(Target: 2), 0), trailing: null).BreakEven!.When);

    [Fact]
    public void Distances_are_fixed_in_the_unit_of_the_price()
    {
        Assert.Equal(new TrailingMove(new MoveStart(), 2.5m, Distance: null), Trailing(new TrailingRule(Percent: 2.5m)));
        Assert.Equal(new TrailingMove(new MoveStart(), Percent: null, 150m), Trailing(new TrailingRule(Distance: 150m)));
        Assert.Equal(new TrailingMove(new MoveStart(), Percent: null, 1800m), Trailing(new TrailingRule(R: 1.5m)));
        Assert.Equal(new TrailingMove(new MoveStart(), Percent: null, 370m), Trailing(new TrailingRule(Atr: Atr(2))));
        Assert.Equal(
            new TrailingMove(new MoveStart(60_600m), 1m, Distance: null),
            Trailing(new TrailingRule(Percent: 1m, Activation: new ReachedRule(Percent: 1))));
        Assert.True(Trailing(new TrailingRule(FollowsTargets: true)).FollowsTargets);
    }

    // 1.00003 times 1,200, and 185 times 1.23456789.
    [Fact]
    public void What_is_reckoned_lies_on_the_step()
    {
        Assert.Equal(1200.1m, Trailing(new TrailingRule(R: 1.00003m)).Distance);
        Assert.Equal(228.4m, Trailing(new TrailingRule(Atr: Atr(1.23456789m))).Distance);
    }

    // Of a short 1.5 times 1,199.9.
    [Theory]
    [InlineData(false, "1800")]
    [InlineData(true, "1799.9")]
    public void Distance_in_risks_is_one_on_either_side(bool isShort, string distance) => Assert.Equal(
        decimal.Parse(distance), PlanOf(isShort, breakEven: null, new TrailingRule(R: 1.5m)).Trailing!.Distance);

    [Fact]
    public void Fee_that_is_paid_back_makes_no_stop_looser() => Assert.Equal(
        0m, new AnEntry().With(static r => r with { Fees = new FeeRate(-0.0002m, -0.0001m) }).Plan().StopMoves.FeeRate);

    [Fact]
    public void Break_even_of_an_alert_takes_the_place_of_the_strategys() => Assert.Equal(
        new BreakEvenMove(new MoveStart(Target: 0), 0.3m),
        new AnEntry()
            .By(new AStrategy().With(static strategy => strategy with { BreakEven = new BreakEvenRule(new ReachedRule(R: 1), 0) }))
            .Signalled(static signal => signal with { BreakEven = new BreakEvenRule(new ReachedRule(Target: 1), 0.3m) })
            .Plan().StopMoves.BreakEven);

    // In bars without movement the stop would be the price itself.
    [Theory]
    [InlineData(null)]
    [InlineData(0)]
    public void Entry_whose_bars_are_missing_or_do_not_move_is_denied(int? range)
    {
        var strategy = new AStrategy().With(static strategy => strategy with { Trailing = new TrailingRule(Atr: Atr(2)) });

        var denial = new AnEntry().By(strategy).Ranging(range).Denial();

        Assert.Equal(DenialCodes.BarsMissing, denial.Code);
        Assert.Contains("BTCUSDT", denial.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_an_alert_says_takes_the_place_of_what_the_strategy_says()
    {
        var plan = new AnEntry()
            .By(new AStrategy().With(static strategy => strategy with
            {
                Trailing = new TrailingRule(Percent: 2),
                BreakEven = new BreakEvenRule(new ReachedRule(R: 1), 0),
            }))
            .Signalled(static signal => signal with { Trailing = new TrailingRule(Percent: 3) }).Plan();

        Assert.Equal(3m, plan.StopMoves.Trailing!.Percent);
        Assert.NotNull(plan.StopMoves.BreakEven);
    }

    private static AtrRule Atr(decimal multiple) => new(multiple, AtrBars.Usual);

    private static TrailingMove Trailing(TrailingRule rule) => PlanOf(isShort: false, breakEven: null, rule).Trailing!;

    private static StopMoves PlanOf(bool isShort, BreakEvenRule? breakEven, TrailingRule? trailing)
    {
        var entry = new AnEntry().By(new AStrategy().With(strategy => strategy with { BreakEven = breakEven, Trailing = trailing }))
            .Ranging(185m);
        return (isShort ? entry.Short() : entry).Plan().StopMoves;
    }
}
