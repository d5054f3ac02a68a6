using Microsoft.Extensions.Time.Testing;
using TradingBot.Trading.Security;

namespace TradingBot.Functions.Tests.Access;

public sealed class SlidingWindowTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Window_slides_with_each_turn()
    {
        var window = new SlidingWindow(2, TimeSpan.FromSeconds(60), _time);
        Assert.True(window.TryTake("a", out _));
        _time.Advance(TimeSpan.FromSeconds(40));
        Assert.True(window.TryTake("a", out _));

        Assert.False(window.TryTake("a", out var wait));
        Assert.Equal(TimeSpan.FromSeconds(20), wait);
        Assert.True(window.TryTake("b", out _));
        _time.Advance(TimeSpan.FromSeconds(20));
        Assert.True(window.TryTake("a", out _));
        Assert.False(window.TryTake("a", out _));
    }

    [Fact]
    public void Turn_counts_for_the_whole_window_however_many_other_keys_are_tried()
    {
        var window = new SlidingWindow(1, TimeSpan.FromSeconds(60), _time);
        Assert.True(window.TryTake("a", out _));
        _time.Advance(TimeSpan.FromSeconds(59));
        for (var key = 0; key < 10_001; key++)
            Assert.True(window.TryTake($"{key}", out _));

        Assert.False(window.TryTake("a", out _));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(window.TryTake("a", out _));
        Assert.False(window.TryTake("0", out _));
    }

    [Fact]
    public void Turn_given_back_is_one_turn_of_its_key_and_the_oldest()
    {
        var window = new SlidingWindow(2, TimeSpan.FromSeconds(60), _time);
        Assert.True(window.TryTake("a", out _));
        _time.Advance(TimeSpan.FromSeconds(40));
        Assert.True(window.TryTake("a", out _));

        window.GiveBack("b");
        Assert.False(window.TryTake("a", out _));
        window.GiveBack("a");
        Assert.True(window.TryTake("a", out _));

        Assert.False(window.TryTake("a", out var wait));
        Assert.Equal(TimeSpan.FromSeconds(60), wait);
    }

    [Fact]
    public void Concurrent_turns_never_exceed_the_limit()
    {
        var window = new SlidingWindow(50, TimeSpan.FromSeconds(60), _time);
        var taken = 0;

        Parallel.For(0, 500, _ =>
        {
            if (window.TryTake("a", out var _))
                Interlocked.Increment(ref taken);
        });

        Assert.Equal(50, taken);
    }
}
