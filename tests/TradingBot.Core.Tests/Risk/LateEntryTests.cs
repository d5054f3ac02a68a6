using TradingBot.Core.Exchange;
using TradingBot.Core.Foundation;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Risk;
using TradingBot.Core.Strategies;
using TradingBot.Core.Tests.Building;
using TradingBot.Core.Trades;

namespace TradingBot.Core.Tests.Risk;

/// <summary>One coin long, decided at 100 with its stop at 90 and its target at 120, no fees: it risks 10.</summary>
public sealed class LateEntryTests
{
    private static readonly TradeRecord Long = ATrade.Closed with
    {
        Quantity = 1m,
        ReferencePrice = 100m,
        StopLoss = 90m,
        PlannedStopLoss = 90m,
        Targets = [new PlannedTarget(120m, 100m)],
        Risk = 10m,
    };

    private static readonly TradeRecord Short = Long with
    {
        Direction = Direction.Short,
        StopLoss = 110m,
        PlannedStopLoss = 110m,
        Targets = [new PlannedTarget(80m, 100m)],
    };

    [Theory]
    [InlineData(100)]
    [InlineData(101)] // 110 % of the approved risk
    [InlineData(95)] // 50 % of it
    public void Entry_whose_plan_still_holds_is_sent(double price)
    {
        Assert.Null(LateEntry.WhyRefused(At((decimal)price)));
        Assert.Null(LateEntry.WhyRefused(At(200m - (decimal)price, Short)));
    }

    [Theory]
    [InlineData(101.01, DenialCodes.RiskChanged)]
    [InlineData(94.99, DenialCodes.RiskChanged)]
    [InlineData(90.01, DenialCodes.RiskChanged)]
    [InlineData(90, DenialCodes.StopWrongSide)]
    [InlineData(89, DenialCodes.StopWrongSide)]
    [InlineData(119.99, DenialCodes.RiskChanged)]
    [InlineData(120, DenialCodes.TargetWrongSide)]
    public void Entry_whose_plan_the_market_has_left_is_refused_on_either_side(double price, string code)
    {
        Assert.Equal(code, LateEntry.WhyRefused(At((decimal)price))?.Code);
        Assert.Equal(code, LateEntry.WhyRefused(At(200m - (decimal)price, Short))?.Code);
    }

    // With slippage of 5 % the approved risk was 19.5; of the price alone it was 10, of which the market leaves too little or makes too
    // much. What the strategy is set to by now says nothing.
    [Theory]
    [InlineData(100, 5, null)]
    [InlineData(100, 0, null)]
    [InlineData(101, 10, null)]
    [InlineData(94.99, 5, DenialCodes.RiskChanged)]
    [InlineData(101.01, 5, DenialCodes.RiskChanged)]
    public void Slippage_that_was_approved_hides_no_move_of_the_market(double price, int percent, string? code)
    {
        var request = At((decimal)price, Long with { Risk = 19.5m });

        Assert.Equal(
            code, LateEntry.WhyRefused(request with { Strategy = request.Strategy with { SlippagePercent = percent } })?.Code);
    }

    [Fact]
    public void Refusal_of_a_changed_risk_has_both_figures()
    {
        var denial = LateEntry.WhyRefused(At(105m))!;

        Assert.Equal(
            "The market is at 105: the entry would now risk 15 USDT instead of the approved 10 at its stop of 90.", denial.Message);
        Assert.Equal(("15", "10", "105", "90"), (
            denial.Numbers["risk"], denial.Numbers["approvedRisk"], denial.Numbers["price"], denial.Numbers["stop"]));
    }

    [Fact]
    public void Figures_of_a_changed_risk_have_eight_decimals()
    {
        var denial = LateEntry.WhyRefused(At(105m, Long with { Quantity = 1.1111111111m, Risk = 10.123456789m }))!;

        Assert.Equal(("16.66666667", "10.12345679"), (denial.Numbers["risk"], denial.Numbers["approvedRisk"]));
    }

    [Fact]
    public void Changed_risk_is_told_at_the_price_that_the_entry_would_meet_and_at_its_planned_stop()
    {
        var request = At(105m, Long with { StopLoss = 85m });

        var denial = LateEntry.WhyRefused(request with { Ticker = request.Ticker with { BidPrice = 104m, AskPrice = 106m } })!;

        Assert.Equal(("16", "106", "90"), (denial.Numbers["risk"], denial.Numbers["price"], denial.Numbers["stop"]));
    }

    [Fact]
    public void Entry_without_a_risk_has_none_that_could_change() => Assert.Null(LateEntry.WhyRefused(At(105m, Long with { Risk = 0m })));

    [Fact]
    public void Fees_are_part_of_the_risk() => Assert.Equal(
        DenialCodes.RiskChanged, LateEntry.WhyRefused(At(101m) with { Fees = new FeeRate(0m, 0.001m) })?.Code);

    // Of 1000 USD: 1000 * (1 - 100 / 90) at 100.
    [Theory]
    [InlineData(100, null)]
    [InlineData(101.5, DenialCodes.RiskChanged)]
    public void Inverse_entry_is_judged_in_dollars(double price, string? code)
    {
        var inverse = Long with { Category = Category.Inverse, Quantity = 1000m, Risk = 111.11m };

        Assert.Equal(code, LateEntry.WhyRefused(At((decimal)price, inverse))?.Code);
    }

    [Theory]
    [InlineData(98, null)]
    [InlineData(97.99, DenialCodes.Drift)]
    [InlineData(101, null)]
    public void Drift_is_measured_from_the_price_of_the_alert(double price, string? code)
    {
        var request = At((decimal)price) with { Signal = new ASignal().With(s => s with { Price = 100m }).Build() };

        Assert.Equal(
            code, LateEntry.WhyRefused(request with { Strategy = request.Strategy with { MaxDriftPercent = 2m } })?.Code);
        Assert.Null(LateEntry.WhyRefused(request with { Strategy = request.Strategy with { MaxDriftPercent = null } }));
    }

    [Theory]
    [InlineData(95, 97, null)] // it waits at its price, wherever the market has gone
    [InlineData(95, 118, null)]
    [InlineData(95, 90, DenialCodes.StopWrongSide)] // it would be filled and stopped at once
    [InlineData(95, 120, null)] // the target is measured from its price, which the market has to come to first
    public void Limit_entry_is_judged_at_its_limit_and_against_the_market(double limit, double market, string? code)
    {
        var trade = Long with { OrderType = OrderType.Limit, LimitPrice = (decimal)limit, Risk = 5m };

        Assert.Equal(code, LateEntry.WhyRefused(At((decimal)market, trade))?.Code);
    }

    [Fact]
    public void What_somebody_else_holds_or_has_ordered_refuses_it()
    {
        var held = new ExchangePosition
        {
            Category = Category.Linear,
            Symbol = Long.Symbol,
            Direction = Direction.Short,
            Quantity = 3m,
            EntryPrice = 99m,
        };
        var order = new ExchangeOrder
        {
            Category = Category.Linear,
            Symbol = Long.Symbol,
            ExchangeOrderId = "7",
            Side = OrderSide.Buy,
            Status = OrderStatus.Open,
            Quantity = 1m,
            FilledQuantity = 0m,
            CreatedAt = DateTimeOffset.UnixEpoch,
            UpdatedAt = DateTimeOffset.UnixEpoch,
        };

        Assert.Equal(
            DenialCodes.ForeignPosition, LateEntry.WhyRefused(At(100m) with { Held = new SymbolPositions([held], Leverage: null) })?.Code);
        Assert.Equal(DenialCodes.ForeignOrder, LateEntry.WhyRefused(At(100m) with { Resting = [order] })?.Code);
    }

    [Theory]
    [InlineData(StrategyState.Paused, false, DenialCodes.StrategyPaused)]
    [InlineData(StrategyState.ExitOnly, false, DenialCodes.StrategyExitOnly)]
    [InlineData(StrategyState.Active, true, DenialCodes.DryRun)]
    public void Strategy_that_opens_nothing_any_more_refuses_it(StrategyState state, bool dry, string code)
    {
        var request = At(100m);

        Assert.Equal(code, LateEntry.WhyRefused(request with { Strategy = request.Strategy with { State = state, DryRun = dry } })?.Code);
    }

    private static LateEntryRequest At(decimal price, TradeRecord? trade = null) => new()
    {
        Trade = trade ?? Long,
        Signal = new ASignal().Build(),
        Strategy = new AStrategy().Build(),
        Instrument = AnEntry.Linear,
        Ticker = new Ticker
        {
            Category = Category.Linear,
            Symbol = Long.Symbol,
            LastPrice = price,
            BidPrice = price,
            AskPrice = price,
            At = DateTimeOffset.UnixEpoch,
        },
        Fees = new FeeRate(0m, 0m),
        Held = new SymbolPositions([], Leverage: null),
        Resting = [],
    };
}
