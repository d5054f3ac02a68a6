using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TradingBot.Bybit.RateLimits;
using TradingBot.Bybit.Wire;
using TradingBot.Core.Markets;

namespace TradingBot.Bybit.Tests.RateLimits;

public sealed class RateLimiterTests
{
    private static readonly DateTimeOffset AnsweredAt = DateTimeOffset.FromUnixTimeMilliseconds(1_735_689_600_000);

    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private RateLimiter Limiter => field ??= new RateLimiter(_time, NullLogger<RateLimiter>.Instance);

    [Theory]
    [InlineData(Category.Linear, 10)]
    [InlineData(Category.Option, 10)]
    [InlineData(Category.Spot, 20)]
    public void Orders_beyond_the_documented_limit_wait_for_the_next_second(Category category, int limit)
    {
        var orders = Enter(Endpoints.CreateOrder, category, limit + 1);

        Assert.Equal(limit, orders.Count(order => order.IsCompleted));
        _time.Advance(TimeSpan.FromMilliseconds(1100));
        Assert.All(orders, order => Assert.True(order.IsCompleted));
    }

    [Fact]
    public void A_burst_is_spread_so_that_no_second_holds_more_than_the_limit()
    {
        var orders = Enter(Endpoints.CreateOrder, Category.Linear, 35);
        var done = Enumerable.Repeat(0, 10).ToList();
        for (var step = 0; step < 45; step++)
        {
            done.Add(orders.Count(order => order.IsCompleted));
            _time.Advance(TimeSpan.FromMilliseconds(100));
        }

        Assert.Equal(35, orders.Count(order => order.IsCompleted));
        for (var at = 10; at < done.Count; at++)
            Assert.True(done[at] - done[at - 10] <= 10, $"{done[at] - done[at - 10]} orders within a second");
    }

    [Fact]
    public void Waiters_keep_their_order()
    {
        var orders = Enter(Endpoints.CreateOrder, Category.Linear, 25);
        _time.Advance(TimeSpan.FromMilliseconds(1100));

        Assert.Equal(Enumerable.Range(0, 20), Enumerable.Range(0, 25).Where(index => orders[index].IsCompleted));
    }

    [Fact]
    public void Routes_and_categories_are_counted_apart()
    {
        Enter(Endpoints.CreateOrder, Category.Linear, 10);

        Assert.True(Enter(Endpoints.CreateOrder, Category.Inverse, 1)[0].IsCompleted);
        Assert.True(Enter(Endpoints.CancelOrder, Category.Linear, 1)[0].IsCompleted);
    }

    [Fact]
    public void An_order_passes_while_reads_queue_for_the_address_limit()
    {
        var reads = Enumerable.Range(0, 20).SelectMany(route => Enter(new Endpoint($"/read/{route}", 50), Category.Linear, 50)).ToList();

        Assert.Equal(400, reads.Count(read => read.IsCompleted));
        Assert.True(Enter(Endpoints.CreateOrder, Category.Linear, 1)[0].IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(800, reads.Count(read => read.IsCompleted));
    }

    [Fact]
    public void A_used_up_limit_holds_the_route_until_the_reset_stamp()
    {
        Enter(Endpoints.CreateOrder, Category.Linear, 1);
        Limiter.Observe(Endpoints.CreateOrder, Category.Linear, new LimitHeaders(10, 0, AnsweredAt.AddMilliseconds(400)),
            AnsweredAt, isExceeded: false);

        var order = Enter(Endpoints.CreateOrder, Category.Linear, 1)[0];

        _time.Advance(TimeSpan.FromMilliseconds(399));
        Assert.False(order.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(60));
        Assert.True(order.IsCompleted);
    }

    [Fact]
    public void A_refusal_without_a_reset_stamp_holds_for_a_second()
    {
        Limiter.Observe(Endpoints.CreateOrder, Category.Linear, new LimitHeaders(null, null, null), AnsweredAt, isExceeded: true);

        var order = Enter(Endpoints.CreateOrder, Category.Linear, 1)[0];

        Assert.False(order.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(order.IsCompleted);
    }

    [Fact]
    public void A_reset_stamp_far_ahead_does_not_stop_trading_for_long()
    {
        Limiter.Observe(
            Endpoints.CreateOrder, Category.Linear, new LimitHeaders(10, 0, AnsweredAt.AddDays(3)), AnsweredAt, isExceeded: true);

        var order = Enter(Endpoints.CreateOrder, Category.Linear, 1)[0];

        _time.Advance(TimeSpan.FromSeconds(6));
        Assert.True(order.IsCompleted);
    }

    [Theory]
    [InlineData(40)]
    [InlineData(4)]
    public void The_exchanges_own_limit_replaces_the_documented_one(int limit)
    {
        Limiter.Observe(
            Endpoints.CreateOrder, Category.Linear, new LimitHeaders(limit, limit - 1, AnsweredAt), AnsweredAt, isExceeded: false);

        Assert.Equal(limit, Enter(Endpoints.CreateOrder, Category.Linear, 50).Count(order => order.IsCompleted));
    }

    [Fact]
    public void A_batch_takes_a_unit_for_each_of_its_orders()
    {
        Enter(Endpoints.CreateBatch, Category.Linear, 1, units: 8);

        var waiting = Enter(Endpoints.CreateBatch, Category.Linear, 1, units: 3)[0];

        Assert.False(waiting.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1100));
        Assert.True(waiting.IsCompleted);
    }

    [Fact]
    public void A_batch_larger_than_the_limit_goes_alone_instead_of_never()
    {
        Enter(Endpoints.CreateBatch, Category.Linear, 1, units: 1);

        var batch = Enter(Endpoints.CreateBatch, Category.Linear, 1, units: 20)[0];

        Assert.False(batch.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1100));
        Assert.True(batch.IsCompleted);
    }

    [Fact]
    public void Options_cancel_everything_once_a_second()
    {
        Assert.Equal(1, Enter(Endpoints.CancelAll, Category.Option, 3).Count(one => one.IsCompleted));
    }

    private List<Task> Enter(Endpoint endpoint, Category category, int count, int units = 1) =>
        [.. Enumerable.Range(0, count).Select(_ => Limiter.WaitAsync(endpoint, category, units, Token))];
}
