namespace TradingBot.Judges.Tests;

/// <summary>What every SDK must have been answered on the order-entry socket, and have seen over REST of what it did there.</summary>
public abstract class OrdersOverASocket(Judgement judge)
{
    [Fact]
    public void Judge_comes_to_the_end() => Assert.NotNull(judge["done"]);

    [Fact]
    public void Order_is_placed_amended_and_cancelled()
    {
        Assert.Equal((0, 0, 0), (judge["placed"].Code, judge["amended"].Code, judge["cancelled"].Code));
        AssertOrder("order.open", "New", 0.01m);
        AssertOrder("order.amended", "New", 0.02m);
        AssertOrder("order.cancelled", "Cancelled", 0.02m);
    }

    [Fact]
    public void Refusals_carry_the_codes_of_REST() =>
        Assert.Equal((110072, 110001), (judge["duplicate"].Code, judge["cancelled.again"].Code));

    private void AssertOrder(string check, string status, decimal qty) => Assert.Equal(
        (status, qty, 58_000m), (judge[check].Text("status"), judge[check].Number("qty"), judge[check].Number("price")));
}

public sealed class BybitApiOnOrderEntry(BybitApiOnOrderEntry.Run run) : OrdersOverASocket(run), IClassFixture<BybitApiOnOrderEntry.Run>
{
    public sealed class Run() : Judgement("bybit-api/entry.mjs");
}

public sealed class CcxtOnOrderEntry(CcxtOnOrderEntry.Run run) : OrdersOverASocket(run), IClassFixture<CcxtOnOrderEntry.Run>
{
    public sealed class Run() : Judgement("ccxt/entry.mjs");
}
