using Microsoft.Extensions.Time.Testing;
using TradingBot.Bybit.Streams;

namespace TradingBot.Bybit.Tests.Streams;

/// <summary>Who waits for a connection, and for whom: a stream that keeps failing pauses for itself alone.</summary>
public sealed class ConnectionThrottleTests
{
    // A pause of 15 to 30 s: the longest, and half of it is chance.
    private const int Failing = 60;

    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Stream_that_backs_off_keeps_no_other_waiting()
    {
        var throttle = ThrottleOf(connections: 60);

        var prices = throttle.WaitAsync(Failing, Token);
        var account = throttle.WaitAsync(failures: 0, Token);

        Assert.False(prices.IsCompleted);
        Assert.True(account.IsCompleted);
    }

    [Fact]
    public void Shorter_pause_is_over_before_a_longer_one_that_began_earlier()
    {
        var throttle = ThrottleOf(connections: 60);

        var prices = throttle.WaitAsync(Failing, Token);
        var account = throttle.WaitAsync(failures: 1, Token);
        _time.Advance(TimeSpan.FromMilliseconds(500));

        Assert.Equal((false, true), (prices.IsCompleted, account.IsCompleted));
        _time.Advance(TimeSpan.FromSeconds(14.4));
        Assert.False(prices.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(15.1));
        Assert.True(prices.IsCompleted);
    }

    /// <summary>Of one place in five minutes the stream that may connect now takes it; the other one waits for the next.</summary>
    [Fact]
    public void Stream_that_backs_off_holds_no_place_in_the_window()
    {
        var throttle = ThrottleOf(connections: 1);

        var prices = throttle.WaitAsync(Failing, Token);
        var account = throttle.WaitAsync(failures: 0, Token);

        Assert.True(account.IsCompleted);
        _time.Advance(TimeSpan.FromMinutes(4.9));
        Assert.False(prices.IsCompleted);
        _time.Advance(TimeSpan.FromMinutes(0.2));
        Assert.True(prices.IsCompleted);
    }

    [Fact]
    public async Task Pause_that_is_given_up_leaves_its_place_to_others()
    {
        var throttle = ThrottleOf(connections: 1);
        using var stop = new CancellationTokenSource();

        var prices = throttle.WaitAsync(Failing, stop.Token);
        await stop.CancelAsync();
        _time.Advance(TimeSpan.FromMinutes(1));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => prices);
        Assert.True(throttle.WaitAsync(failures: 0, Token).IsCompletedSuccessfully);
    }

    private ConnectionThrottle ThrottleOf(int connections) =>
        new(new StreamTiming { ConnectionsPerFiveMinutes = connections }, _time);
}
