namespace TradingBot.Judges.Tests;

/// <summary>What every SDK must have seen of a long of 0.03 and a short of 0.01, opened at 60000 and closed at 60500.</summary>
public abstract class HedgedLegs(Judgement judge)
{
    private const decimal LongEntry = 60_000.1m;
    private const decimal LongExit = 60_499.9m;
    private const decimal ShortEntry = 59_999.9m;
    private const decimal ShortExit = 60_500.1m;

    [Fact]
    public void Judge_comes_to_the_end() => Assert.NotNull(judge["done"]);

    [Fact]
    public void Mode_changes_only_while_the_symbol_is_idle() => Assert.Equal(
        (0, 110025, 110024, 0), (judge["mode.hedge"].Code, judge["mode.again"].Code, judge["mode.refused"].Code, judge["mode.oneWay"].Code));

    [Fact]
    public void Order_without_a_leg_is_refused() => Assert.Equal(10001, judge["order.oneWay"].Code);

    [Fact]
    public void Both_legs_are_shown_even_when_flat()
    {
        foreach (var check in new[] { "legs.empty", "legs.flat" })
        {
            var legs = judge[check].List("legs");
            Assert.Equal([(1m, "", 0m), (2m, "", 0m)], legs.Select(leg => (leg.Number("idx"), leg.Text("side"), leg.Number("size"))));
        }
    }

    [Fact]
    public void Legs_stand_side_by_side_with_a_stop_of_their_own()
    {
        var legs = judge["legs.open"].List("legs");
        Assert.Equal([(1m, "Buy", 0.03m, LongEntry, 58_000m), (2m, "Sell", 0.01m, ShortEntry, 0m)],
            legs.Select(leg => (leg.Number("idx"), leg.Text("side"), leg.Number("size"), leg.Number("entry"), leg.Number("stopLoss"))));
        Assert.Equal([0.03m * (60_500 - LongEntry), 0.01m * (ShortEntry - 60_500)], legs.Select(leg => leg.Number("pnl")));
        Assert.Equal(0, judge["stop.long"].Code);
    }

    [Fact]
    public void Each_leg_closes_with_a_result_of_its_own()
    {
        AssertClosed("closed.long", "Sell", 0.03m, LongExit - LongEntry, LongEntry + LongExit);
        AssertClosed("closed.short", "Buy", 0.01m, ShortEntry - ShortExit, ShortEntry + ShortExit);
    }

    private void AssertClosed(string check, string side, decimal qty, decimal gain, decimal turnover)
    {
        var row = judge[check];
        Assert.Equal((side, qty, qty * gain - qty * turnover * Contract.Taker), (row.Text("side"), row.Number("qty"), row.Number("pnl")));
    }
}

public sealed class BybitApiOnHedge(BybitApiOnHedge.Run run) : HedgedLegs(run), IClassFixture<BybitApiOnHedge.Run>
{
    public sealed class Run() : Judgement("bybit-api/hedge.mjs");
}

public sealed class CcxtOnHedge(CcxtOnHedge.Run run) : HedgedLegs(run), IClassFixture<CcxtOnHedge.Run>
{
    public sealed class Run() : Judgement("ccxt/hedge.mjs");
}
