using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Tests.Building;
using TradingBot.Core.Trades;

namespace TradingBot.Core.Tests.Trades;

/// <summary>Whose funding it is, how much of it, and what it does to the result.</summary>
public sealed class FundingPaymentTests
{
    private static readonly DateTimeOffset Noon = ASignal.Noon;

    [Theory]
    [InlineData(Direction.Long, "0.0123", "9.9877")]
    [InlineData(Direction.Long, "-0.0123", "10.0123")]
    [InlineData(Direction.Short, "0.0123", "-10.0123")]
    [InlineData(Direction.Short, "-0.0123", "-9.9877")]
    public void Linear_result_is_less_what_was_paid_and_more_by_what_was_received(Direction direction, string paid, string net)
    {
        var pnl = Of(Category.Linear, direction, "USDT", Trip(direction, 1m), Paid(60, Number(paid), 1m));

        Assert.Equal((Number(paid), Number(net)), (pnl.Funding, pnl.Net));
        Assert.Equal(direction == Direction.Long ? 10m : -10m, pnl.Gross);
        Assert.Equal(0m, pnl.Fees);
    }

    [Theory]
    [InlineData(Direction.Long, "0.00000123", "0.00199877")]
    [InlineData(Direction.Long, "-0.00000123", "0.00200123")]
    [InlineData(Direction.Short, "0.00000123", "-0.00200123")]
    [InlineData(Direction.Short, "-0.00000123", "-0.00199877")]
    public void Inverse_result_is_less_funding_in_the_base_coin(Direction direction, string paid, string net)
    {
        Fill[] fills =
        [
            Fill("in", direction.EntrySide(), 0, 500m, 50_000m) with { Value = 0.01m },
            Fill("out", direction.ExitSide(), 120, 500m, 62_500m) with { Value = 0.008m },
        ];

        var pnl = Of(Category.Inverse, direction, "BTC", fills, Paid(60, Number(paid), 500m));

        Assert.Equal((Number(paid), Number(net)), (pnl.Funding, pnl.Net));
        Assert.Equal(decimal.Round(pnl.Net * 62_500m / 50m, 4), RiskMultiple.Of(Category.Inverse, pnl.Net, pnl.AverageExit, 50m));
    }

    [Fact]
    public void Payment_told_twice_counts_once()
    {
        var payment = Paid(60, 0.5m, 1m);

        Assert.Equal(0.5m, Of(Category.Linear, Direction.Long, "USDT", Trip(Direction.Long, 1m), payment, payment).Funding);
    }

    [Fact]
    public void Several_payments_add_up_whatever_their_sign()
    {
        FundingPayment[] payments = [Paid(10, 0.5m, 1m), Paid(20, -0.75m, 1m) with { ExecId = "another" }];

        Assert.Equal(-0.25m, Of(Category.Linear, Direction.Long, "USDT", Trip(Direction.Long, 1m), payments).Funding);
    }

    [Theory]
    [InlineData(-1, "0")]
    [InlineData(0, "1")]
    [InlineData(1, "1")]
    [InlineData(119, "1")]
    [InlineData(120, "1")]
    [InlineData(121, "0")]
    public void Payment_before_the_entry_or_after_the_exit_is_not_the_trades(int second, string quantity)
    {
        // In the very second of entry or exit nothing says which came first; that it was paid says that something stood.
        var payment = Paid(second, 0.5m, 1m);

        Assert.Equal(Number(quantity), payment.OwnQuantity(Direction.Long, Trip(Direction.Long, 1m)));
        Assert.Equal(0.5m * Number(quantity), payment.OwnAmount(Direction.Long, Trip(Direction.Long, 1m)));
    }

    [Theory]
    [InlineData(10, "0.4")]
    [InlineData(50, "1")]
    [InlineData(90, "0.7")]
    public void Part_is_what_was_open_then_and_not_what_is_open_now(int second, string quantity)
    {
        Fill[] fills =
        [
            Fill("1", OrderSide.Buy, 0, 0.4m), Fill("2", OrderSide.Buy, 40, 0.6m), Fill("3", OrderSide.Sell, 80, 0.3m),
            Fill("4", OrderSide.Sell, 120, 0.7m),
        ];
        var payment = Paid(second, 6m, 2m);

        Assert.Equal(Number(quantity), payment.OwnQuantity(Direction.Long, fills));
        Assert.Equal(6m * Number(quantity) / 2m, payment.OwnAmount(Direction.Long, fills));
    }

    [Fact]
    public void Position_that_is_all_the_trades_is_taken_over_without_a_division()
    {
        Fill[] fills = [Fill("1", OrderSide.Sell, 0, 0.003m)];

        Assert.Equal(0.0000000000000000000000000001m, Paid(60, 0.0000000000000000000000000001m, 0.003m).OwnAmount(Direction.Short, fills));
        Assert.Equal(0.1m, Paid(60, 0.3m, 0.009m).OwnAmount(Direction.Short, fills));
    }

    [Fact]
    public void Books_that_hold_more_than_the_position_pay_no_more_than_the_position_did()
    {
        Fill[] fills = [Fill("1", OrderSide.Buy, 0, 3m)];

        var payment = Paid(60, 0.5m, 1m);

        Assert.Equal((1m, 0.5m), (payment.OwnQuantity(Direction.Long, fills), payment.OwnAmount(Direction.Long, fills)));
    }

    [Fact]
    public void Open_trade_shows_its_funding_before_anything_is_closed()
    {
        var pnl = Of(Category.Linear, Direction.Long, "USDT", [Fill("1", OrderSide.Buy, 0, 1m)], Paid(60, 0.5m, 1m));

        Assert.Equal((0.5m, -0.5m, 0m), (pnl.Funding, pnl.Net, pnl.ExitQuantity));
    }

    [Fact]
    public void Notice_of_the_end_names_the_funding_with_its_coin() =>
        Assert.Contains(
            "fees 0.1 USDT and 0.05 USDT of funding received, ",
            TradeNotices.Closed(ATrade.Closed with { Funding = -0.050m }, CloseReason.TakeProfit, 0.1m).Body,
            StringComparison.Ordinal);

    private static PnlSummary Of(
        Category category, Direction direction, string coin, Fill[] fills, params FundingPayment[] funding) =>
        ProfitAndLoss.Of(category, direction, coin, fills, funding);

    // In at 100 and out at 110 two minutes later.
    private static Fill[] Trip(Direction direction, decimal quantity) =>
        [Fill("in", direction.EntrySide(), 0, quantity), Fill("out", direction.ExitSide(), 120, quantity, 110m)];

    private static FundingPayment Paid(int second, decimal amount, decimal quantity) => new()
    {
        ExecId = "funding",
        At = Noon.AddSeconds(second),
        PositionAmount = amount,
        PositionQuantity = quantity,
        Coin = "USDT",
        Rate = 0.0001m,
    };

    private static Fill Fill(string execId, OrderSide side, int second, decimal quantity, decimal price = 100m) => new()
    {
        ExecId = execId,
        Role = OrderRole.Entry,
        Side = side,
        Price = price,
        Quantity = quantity,
        Value = price * quantity,
        Fee = 0m,
        FeeCurrency = "USDT",
        IsMaker = false,
        At = Noon.AddSeconds(second),
    };

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
