using TradingBot.Core.Identifiers;
using TradingBot.Core.Orders;

namespace TradingBot.Core.Tests.Orders;

/// <summary>The ids of a trade's orders: one an attempt, never longer than the exchange takes, and the same as ever.</summary>
public sealed class OrderLinkIdTests
{
    private static readonly TradeId Trade = new(new Guid("01a21c4f-681b-7221-ad50-829808645066"));

    [Theory]
    [InlineData(0, "01a21c4f681b7221ad50829808645066-x0")]
    [InlineData(9, "01a21c4f681b7221ad50829808645066-x9")]
    [InlineData(99, "01a21c4f681b7221ad50829808645066-x99")]
    [InlineData(100, "01a21c4f681b7221ad50829808645066-xa0")]
    [InlineData(135, "01a21c4f681b7221ad50829808645066-xaz")]
    [InlineData(136, "01a21c4f681b7221ad50829808645066-xb0")]
    [InlineData(OrderLinkId.MaxAttempt, "01a21c4f681b7221ad50829808645066-xzz")]
    public void Attempt_has_its_id(int attempt, string expected) =>
        Assert.Equal(expected, OrderLinkId.For(Trade, OrderRole.Exit, attempt).Value);

    [Fact]
    public void Ids_of_all_attempts_differ_and_are_ids()
    {
        var ids = Enumerable.Range(0, OrderLinkId.MaxAttempt + 1)
            .Select(static attempt => OrderLinkId.For(Trade, OrderRole.Stop, attempt).Value).ToList();

        Assert.Equal(ids.Count, ids.Distinct(StringComparer.Ordinal).Count());
        Assert.All(ids, static id => Assert.True(OrderLinkId.TryParse(id, out _)));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(OrderLinkId.MaxAttempt + 1)]
    public void Attempt_beyond_the_range_is_refused(int attempt) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => OrderLinkId.For(Trade, OrderRole.Exit, attempt));

    [Theory]
    [InlineData(0, 0, "abuioe62a3oiq22uectaegiudg-t00")]
    [InlineData(9, 12, "abuioe62a3oiq22uectaegiudg-t912")]
    [InlineData(1, OrderLinkId.MaxTargetAttempt, "abuioe62a3oiq22uectaegiudg-t19999999")]
    public void Order_of_a_target_has_its_id(int target, int attempt, string expected)
    {
        var id = OrderLinkId.ForTarget(Trade, target, attempt);

        Assert.Equal(expected, id.Value);
        Assert.True(OrderLinkId.TryParse(id.Value, out _));
        Assert.Equal(target, id.TargetOf(Trade));
        Assert.True(OrderLinkId.IsOf(Trade, id.Value));
    }

    [Fact]
    public void Order_of_a_target_is_of_its_own_trade_alone()
    {
        var other = new TradeId(new Guid("01a21c4f-681b-7221-ad50-829808645067"));
        var id = OrderLinkId.ForTarget(Trade, 3, 1);

        Assert.Null(id.TargetOf(other));
        Assert.False(OrderLinkId.IsOf(other, id.Value));
        Assert.Null(OrderLinkId.For(Trade, OrderRole.Exit, 3).TargetOf(Trade));
        Assert.NotEqual(id, OrderLinkId.ForTarget(other, 3, 1));
        Assert.Equal(26, OrderLinkId.ForTarget(new TradeId(Guid.Empty), 0, 0).Value.IndexOf('-', StringComparison.Ordinal));
        Assert.Equal(36, OrderLinkId.ForTarget(new TradeId(Guid.AllBitsSet), 9, OrderLinkId.MaxTargetAttempt).Value.Length);
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(10, 0)]
    [InlineData(0, -1)]
    [InlineData(0, OrderLinkId.MaxTargetAttempt + 1)]
    public void Target_and_attempt_beyond_the_range_are_refused(int target, int attempt) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => OrderLinkId.ForTarget(Trade, target, attempt));
}
