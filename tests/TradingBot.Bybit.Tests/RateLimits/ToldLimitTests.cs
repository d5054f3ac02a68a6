using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TradingBot.Bybit.RateLimits;
using TradingBot.Bybit.Wire;
using TradingBot.Core.Markets;

namespace TradingBot.Bybit.Tests.RateLimits;

/// <summary>What an answer tells of a route's limit, and what a batch takes of the limit of the whole address.</summary>
public sealed class ToldLimitTests
{
    private static readonly DateTimeOffset AnsweredAt = DateTimeOffset.FromUnixTimeMilliseconds(1_735_689_600_000);

    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private RateLimiter Limiter => field ??= new RateLimiter(_time, NullLogger<RateLimiter>.Instance);

    [Fact]
    public void Larger_limit_that_an_answer_tells_lets_those_in_who_wait()
    {
        var orders = Enter(Endpoints.CreateOrder, Category.Linear, 12);
        Assert.Equal(10, orders.Count(static order => order.IsCompleted));

        Limiter.Observe(Endpoints.CreateOrder, Category.Linear, new LimitHeaders(11, 1, AnsweredAt), AnsweredAt, isExceeded: false);

        Assert.Equal(11, orders.Count(static order => order.IsCompleted));
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(1, 1)]
    [InlineData(1001, 1000)]
    public void Limit_that_an_answer_tells_counts_from_one_to_a_thousand(int told, int limit)
    {
        Limiter.Observe(Endpoints.CreateOrder, Category.Linear, new LimitHeaders(told, 1, AnsweredAt), AnsweredAt, isExceeded: false);

        var window = new ArrivalWindow(5, TimeSpan.FromSeconds(1), _time);
        window.Resize(told);

        Assert.Equal(Math.Clamp(told, 1, 1000), window.Limit);
        // The share of writes in the address limit is 140.
        Assert.Equal(Math.Min(limit, 140), Enter(Endpoints.CreateOrder, Category.Linear, 1100).Count(static order => order.IsCompleted));
    }

    /// <summary>Until the reset and a margin of 50 ms, a second where none is told of a limit that was passed, and five at most.</summary>
    [Theory]
    [InlineData(null, false, 0)]
    [InlineData(0, false, 0)]
    [InlineData(-5, false, 0)]
    [InlineData(1, false, 51)]
    [InlineData(null, true, 1000)]
    [InlineData(0, true, 1000)]
    [InlineData(-5, true, 1000)]
    [InlineData(4999, true, 5049)]
    [InlineData(5001, true, 5050)]
    [InlineData(86_400_000, false, 5050)]
    public void Route_that_is_used_up_rests_until_its_reset(int? reset, bool isExceeded, int milliseconds)
    {
        var resetAt = reset is { } offset ? AnsweredAt.AddMilliseconds(offset) : (DateTimeOffset?)null;
        Limiter.Observe(Endpoints.CreateOrder, Category.Linear, new LimitHeaders(10, 0, resetAt), AnsweredAt, isExceeded);

        var order = Enter(Endpoints.CreateOrder, Category.Linear, 1)[0];

        if (milliseconds > 0)
        {
            _time.Advance(TimeSpan.FromMilliseconds(milliseconds - 1));
            Assert.False(order.IsCompleted);
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.True(order.IsCompleted);
    }

    [Fact]
    public void Shorter_hold_does_not_end_a_longer_one()
    {
        foreach (var milliseconds in (int[])[900, 300])
        {
            Limiter.Observe(
                Endpoints.CreateOrder, Category.Linear, new LimitHeaders(10, 0, AnsweredAt.AddMilliseconds(milliseconds)), AnsweredAt,
                isExceeded: false);
        }

        var order = Enter(Endpoints.CreateOrder, Category.Linear, 1)[0];

        _time.Advance(TimeSpan.FromMilliseconds(949));
        Assert.False(order.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(order.IsCompleted);
    }

    [Fact]
    public void Batch_takes_one_place_of_the_address_whatever_it_takes_of_its_route()
    {
        for (var route = 0; route < 14; route++)
            Enter(new Endpoint($"/write/{route}", 100) { IsWrite = true }, Category.Linear, 10, units: 10);

        Assert.False(Enter(new Endpoint("/write/last", 10) { IsWrite = true }, Category.Linear, 1)[0].IsCompleted);
    }

    [Fact]
    public async Task Batch_gives_its_one_place_of_the_address_back()
    {
        var batches = Enumerable.Range(0, 14)
            .SelectMany(route => Enter(new Endpoint($"/write/{route}", 100) { IsWrite = true }, Category.Linear, 10, units: 10))
            .ToList();
        (await batches[0]).Dispose();
        _time.Advance(TimeSpan.FromMilliseconds(5050));

        var orders = Enter(new Endpoint("/write/last", 10) { IsWrite = true }, Category.Linear, 2);

        Assert.Equal([true, false], orders.Select(static order => order.IsCompleted));
    }

    [Theory]
    [InlineData("10", "3", "1735689600123", 10, 3, 1_735_689_600_123)]
    [InlineData("0", "0", "9999999999999", 0, 0, 9_999_999_999_999)]
    [InlineData("10", "3", "10000000000000", 10, 3, null)]
    [InlineData("2147483647", "2147483647", "0", 2_147_483_647, 2_147_483_647, 0L)]
    [InlineData("2147483648", "2147483648", "0", null, null, 0L)]
    [InlineData("4294967297", "4294967296", "0", null, null, 0L)]
    [InlineData("-1", "1.5", "", null, null, null)]
    [InlineData(null, null, null, null, null, null)]
    public void Limit_is_read_header_by_header_and_nonsense_is_none(
        string? limit, string? remaining, string? reset, int? expectedLimit, int? expectedRemaining, long? expectedReset)
    {
        using var response = new HttpResponseMessage();
        foreach (var (name, value) in new[]
        {
            ("X-Bapi-Limit", limit), ("X-Bapi-Limit-Status", remaining), ("X-Bapi-Limit-Reset-Timestamp", reset),
        })
        {
            if (value is not null)
                response.Headers.TryAddWithoutValidation(name, value);
        }

        var read = LimitHeaders.Read(response.Headers);

        Assert.Equal(
            (expectedLimit, expectedRemaining, expectedReset), (read.Limit, read.Remaining, read.ResetAt?.ToUnixTimeMilliseconds()));
    }

    private List<Task<RateSlot>> Enter(Endpoint endpoint, Category category, int count, int units = 1) =>
        [.. Enumerable.Range(0, count).Select(_ => Limiter.WaitAsync(endpoint, category, units, Token).AsTask())];
}
