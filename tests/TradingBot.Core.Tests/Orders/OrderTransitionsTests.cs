using TradingBot.Core.Orders;

namespace TradingBot.Core.Tests.Orders;

public sealed class OrderTransitionsTests
{
    // Rows: where it stood. Columns: what was seen, in the order of the enum. '-' cannot be.
    private static readonly Dictionary<OrderStatus, string> Expected = new()
    {
        //                              S U D O P F C R N
        [OrderStatus.Sent] = "S U D O P F C R N",
        [OrderStatus.Unknown] = "U U D O P F C R N",
        [OrderStatus.Deferred] = "S U D O P F C R N",
        [OrderStatus.Open] = "O O O O P F C R -",
        [OrderStatus.PartiallyFilled] = "P P P P P F C - -",
        [OrderStatus.Filled] = "F F F F F F F - -",
        [OrderStatus.Cancelled] = "C C C C C F C - -",
        [OrderStatus.Rejected] = "R R R R - - - R -",
        [OrderStatus.NotPlaced] = "N N N - - - - - N",
    };

    [Fact]
    public void Every_pair_of_statuses_has_its_one_answer()
    {
        foreach (var current in Enum.GetValues<OrderStatus>())
        {
            var told = string.Join(' ', Enum.GetValues<OrderStatus>()
                .Select(seen => OrderTransitions.TryNext(current, seen, out var next) ? $"{next}"[..1] : "-"));

            Assert.Equal($"{current}: {Expected[current]}", $"{current}: {told}");
        }
    }

    [Fact]
    public void Move_that_cannot_be_throws_and_changes_nothing()
    {
        Assert.Throws<InvalidOperationException>(() => OrderTransitions.Next(OrderStatus.Filled, OrderStatus.Rejected));
        Assert.False(OrderTransitions.TryNext(OrderStatus.Filled, OrderStatus.Rejected, out var next));
        Assert.Equal(OrderStatus.Filled, next);
    }

    [Fact]
    public void Fill_that_crossed_the_cancel_is_taken() =>
        Assert.Equal(OrderStatus.Filled, OrderTransitions.Next(OrderStatus.Cancelled, OrderStatus.Filled));

    [Fact]
    public void News_told_twice_changes_nothing()
    {
        foreach (var current in Enum.GetValues<OrderStatus>())
        {
            foreach (var seen in Enum.GetValues<OrderStatus>())
            {
                if (OrderTransitions.TryNext(current, seen, out var once)) Assert.Equal(once, OrderTransitions.Next(once, seen));
            }
        }
    }
}
