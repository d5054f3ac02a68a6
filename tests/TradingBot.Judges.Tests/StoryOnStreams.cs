namespace TradingBot.Judges.Tests;

/// <summary>What every SDK must have heard of one order of 0.05 at 59000, and of a price that moved from there to 60500.</summary>
public abstract class StoryOnStreams(Judgement judge)
{
    private const decimal Qty = 0.05m;
    private const decimal Price = 59_000;
    private const decimal Fee = Qty * Price * Contract.Maker;

    [Fact]
    public void Judge_comes_to_the_end() => Assert.NotNull(judge["done"]);

    [Fact]
    public void Order_is_told_open_and_filled()
    {
        var (open, filled) = (judge["order.open"], judge["order.filled"]);
        Assert.Equal(("New", Qty, 0m, "linear"), (open.Text("status"), open.Number("qty"), open.Number("filled"), open.Text("category")));
        Assert.Equal(
            ("Filled", Qty, Qty, Price), (filled.Text("status"), filled.Number("qty"), filled.Number("filled"), filled.Number("average")));
    }

    [Fact]
    public void Fill_is_told_with_its_fee_and_without_a_profit()
    {
        var fill = judge["fill"];
        Assert.Equal(
            (Qty, Price, Qty * Price, Fee, true),
            (fill.Number("qty"), fill.Number("price"), fill.Number("value"), fill.Number("fee"), fill.Flag("maker")));
        Assert.Equal(0m, fill.Number("pnl"));
    }

    [Fact]
    public void Position_and_wallet_follow_the_fill()
    {
        var held = judge["position"];
        Assert.Equal(("Buy", Qty, Price), (held.Text("side"), held.Number("size"), held.Number("entry")));
        Assert.Equal(10_000 - Fee, judge["wallet"].Number("total"));
    }

    [Fact]
    public void Ticker_is_whole_and_then_follows_the_price()
    {
        var (whole, delta) = (judge["ticker.whole"], judge["ticker.delta"]);
        Assert.Equal((Price, Price - 0.1m, Price + 0.1m), (whole.Number("last"), whole.Number("bid"), whole.Number("ask")));
        Assert.Equal(60_500m, delta.Number("last"));
    }

    [Fact]
    public void Book_trades_and_bars_are_heard()
    {
        var book = judge["book"];
        Assert.Equal(0.2m, book.Number("ask") - book.Number("bid"));
        Assert.Equal((60_500m, "Buy"), (judge["trade"].Number("price"), judge["trade"].Text("side")));
        Assert.Equal((60_500m, false), (judge["bar"].Number("close"), judge["bar"].Flag("confirm")));
    }
}

public sealed class BybitApiOnStreams(BybitApiOnStreams.Run run) : StoryOnStreams(run), IClassFixture<BybitApiOnStreams.Run>
{
    public sealed class Run() : Judgement("bybit-api/streams.mjs");
}

public sealed class CcxtOnStreams(CcxtOnStreams.Run run) : StoryOnStreams(run), IClassFixture<CcxtOnStreams.Run>
{
    public sealed class Run() : Judgement("ccxt/streams.mjs");
}
