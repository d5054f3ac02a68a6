namespace TradingBot.Judges.Tests;

/// <summary>What every SDK must have seen of spot orders: fees in the coin that comes in, locked coins, amounts in quote coin.</summary>
public abstract class LifeOfSpotOrders(Judgement judge)
{
    private const decimal Rate = 0.001m;
    private const decimal Ask = 60_000.1m;
    private const decimal Bought = 0.009999m;
    private const decimal Kept = Bought * (1 - Rate);

    [Fact]
    public void Judge_comes_to_the_end() => Assert.NotNull(judge["done"]);

    [Fact]
    public void Rules_and_prices_are_read()
    {
        var (market, ticker) = (judge["market"], judge["ticker"]);
        Assert.Equal(
            (0.1m, 0.000001m, 5m, "Trading"), (market.Number("tick"), market.Number("step"), market.Number("minValue"), market.Text(
                "status")));
        Assert.Equal((60_000m, 59_999.9m, Ask), (ticker.Number("last"), ticker.Number("bid"), ticker.Number("ask")));
    }

    [Fact]
    public void Limit_order_is_placed_amended_and_cancelled_and_locks_its_coins()
    {
        AssertOrder("limit.open", "New", 0.01m, 58_000);
        AssertBalances("balance.locked", 10_000, 580, 0, 0);
        AssertOrder("limit.amended", "New", 0.02m, 58_100);
        AssertOrder("limit.cancelled", "Cancelled", 0.02m, 58_100);
    }

    [Fact]
    public void Refusals_carry_the_codes_of_spot()
    {
        Assert.Equal(170213, judge["limit.cancelledAgain"].Code);
        Assert.Equal(170141, judge["limit.duplicate"].Code);
        Assert.Equal(170140, judge["limit.tooSmall"].Code);
    }

    [Fact]
    public void Buying_for_an_amount_takes_whole_steps_and_pays_its_fee_in_the_bought_coin()
    {
        var order = judge["buy.order"];
        Assert.Contains(order.Text("status"), new[] { "Filled", "PartiallyFilledCanceled" });
        Assert.Equal((Bought, Bought * Ask), (order.Number("filled"), order.Number("value")));
        AssertFill("buy.fills", "Buy", Bought, Ask, Bought * Rate, "BTC", isMaker: false);
        AssertBalances("balance.bought", 10_000 - Bought * Ask, 0, Kept, 0);
    }

    [Fact]
    public void Selling_what_the_fee_has_taken_is_refused() => Assert.Equal(170131, judge["sell.withoutFee"].Code);

    [Fact]
    public void Waiting_exit_locks_its_coins_and_is_deactivated_by_a_cancel()
    {
        AssertBalances("balance.tpsl", 10_000 - Bought * Ask, 0, Kept, 0.004m);
        Assert.Contains(judge["tpsl.cancelled"].Text("status"), new[] { "Deactivated", "Cancelled" });
        Assert.Equal(0, judge["tpsl.cancelled"].Number("filled"));
    }

    [Fact]
    public void Resting_sale_is_filled_at_its_price_with_a_fee_in_dollars()
    {
        AssertOrder("maker.order", "Filled", 0.004m, 61_000, 0.004m);
        AssertFill("maker.fills", "Sell", 0.004m, 61_000, 0.004m * 61_000 * Rate, "USDT", isMaker: true);
    }

    [Fact]
    public void Market_sale_takes_the_bid() =>
        AssertFill("sell.fills", "Sell", 0.005m, 60_999.9m, 0.005m * 60_999.9m * Rate, "USDT", isMaker: false);

    [Fact]
    public void Balances_end_where_the_fills_bring_them() => AssertBalances(
        "balance.end", 10_000 - Bought * Ask + (0.004m * 61_000 + 0.005m * 60_999.9m) * (1 - Rate), 0, Kept - 0.009m, 0);

    private void AssertOrder(string check, string status, decimal qty, decimal price, decimal filled = 0)
    {
        var order = judge[check];
        Assert.Equal(
            (status, qty, price, filled), (order.Text("status"), order.Number("qty"), order.Number("price"), order.Number("filled")));
    }

    private void AssertFill(string check, string side, decimal qty, decimal price, decimal fee, string feeCoin, bool isMaker)
    {
        var fill = Assert.Single(judge[check].List("fills"));
        Assert.Equal((side, qty, price, fee, feeCoin, isMaker),
            (fill.Text("side"), fill.Number("qty"), fill.Number("price"), fill.Number("fee"), fill.Text("feeCoin"), fill.Flag("maker")));
    }

    private void AssertBalances(string check, decimal dollars, decimal lockedDollars, decimal coins, decimal lockedCoins)
    {
        var seen = judge[check];
        Assert.Equal((dollars, lockedDollars, coins, lockedCoins),
            (seen.Number("usdt"), seen.Number("usdtLocked"), seen.Number("btc"), seen.Number("btcLocked")));
    }
}

public sealed class BybitApiOnSpot(BybitApiOnSpot.Run run) : LifeOfSpotOrders(run), IClassFixture<BybitApiOnSpot.Run>
{
    public sealed class Run() : Judgement("bybit-api/spot.mjs");
}

public sealed class CcxtOnSpot(CcxtOnSpot.Run run) : LifeOfSpotOrders(run), IClassFixture<CcxtOnSpot.Run>
{
    public sealed class Run() : Judgement("ccxt/spot.mjs");
}
