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

    /// <summary>A second and the margin.</summary>
    private static readonly TimeSpan Span = TimeSpan.FromMilliseconds(1050);

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
        Answer(orders);
        _time.Advance(Span - TimeSpan.FromTicks(1));
        Assert.Equal(limit, orders.Count(order => order.IsCompleted));
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.All(orders, order => Assert.True(order.IsCompleted));
    }

    [Fact]
    public void Request_counts_until_a_window_has_passed_since_its_answer_and_not_since_its_start()
    {
        var orders = Enter(Endpoints.CreateOrder, Category.Linear, 11);

        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.False(orders[10].IsCompleted);
        Answer(orders[..1]);
        _time.Advance(Span - TimeSpan.FromTicks(1));
        Assert.False(orders[10].IsCompleted);
        _time.Advance(TimeSpan.FromTicks(1));

        Assert.True(orders[10].IsCompleted);
    }

    [Fact]
    public void Route_that_is_used_up_keeps_no_other_route_waiting()
    {
        Enter(Endpoints.FeeRate, Category.Linear, 12);

        Assert.All(Enter(Endpoints.Tickers, Category.Linear, 50), ticker => Assert.True(ticker.IsCompleted));
    }

    [Fact]
    public void Burst_takes_no_longer_than_the_limit_asks_for()
    {
        // Five at once, and five each time a window has passed since the answers.
        var fees = Enter(Endpoints.FeeRate, Category.Linear, 12);
        var done = new List<int>();
        foreach (var answered in new[] { fees[..5], fees[5..10], fees[10..] })
        {
            done.Add(fees.Count(fee => fee.IsCompleted));
            Answer(answered);
            _time.Advance(Span);
        }

        Assert.Equal([5, 10, 12], done);
    }

    [Fact]
    public void Each_request_makes_room_a_window_after_its_own_answer()
    {
        var fees = Enter(Endpoints.FeeRate, Category.Linear, 6);
        Answer(fees[..1]);
        _time.Advance(Span / 2);
        Answer(fees[1..]);
        _time.Advance(Span / 2);
        Assert.True(fees[5].IsCompleted);
    }

    [Fact]
    public void Who_gives_up_waiting_takes_nothing_and_keeps_nobody_waiting()
    {
        using var patience = new CancellationTokenSource();
        var orders = Enter(Endpoints.CreateOrder, Category.Linear, 10);
        var gone = Limiter.WaitAsync(Endpoints.CreateOrder, Category.Linear, units: 10, patience.Token).AsTask();
        var last = Enter(Endpoints.CreateOrder, Category.Linear, 10);

        patience.Cancel();
        Assert.True(gone.IsCanceled);
        Answer(orders);
        _time.Advance(Span);

        Assert.All(last, order => Assert.True(order.IsCompletedSuccessfully));
    }

    [Fact]
    public void Waiters_keep_their_order()
    {
        var orders = Enter(Endpoints.CreateOrder, Category.Linear, 25);
        Answer(orders);
        _time.Advance(Span);

        Assert.Equal(Enumerable.Range(0, 20), Enumerable.Range(0, 25).Where(index => orders[index].IsCompleted));
    }

    [Fact]
    public void Single_order_does_not_overtake_a_batch_that_waits_for_room()
    {
        var first = Enter(Endpoints.CreateBatch, Category.Linear, 1, units: 5);
        var batch = Enter(Endpoints.CreateBatch, Category.Linear, 1, units: 8)[0];

        var single = Enter(Endpoints.CreateBatch, Category.Linear, 1)[0];

        Assert.False(single.IsCompleted);
        Answer(first);
        _time.Advance(Span);
        Assert.True(batch.IsCompleted && single.IsCompleted);
    }

    [Fact]
    public void Batch_that_gives_up_waiting_stands_in_nobodys_way()
    {
        using var patience = new CancellationTokenSource();
        Enter(Endpoints.CreateBatch, Category.Linear, 1, units: 5);
        var gone = Limiter.WaitAsync(Endpoints.CreateBatch, Category.Linear, units: 8, patience.Token).AsTask();

        patience.Cancel();

        Assert.True(gone.IsCanceled);
        Assert.True(Enter(Endpoints.CreateBatch, Category.Linear, 1)[0].IsCompleted);
    }

    [Fact]
    public void Routes_that_wait_for_the_address_are_served_in_the_order_of_their_coming()
    {
        var reads = Enumerable.Range(0, 8).SelectMany(route => Enter(new Endpoint($"/read/{route}", 50), Category.Linear, 50)).ToList();
        var waiting = Enumerable.Range(10, 3).Select(route => Enter(new Endpoint($"/read/{route}", 50), Category.Linear, 1)[0]).ToList();

        Answer(reads[..2]);
        _time.Advance(TimeSpan.FromMilliseconds(5050));

        Assert.Equal([true, true, false], waiting.Select(static read => read.IsCompleted));
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
        Answer(reads);
        _time.Advance(TimeSpan.FromMilliseconds(5049));
        Assert.Equal(400, reads.Count(read => read.IsCompleted));
        _time.Advance(TimeSpan.FromMilliseconds(1));
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
        var first = Enter(Endpoints.CreateBatch, Category.Linear, 1, units: 8);

        var waiting = Enter(Endpoints.CreateBatch, Category.Linear, 1, units: 10)[0];

        Assert.False(waiting.IsCompleted);
        Answer(first);
        _time.Advance(Span);
        Assert.True(waiting.IsCompleted);
    }

    [Fact]
    public void A_batch_larger_than_the_limit_goes_alone_instead_of_never()
    {
        var first = Enter(Endpoints.CreateBatch, Category.Linear, 1, units: 1);

        var batch = Enter(Endpoints.CreateBatch, Category.Linear, 1, units: 20)[0];

        Assert.False(batch.IsCompleted);
        Answer(first);
        _time.Advance(Span);
        Assert.True(batch.IsCompleted);
    }

    [Fact]
    public void Options_cancel_everything_once_a_second()
    {
        Assert.Equal(1, Enter(Endpoints.CancelAll, Category.Option, 3).Count(one => one.IsCompleted));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Exchange_never_sees_more_than_its_limit_in_any_second_however_long_requests_and_answers_travel(int seed)
    {
        var chance = new Random(seed);
        var (arrived, travelling) = (new List<int>(), new List<Travel>());
        var waiting = new List<Task<RateSlot>>();
        for (var now = 0; arrived.Count < 120; now++)
        {
            Assert.True(now < 60_000, "Not all were sent within a minute.");
            if (now < 3000 && chance.Next(20) == 0)
                waiting.AddRange(Enter(Endpoints.FeeRate, Category.Linear, chance.Next(1, 8)));
            foreach (var slot in waiting.Where(static one => one.IsCompleted).ToList())
            {
                waiting.Remove(slot);
                var there = now + chance.Next(chance.Next(2) == 0 ? 5 : 900);
                travelling.Add(new Travel(await slot, there, there + chance.Next(chance.Next(2) == 0 ? 5 : 900)));
            }

            arrived.AddRange(travelling.Where(travel => travel.ArrivesAt == now).Select(static travel => travel.ArrivesAt));
            foreach (var travel in travelling.Where(travel => travel.AnsweredAt == now))
                travel.Slot.Dispose();
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.All(arrived, moment => Assert.InRange(arrived.Count(other => other > moment - 1000 && other <= moment), 1, 5));
    }

    private static void Answer(IEnumerable<Task<RateSlot>> slots)
    {
        foreach (var slot in slots.Where(static one => one.IsCompletedSuccessfully))
            slot.Result.Dispose();
    }

    private List<Task<RateSlot>> Enter(Endpoint endpoint, Category category, int count, int units = 1) =>
        [.. Enumerable.Range(0, count).Select(_ => Limiter.WaitAsync(endpoint, category, units, Token).AsTask())];

    private sealed record Travel(RateSlot Slot, int ArrivesAt, int AnsweredAt);
}
