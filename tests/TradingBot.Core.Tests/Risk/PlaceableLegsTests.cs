using TradingBot.Core.Foundation;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Risk;
using TradingBot.Core.Strategies;
using TradingBot.Core.Tests.Building;

namespace TradingBot.Core.Tests.Risk;

/// <summary>Whether stop and target of an entry can be placed at their own prices, on both sides of each limit.</summary>
public sealed class PlaceableLegsTests
{
    // A spot pair at 60000 that trades in millionths from 5 USDT, with a fee of a thousandth in the bought coin.
    private static readonly Instrument Pair = AnEntry.SpotPair with { MaxMarketQuantity = 1m, MaxLimitQuantity = 2m };

    [Theory]
    [InlineData("0.000120", "30", "5", "risk.stopTooSmall")] // 0.000119 after the fee, at 42 000: 4.998
    [InlineData("0.000121", "30", "5", null)] // 0.000120 after the fee, at 42 000: 5.04
    [InlineData("0.000100", "15", "5.05", "risk.stopTooSmall")] // 0.000099 at 51 000: 5.049
    [InlineData("0.000100", "15", "5.049", null)]
    public void Spot_stop_must_be_worth_an_order_after_the_fee_and_at_its_own_price(
        string quantity, string percent, string minimum, string? code) =>
        Assert.Equal(code, CodeOf(Spot(quantity, percent, Pair with { MinNotional = decimal.Parse(minimum) })));

    [Theory]
    [InlineData("0.001", "0.01")]
    [InlineData("0.01", "0.001")]
    public void Spot_stop_is_sized_after_the_dearer_fee(string maker, string taker)
    {
        // After a hundredth 0.000119 are left, at 42 000 worth 4.998; after a thousandth it would be 0.000120.
        var entry = Spot("0.000121", "30", Pair).With(r => r with { Fees = new FeeRate(decimal.Parse(maker), decimal.Parse(taker)) });

        Assert.Equal("risk.stopTooSmall", CodeOf(entry));
    }

    [Theory]
    [InlineData("0.001", "risk.stopTooSmall")] // 0.000999 are left after the fee
    [InlineData("0.001002", null)] // 0.001000 are left
    public void Spot_stop_must_have_the_smallest_quantity_after_the_fee(string quantity, string? code) =>
        Assert.Equal(code, CodeOf(Spot(quantity, "2", Pair with { MinQuantity = 0.001m, MinNotional = 0m })));

    [Theory]
    [InlineData("1.002", "risk.aboveMaximum")] // 1.000998 are left after the fee
    [InlineData("1.001", null)] // 0.999999 are left
    public void Spot_stop_is_a_market_order_and_must_not_pass_its_maximum(string quantity, string? code)
    {
        var entry = Spot(quantity, "2", Pair);

        Assert.Equal(code, CodeOf(entry.With(r => r with { Strategy = r.Strategy with { OrderType = OrderType.Limit } })));
    }

    [Theory]
    [InlineData("0.002", "2", "risk.stopTooSmall")] // 117.6 at the stop
    [InlineData("0.002", "1", null)] // 118.8
    public void Futures_stop_must_be_worth_an_order_at_its_own_price(string quantity, string percent, string? code)
    {
        var strategy = new AStrategy().Sized(SizingMode.FixedQuantity, decimal.Parse(quantity)).Stop(decimal.Parse(percent));

        Assert.Equal(code, CodeOf(new AnEntry().By(strategy).On(AnEntry.Linear with { MinNotional = 118m })));
    }

    [Theory]
    [InlineData("20", "risk.targetTooSmall")] // 95.99984 at the target
    [InlineData("10", null)] // 107.9998
    public void Target_of_a_short_must_be_worth_an_order_at_its_own_price(string percent, string? code)
    {
        var strategy = new AStrategy().Sized(SizingMode.FixedQuantity, 0.002m)
            .Target(new PriceDistance(Percent: decimal.Parse(percent)));

        Assert.Equal(code, CodeOf(new AnEntry().By(strategy).Short().On(AnEntry.Linear with { MinNotional = 100m })));
    }

    /// <summary>0.002 in two parts of a thousandth, at 62400 and 64800.</summary>
    [Theory]
    [InlineData("50", "62", null)]
    [InlineData("50", "63", null)] // Neither part is an order, both together are.
    [InlineData("40", "64", null)] // 40 and 80 % of it come to nothing and one thousandth, worth 64.8
    [InlineData("40", "65", "risk.targetTooSmall")]
    public void Shares_of_targets_must_come_to_an_order_alone_or_together(string close, string minimum, string? code)
    {
        var entry = new AnEntry().On(AnEntry.Linear with { MinNotional = decimal.Parse(minimum) })
            .By(new AStrategy().Sized(SizingMode.FixedQuantity, 0.002m).With(s => s with
            {
                TakeProfits =
                [
                    new TakeProfitRule(new PriceDistance(Percent: 8m), decimal.Parse(close)),
                    new TakeProfitRule(new PriceDistance(Percent: 4m), decimal.Parse(close)),
                ],
            }));

        Assert.Equal(code, CodeOf(entry));
        if (code is null)
            return;
        var numbers = entry.Denial().Numbers;
        Assert.Equal(("0.001", "64800", "64.8"), (numbers["quantity"], numbers["price"], numbers["notional"]));
    }

    [Fact]
    public void Inverse_legs_are_counted_in_contracts_whatever_the_price()
    {
        var strategy = new AStrategy().Inverse().Sized(SizingMode.FixedQuantity, 10m).Stop(50m).Leverage(1m);

        Assert.Null(CodeOf(new AnEntry().On(AnEntry.InverseContract with { MinNotional = 10m }).By(strategy)));
    }

    [Fact]
    public void Denial_names_what_is_left_and_what_the_exchange_takes()
    {
        var denial = Spot("0.000101", "30", Pair).Denial();

        Assert.Equal(
            ("risk.stopTooSmall", "0.0001", "42000", "4.2", "5"),
            (denial.Code, denial.Numbers["quantity"], denial.Numbers["price"], denial.Numbers["notional"], denial.Numbers["minNotional"]));
    }

    private static AnEntry Spot(string quantity, string stopPercent, Instrument pair) => new AnEntry()
        .On(pair)
        .By(new AStrategy().Spot().Sized(SizingMode.FixedQuantity, decimal.Parse(quantity)).Stop(decimal.Parse(stopPercent)))
        .With(r => r with { Fees = new FeeRate(0.001m, 0.001m), Equity = 1e9m, Available = 1e9m });

    private static string? CodeOf(AnEntry entry) => entry.Decide() is RiskVerdict.Denied { Denial: Denial denial } ? denial.Code : null;
}
