using FsCheck.Xunit;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Tests.Building;
using TradingBot.Core.Trades;

namespace TradingBot.Core.Tests.Trades;

public sealed class ProfitAndLossTests
{
    [Theory]
    [InlineData(Category.Linear, Direction.Long, "0.5", "100", "110", "5")]
    [InlineData(Category.Linear, Direction.Short, "0.5", "100", "110", "-5")]
    [InlineData(Category.Spot, Direction.Long, "2", "100", "99", "-2")]
    [InlineData(Category.Inverse, Direction.Long, "1000", "100", "125", "2")]
    [InlineData(Category.Inverse, Direction.Short, "1000", "100", "125", "-2")]
    public void Open_part_gains_by_the_price_of_now(
        Category category, Direction direction, string quantity, string entry, string price, string expected) => Assert.Equal(
        Number(expected), ProfitAndLoss.Unrealized(category, direction, Number(quantity), Number(entry), Number(price)));

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public void Linear_long_closed_in_full_meets_the_venues_sum()
    {
        var pnl = ProfitAndLoss.Of(Category.Linear, Direction.Long, "USDT",
        [
            Fill("1", OrderSide.Buy, 60_000m, 0.05m, fee: 1.65m), Fill("2", OrderSide.Buy, 60_001m, 0.03m, fee: 0.9900165m), Fill(
                "3", OrderSide.Sell, 61_000m, 0.08m, fee: 2.684m),
        ]);

        Assert.Equal(79.97m, pnl.Gross);
        Assert.Equal(5.3240165m, pnl.Fees);
        Assert.Equal(74.6459835m, pnl.Net);
        Assert.Equal(60_000.375m, pnl.AverageEntry);
        Assert.Equal(61_000m, pnl.AverageExit);
        Assert.Equal(0m, pnl.SellableQuantity);
    }

    [Fact]
    public void Linear_short_earns_when_the_price_falls()
    {
        var pnl = ProfitAndLoss.Of(
            Category.Linear, Direction.Short, "USDT", [Fill("1", OrderSide.Sell, 100m, 3m), Fill("2", OrderSide.Buy, 90m, 3m)]);

        Assert.Equal(30m, pnl.Gross);
        Assert.Equal(100m, pnl.AverageEntry);
    }

    [Fact]
    public void Partly_closed_trade_counts_its_share_of_the_entry()
    {
        var pnl = ProfitAndLoss.Of(
            Category.Linear, Direction.Long, "USDT", [Fill("1", OrderSide.Buy, 100m, 4m), Fill("2", OrderSide.Sell, 110m, 1m, fee: 0.5m)]);

        Assert.Equal(10m, pnl.Gross);
        Assert.Equal(9.5m, pnl.Net);
        Assert.Equal(3m, pnl.SellableQuantity);
    }

    // Half was closed at the first entry's price; what was added at 130 changes neither that nor what is open cost.
    [Fact]
    public void What_is_added_changes_no_profit_that_was_made()
    {
        Fill[] fills =
        [
            Fill("1", OrderSide.Buy, 100m, 2m), Fill("2", OrderSide.Sell, 110m, 1m) with { At = ASignal.Noon.AddMinutes(1) },
            Fill("3", OrderSide.Buy, 130m, 2m) with { At = ASignal.Noon.AddMinutes(2) },
        ];

        var before = ProfitAndLoss.Of(Category.Linear, Direction.Long, "USDT", fills[..2]);
        var after = ProfitAndLoss.Of(Category.Linear, Direction.Long, "USDT", [fills[2], fills[0], fills[1]]);

        Assert.Equal((10m, 100m), (before.Gross, before.AverageEntry));
        Assert.Equal((10m, 120m), (after.Gross, after.AverageEntry));
    }

    [Fact]
    public void All_of_what_was_added_to_sums_up_without_a_division()
    {
        Fill[] fills =
        [
            Fill("1", OrderSide.Buy, 100m, 3m), Fill("2", OrderSide.Sell, 110m, 1m) with { At = ASignal.Noon.AddMinutes(1) },
            Fill("3", OrderSide.Buy, 130m, 1m) with { At = ASignal.Noon.AddMinutes(2) },
            Fill("4", OrderSide.Sell, 120m, 3m) with { At = ASignal.Noon.AddMinutes(3) },
        ];

        var pnl = ProfitAndLoss.Of(Category.Linear, Direction.Long, "USDT", fills);

        Assert.Equal((40m, 107.5m), (pnl.Gross, pnl.AverageEntry));
    }

    [Fact]
    public void Spot_buy_fee_in_base_coin_is_valued_in_quote_and_cannot_be_sold()
    {
        // Cash: out 100, in 0.999 · 110 less 0.10989: 9.78011.
        var pnl = ProfitAndLoss.Of(Category.Spot, Direction.Long, "USDT",
        [
            Fill("1", OrderSide.Buy, 100m, 1m, fee: 0.001m, feeCurrency: "BTC"), Fill("2", OrderSide.Sell, 110m, 0.999m, fee: 0.10989m),
        ]);

        Assert.Equal(9.78011m, pnl.Net);
        Assert.Equal(0m, pnl.SellableQuantity);
    }

    [Fact]
    public void Spot_bought_and_not_sold_shows_what_can_be_sold() =>
        Assert.Equal(
            0.999m,
            ProfitAndLoss.Of(Category.Spot, Direction.Long, "USDT",
                [Fill("1", OrderSide.Buy, 100m, 1m, fee: 0.001m, feeCurrency: "BTC")]).SellableQuantity);

    [Theory]
    [InlineData(Direction.Long, "0.002")]
    [InlineData(Direction.Short, "-0.002")]
    public void Inverse_profit_is_in_base_coin(Direction direction, string gross)
    {
        Fill[] fills =
        [
            Fill("1", direction.EntrySide(), 50_000m, 500m) with { Value = 0.01m }, Fill(
                "2", direction.ExitSide(), 62_500m, 500m) with { Value = 0.008m },
        ];

        var pnl = ProfitAndLoss.Of(Category.Inverse, direction, "BTC", fills);

        Assert.Equal(decimal.Parse(gross), pnl.Gross);
        Assert.Equal(50_000m, pnl.AverageEntry);
        Assert.Equal(62_500m, pnl.AverageExit);
    }

    [Fact]
    public void Trade_without_fills_is_all_zero() =>
        Assert.Equal(new PnlSummary(0, null, 0, null, 0, 0, 0), ProfitAndLoss.Of(Category.Linear, Direction.Long, "USDT", []));

    [Fact]
    public void Rebate_lowers_the_fees() =>
        Assert.Equal(
            -0.5m, ProfitAndLoss.Of(Category.Linear, Direction.Long, "USDT", [Fill("1", OrderSide.Buy, 100m, 1m, fee: -0.5m)]).Fees);

    [Property]
    public void Order_and_repetition_of_fills_do_not_matter(
        (bool IsBuy, ushort Price, ushort Quantity, short Fee)[] rolls, bool isLong, int seed)
    {
        var fills = rolls.Select((roll, at) => Fill(
            $"{at}", roll.IsBuy ? OrderSide.Buy : OrderSide.Sell, roll.Price + 0.1m, (roll.Quantity + 1) / 1000m, roll.Fee / 100m))
            .ToArray();
        var shuffled = fills.Concat(fills).OrderBy(fill => (fill.ExecId.GetHashCode(StringComparison.Ordinal) ^ seed) * 31).ToArray();
        var direction = isLong ? Direction.Long : Direction.Short;

        Assert.Equal(
            ProfitAndLoss.Of(Category.Linear, direction, "USDT", fills), ProfitAndLoss.Of(Category.Linear, direction, "USDT", shuffled));
    }

    [Property]
    public void Long_and_short_of_the_same_prices_cancel_out(ushort entry, ushort exit, ushort quantity)
    {
        var closed = (quantity + 1) / 1000m;
        var bought = ProfitAndLoss.Of(
            Category.Linear, Direction.Long, "USDT", [Fill("1", OrderSide.Buy, entry, closed), Fill("2", OrderSide.Sell, exit, closed)]);
        var sold = ProfitAndLoss.Of(
            Category.Linear, Direction.Short, "USDT", [Fill("1", OrderSide.Sell, entry, closed), Fill("2", OrderSide.Buy, exit, closed)]);

        Assert.Equal(0m, bought.Gross + sold.Gross);
        Assert.Equal(closed * (exit - entry), bought.Gross);
    }

    private static Fill Fill(
        string execId, OrderSide side, decimal price, decimal quantity, decimal fee = 0, string feeCurrency = "USDT") =>
        new()
        {
            ExecId = execId,
            Role = OrderRole.Entry,
            Side = side,
            Price = price,
            Quantity = quantity,
            Value = price * quantity,
            Fee = fee,
            FeeCurrency = feeCurrency,
            IsMaker = false,
            At = ASignal.Noon,
        };
}
