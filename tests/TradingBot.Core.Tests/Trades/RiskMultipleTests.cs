using System.Globalization;
using TradingBot.Core.Markets;
using TradingBot.Core.Tests.Building;
using TradingBot.Core.Trades;

namespace TradingBot.Core.Tests.Trades;

public sealed class RiskMultipleTests
{
    [Fact]
    public void Profit_is_counted_in_the_risk_taken() => Assert.Equal(-0.25m, RiskMultiple.Of(Category.Linear, -2.5m, null, 10m));

    [Fact]
    public void Profit_in_base_coin_is_valued_at_the_price_it_was_taken_at() =>
        Assert.Equal(2m, RiskMultiple.Of(Category.Inverse, 0.001m, 60_000m, 30m));

    [Theory]
    [InlineData("0", "0", "8")]
    [InlineData("0.125", "0", "2")]
    [InlineData("0.125", "0.1", "2")]
    [InlineData("0.5", "0.3", "8")]
    public void Risk_that_profit_is_counted_in_is_that_of_what_was_filled_however_much_is_closed(string filled, string exited, string risk)
    {
        var trade = ATrade.Closed with
        {
            Risk = 8m,
            FilledQuantity = decimal.Parse(filled, CultureInfo.InvariantCulture),
            ExitedQuantity = decimal.Parse(exited, CultureInfo.InvariantCulture),
        };

        Assert.Equal(decimal.Parse(risk, CultureInfo.InvariantCulture), trade.FilledRisk);
    }

    [Fact]
    public void Unknown_profit_unknown_price_and_no_risk_have_no_multiple()
    {
        Assert.Null(RiskMultiple.Of(Category.Linear, null, null, 10m));
        Assert.Null(RiskMultiple.Of(Category.Inverse, 0.001m, null, 30m));
        Assert.Null(RiskMultiple.Of(Category.Linear, 1m, null, 0m));
    }

    [Fact]
    public void Flows_of_both_sides_add_up_to_gross_in_every_category()
    {
        Fill[] fills = [AFill("1", Core.Orders.OrderSide.Buy, 100m, 4m), AFill("2", Core.Orders.OrderSide.Sell, 110m, 1m)];

        var linear = ProfitAndLoss.Of(Category.Linear, Direction.Long, "USDT", fills);
        var inverse = ProfitAndLoss.Of(Category.Inverse, Direction.Long, "BTC", fills);

        Assert.Equal((-100m, 110m, 10m), (linear.EntryFlow, linear.ExitFlow, linear.Gross));
        Assert.Equal((100m, -110m, -10m), (inverse.EntryFlow, inverse.ExitFlow, inverse.Gross));
    }

    private static Fill AFill(string id, Core.Orders.OrderSide side, decimal price, decimal quantity) => new()
    {
        ExecId = id,
        Role = Core.Orders.OrderRole.Entry,
        Side = side,
        Price = price,
        Quantity = quantity,
        Value = price * quantity,
        Fee = 0,
        FeeCurrency = "USDT",
        IsMaker = false,
        At = DateTimeOffset.UnixEpoch,
    };
}
