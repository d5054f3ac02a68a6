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
}
