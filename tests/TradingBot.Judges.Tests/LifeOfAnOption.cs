namespace TradingBot.Judges.Tests;

/// <summary>
/// What every SDK must have seen of an option while bitcoin stands at 60,000. The clock runs meanwhile, and with it the
/// quotes may step by a tick; fees, cash and profit follow exactly from the fills that came of them.
/// </summary>
public abstract class LifeOfAnOption(Judgement judge)
{
    private const decimal Index = 60_000;
    private const decimal Tick = 5;
    private const decimal Qty = 0.1m;
    private static readonly DateTimeOffset _expiry = new(2025, 1, 31, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Judge_comes_to_the_end() => Assert.NotNull(judge["done"]);

    [Fact]
    public void Rules_of_the_market_are_read()
    {
        var market = judge["market"];
        Assert.Equal(
            (Tick, 0.01m, 0.01m, "USDT"), (market.Number("tick"), market.Number("step"), market.Number("minQty"), market.Text("settle")));
        Assert.Equal(
            (_expiry.ToUnixTimeMilliseconds(), "Call", "Trading"), ((long)market.Number("expiry"), market.Text("kind"), market.Text(
                "status")));
        Assert.Equal((0.0003m, 0.0002m), (judge["fees"].Number("taker"), judge["fees"].Number("maker")));
    }

    [Fact]
    public void Board_comes_in_pages_with_every_option_once()
    {
        var symbols = judge["board"].Texts("symbols");
        Assert.Contains("BTC-31JAN25-60000-P-USDT", symbols);
        Assert.Equal(symbols.Distinct().Count(), symbols.Length);
        Assert.True(symbols.Length > 300);
    }

    [Fact]
    public void Quotes_stand_around_the_mark_and_greeks_are_those_of_a_call_at_the_money()
    {
        var ticker = judge["ticker"];
        Assert.Equal(Index, ticker.Number("index"));
        Assert.True(ticker.Number("bid") < ticker.Number("mark") && ticker.Number("mark") < ticker.Number("ask"));
        Assert.InRange(ticker.Number("delta"), 0.45m, 0.6m);
        Assert.InRange(ticker.Number("iv"), 0.3m, 0.9m);
        Assert.True(ticker.Number("gamma") > 0 && ticker.Number("vega") > 0 && ticker.Number("theta") < 0);
    }

    [Fact]
    public void Limit_order_is_placed_amended_and_cancelled()
    {
        AssertOrder("limit.open", "New", 0.1m, 50);
        AssertOrder("limit.amended", "New", 0.2m, 55);
        AssertOrder("limit.cancelled", "Cancelled", 0.2m, 55);
    }

    [Fact]
    public void Refusals_carry_the_codes_of_derivatives() => Assert.Equal(
        (110001, 110072, 110007, 110017),
        (judge["limit.cancelledAgain"].Code, judge["limit.duplicate"].Code, judge["limit.tooMuch"].Code, judge["flat.reduce"].Code));

    [Fact]
    public void Buyer_pays_the_ask_and_a_share_of_the_index()
    {
        var fill = Fill("buy", "Buy", "ask");
        Assert.Equal(10_000, judge["balance.start"].Number("total"));
        Assert.Equal(10_000 - fill.Number("value") - fill.Number("fee"), judge["balance.bought"].Number("total"));
    }

    [Fact]
    public void Position_is_long_at_the_price_paid_and_ties_up_nothing()
    {
        var (position, fill) = (judge["position"], Fill("buy", "Buy", "ask"));
        Assert.Equal(("Buy", Qty, fill.Number("price"), 0m),
            (position.Text("side"), position.Number("size"), position.Number("entry"), position.Number("margin")));
        Assert.Equal(Qty * (position.Number("mark") - position.Number("entry")), position.Number("pnl"));
    }

    [Fact]
    public void Closed_position_tells_what_the_wallet_lost()
    {
        var (bought, sold, closed) = (Fill("buy", "Buy", "ask"), Fill("sell", "Sell", "bid"), judge["closed"]);
        var result = sold.Number("value") - bought.Number("value") - sold.Number("fee") - bought.Number("fee");
        Assert.Equal((Qty, result), (closed.Number("qty"), closed.Number("pnl")));
        Assert.Equal((bought.Number("price"), sold.Number("price")), (closed.Number("entry"), closed.Number("exit")));
        Assert.Equal(10_000 + result, judge["balance.end"].Number("total"));
    }

    [Fact]
    public void Fee_of_a_cheap_option_is_capped_by_its_premium()
    {
        var fill = Assert.Single(judge["cheap.fills"].List("fills"));
        Assert.Equal((1m, 0.07m * fill.Number("price")), (fill.Number("qty"), fill.Number("fee")));
        Assert.True(fill.Number("fee") < 0.0003m * Index, $"the option was too dear: {fill}");
    }

    [Fact]
    public void Order_without_a_link_id_is_refused() => Assert.Equal(10001, judge["link.missing"].Code);

    private void AssertOrder(string check, string status, decimal qty, decimal price)
    {
        var order = judge[check];
        Assert.Equal((status, qty, price, 0m), (order.Text("status"), order.Number("qty"), order.Number("price"), order.Number("filled")));
    }

    private Finding Fill(string trade, string side, string quote)
    {
        Assert.Equal("Filled", judge[$"{trade}.order"].Text("status"));
        var fill = Assert.Single(judge[$"{trade}.fills"].List("fills"));
        var price = fill.Number("price");
        Assert.InRange(price, judge["ticker"].Number(quote) - Tick, judge["ticker"].Number(quote) + Tick);
        Assert.Equal((side, Qty, Qty * price, Math.Min(0.0003m * Index, 0.07m * price) * Qty, "USDT", false),
            (fill.Text("side"), fill.Number("qty"), fill.Number("value"), fill.Number("fee"), fill.Text("feeCoin"), fill.Flag("maker")));
        return fill;
    }
}

public sealed class BybitApiOnOptions(BybitApiOnOptions.Run run) : LifeOfAnOption(run), IClassFixture<BybitApiOnOptions.Run>
{
    public sealed class Run() : Judgement("bybit-api/option.mjs");
}

public sealed class CcxtOnOptions(CcxtOnOptions.Run run) : LifeOfAnOption(run), IClassFixture<CcxtOnOptions.Run>
{
    public sealed class Run() : Judgement("ccxt/option.mjs");
}
