namespace TradingBot.Judges.Tests;

/// <summary>What every SDK must have seen of the orders of one perpetual, one after another at prices that stand still.</summary>
public abstract class LifeOfAPerpetual(Judgement judge, Contract contract)
{
    private readonly decimal _entryValue = contract.Value(contract.Part, 59_000) + contract.Value(contract.Large, contract.Bought());
    private readonly decimal _openFees =
        contract.Value(contract.Part, 59_000) * Contract.Maker + contract.Value(contract.Large, contract.Bought()) * Contract.Taker;

    private decimal Held => contract.Part + contract.Large;

    [Fact]
    public void Judge_comes_to_the_end() => Assert.NotNull(judge["done"]);

    [Fact]
    public void Rules_of_the_market_are_read()
    {
        var market = judge["market"];
        Assert.Equal((contract.Tick, contract.Step, contract.Step, contract.Coin, "Trading"),
            (market.Number("tick"), market.Number("step"), market.Number("minQty"), market.Text("settle"), market.Text("status")));
        Assert.Equal((Contract.Taker, Contract.Maker), (judge["fees"].Number("taker"), judge["fees"].Number("maker")));
    }

    [Fact]
    public void Prices_agree_in_ticker_book_and_bars()
    {
        var (ticker, book) = (judge["ticker"], judge["book"]);
        Assert.Equal(
            (Contract.Last, contract.Sold(), contract.Bought()), (ticker.Number("last"), ticker.Number("bid"), ticker.Number("ask")));
        Assert.Equal((contract.Sold(), contract.Bought()), (book.Number("bid"), book.Number("ask")));
        Assert.Equal(book.Numbers("bids").OrderDescending(), book.Numbers("bids"));
        Assert.Equal(book.Numbers("asks").Order(), book.Numbers("asks"));
        Assert.Equal(Contract.Last, judge["bars"].Number("close"));
    }

    [Fact]
    public void Funds_are_all_there_at_the_start() => Assert.Equal(contract.Funds, judge["balance.start"].Number("total"));

    [Fact]
    public void Leverage_set_twice_is_told_as_not_modified() =>
        Assert.Equal((0, 110043), (judge["leverage.first"].Code, judge["leverage.again"].Code));

    [Fact]
    public void Limit_order_is_placed_amended_and_cancelled()
    {
        AssertOrder("limit.open", "New", contract.Small, 58_000);
        AssertOrder("limit.amended", "New", contract.Amended, 58_100);
        AssertOrder("limit.cancelled", "Cancelled", contract.Amended, 58_100);
        AssertOrder("sweep.cancelled", "Cancelled", contract.Small, 57_000);
        Assert.Equal(1, judge["limit.listed"].Number("count"));
        Assert.Equal(1, judge["limit.history"].Number("found"));
    }

    [Fact]
    public void Refusals_carry_their_own_codes()
    {
        Assert.Equal(110001, judge["limit.cancelledAgain"].Code);
        Assert.Equal(110072, judge["limit.duplicate"].Code);
        Assert.Contains(judge["limit.tooMuch"].Code, new[] { 110007, 110090 });
        Assert.Equal(110017, judge["flat.reduce"].Code);
    }

    [Fact]
    public void Resting_order_is_filled_at_its_price_and_pays_the_maker_fee() =>
        AssertFilled("maker", contract.Part, 59_000, Contract.Maker, isMaker: true);

    [Fact]
    public void Market_order_takes_the_other_side_and_pays_the_taker_fee() =>
        AssertFilled("entry", contract.Large, contract.Bought(), Contract.Taker, isMaker: false);

    [Fact]
    public void Position_sums_its_fills()
    {
        var held = judge["position.open"];
        Assert.Equal(
            ("Buy", Held, 5m, Contract.Last), (held.Text("side"), held.Number("size"), held.Number("leverage"), held.Number("mark")));
        AssertPrice(contract.Average(Held, _entryValue), held.Number("entry"));
        AssertMoney(contract.Gain(_entryValue, contract.Value(Held, Contract.Last)), held.Number("pnl"));
    }

    [Fact]
    public void Attached_exits_stand_for_the_whole_position()
    {
        var held = judge["position.open"];
        Assert.Equal((66_000m, 56_000m), (held.Number("takeProfit"), held.Number("stopLoss")));
        var orders = judge["protection"].List("orders").OrderBy(order => order.Number("trigger")).ToList();
        Assert.Equal(["StopLoss", "TakeProfit"], orders.Select(order => order.Text("kind")));
        Assert.Equal([56_000m, 66_000m], orders.Select(order => order.Number("trigger")));
        Assert.All(orders, order => Assert.Equal(
            (Held, "Sell", "Untriggered", true), (order.Number("qty"), order.Text("side"), order.Text("status"), order.Flag(
                "reduceOnly"))));
    }

    [Fact]
    public void Stop_moves_once_and_never_to_the_wrong_side()
    {
        Assert.Equal((0, 34040, 10001), (judge["stop.moved"].Code, judge["stop.again"].Code, judge["stop.wrongSide"].Code));
        Assert.Equal(57_000m, judge["position.moved"].Number("stopLoss"));
    }

    [Fact]
    public void Part_that_is_closed_brings_its_share_less_both_fees() =>
        AssertClosed(
            "closed.part", "Sell", contract.Part, _entryValue * contract.Part / Held, contract.Sold(), _openFees * contract.Part / Held, 1);

    [Fact]
    public void Trailing_stop_follows_the_price_and_closes_what_is_left()
    {
        Assert.Equal(0, judge["trailing.set"].Code);
        Assert.Equal(500m, judge["position.trailing"].Number("trailing"));
        var fired = judge["trailing.fired"];
        Assert.Equal(("Sell", contract.Large, contract.Sold(61_400), "CreateByTrailingStop"),
            (fired.Text("side"), fired.Number("qty"), Math.Round(fired.Number("average"), 1), fired.Text("createType")));
        AssertClosed("closed.trailing", "Sell", contract.Large, _entryValue * contract.Large / Held,
            contract.Sold(61_400), _openFees * contract.Large / Held, 1);
    }

    [Fact]
    public void Closed_position_leaves_nothing_behind()
    {
        Assert.Equal(("", 0m), (judge["position.flat"].Text("side"), judge["position.flat"].Number("size")));
        Assert.Equal(0m, judge["protection.gone"].Number("count"));
    }

    [Fact]
    public void Short_position_loses_when_the_price_rises()
    {
        var entry = contract.Value(contract.Short, contract.Sold());
        var held = judge["position.short"];
        Assert.Equal(("Sell", contract.Short), (held.Text("side"), held.Number("size")));
        AssertMoney(-contract.Gain(entry, contract.Value(contract.Short, 61_000)), held.Number("pnl"));
        Assert.True(held.Number("pnl") < 0);
        AssertClosed("closed.short", "Buy", contract.Short, entry, contract.Bought(61_000), entry * Contract.Taker, -1);
    }

    [Fact]
    public void Conditional_order_is_filled_once_its_price_is_reached() =>
        AssertOrder("conditional.order", "Filled", contract.Small, null, contract.Small, contract.Bought(62_000));

    [Fact]
    public void Batch_takes_what_it_can_and_names_what_it_refused()
    {
        Assert.Equal(["false", "true", "false"], judge["batch.placed"].Texts("refused"));
        var ids = judge["batch.placed"].Texts("ids");
        Assert.Equal([ids[0], ids[2]], judge["batch.cancelled"].Texts("ids"));
        Assert.Equal("", ids[1]);
        AssertOrder("batch.first", "Cancelled", contract.Amended, 58_000);
        AssertOrder("batch.third", "Cancelled", contract.Amended, 58_000);
    }

    [Fact]
    public void Every_change_of_the_balance_is_in_the_log()
    {
        var changes = judge["log"].List("changes");
        Assert.Equal(7, changes.Count);
        Assert.All(changes, row => AssertMoney(row.Number("cashFlow") - row.Number("fee"), row.Number("change")));
        AssertMoney(judge["balance.end"].Number("total") - contract.Funds, changes.Sum(row => row.Number("change")));
        AssertMoney(judge["balance.end"].Number("total"), changes[0].Number("balance"));
        AssertMoney(
            judge["closed.part"].Number("pnl") + judge["closed.trailing"].Number("pnl") + judge["closed.short"].Number("pnl")
                - contract.Value(contract.Small, contract.Bought(62_000)) * Contract.Taker,
            changes.Sum(row => row.Number("change")));
    }

    private void AssertOrder(string check, string status, decimal qty, decimal? price, decimal filled = 0, decimal average = 0)
    {
        var order = judge[check];
        Assert.Equal((status, qty, filled), (order.Text("status"), order.Number("qty"), order.Number("filled")));
        if (price is not null)
            Assert.Equal(price, order.Number("price"));
        AssertPrice(average, order.Number("average"));
        if (filled > 0)
            AssertMoney(contract.Value(filled, average), order.Number("value"));
    }

    private void AssertFilled(string name, decimal qty, decimal price, decimal rate, bool isMaker)
    {
        AssertOrder($"{name}.order", "Filled", qty, null, qty, price);
        AssertMoney(contract.Value(qty, price) * rate, judge[$"{name}.order"].Number("fee"));
        var fill = Assert.Single(judge[$"{name}.fills"].List("fills"));
        Assert.Equal((qty, price, contract.Coin, isMaker, "Buy"),
            (fill.Number("qty"), fill.Number("price"), fill.Text("feeCoin"), fill.Flag("maker"), fill.Text("side")));
        AssertMoney(contract.Value(qty, price) * rate, fill.Number("fee"));
    }

    private void AssertClosed(string check, string side, decimal qty, decimal entryValue, decimal exitPrice, decimal openFee, int sign)
    {
        var row = judge[check];
        var exitValue = contract.Value(qty, exitPrice);
        Assert.Equal((side, qty), (row.Text("side"), row.Number("qty")));
        AssertPrice(contract.Average(qty, entryValue), row.Number("entry"));
        AssertPrice(exitPrice, row.Number("exit"));
        AssertMoney(openFee, row.Number("openFee"));
        AssertMoney(exitValue * Contract.Taker, row.Number("closeFee"));
        AssertMoney(sign * contract.Gain(entryValue, exitValue) - openFee - exitValue * Contract.Taker, row.Number("pnl"));
    }

    private void AssertMoney(decimal expected, decimal actual) => AssertClose(expected, actual, contract.MoneyTolerance);

    private void AssertPrice(decimal expected, decimal actual) => AssertClose(expected, actual, contract.PriceTolerance);

    private static void AssertClose(decimal expected, decimal actual, decimal tolerance) =>
        Assert.True(Math.Abs(expected - actual) <= tolerance, $"expected {expected}, seen {actual}");
}
