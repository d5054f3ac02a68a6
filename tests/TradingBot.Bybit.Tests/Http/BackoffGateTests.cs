using Microsoft.Extensions.Time.Testing;
using TradingBot.Bybit.Http;
using TradingBot.Core.Exchange;

namespace TradingBot.Bybit.Tests.Http;

public sealed class BackoffGateTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    [Fact]
    public void Pause_lasts_ten_minutes_and_names_its_end()
    {
        var pause = new BackoffGate(_time);
        Assert.Null(pause.Current);

        Assert.Contains("2026-01-02 03:14:05 UTC", pause.Begin().Message, StringComparison.Ordinal);

        _time.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1));
        Assert.Equal(RetryGuidance.RetryLater, pause.Current!.Class);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(pause.Current);
    }

    [Fact]
    public void Pause_right_after_a_pause_asks_the_operator_to_stop()
    {
        var pause = new BackoffGate(_time);
        pause.Begin();
        _time.Advance(TimeSpan.FromMinutes(11));

        Assert.Equal(RetryGuidance.Halt, pause.Begin().Class);
    }

    [Fact]
    public void Pause_long_after_a_pause_is_a_first_one_again()
    {
        var pause = new BackoffGate(_time);
        pause.Begin();
        _time.Advance(TimeSpan.FromHours(3));

        Assert.Equal(RetryGuidance.RetryLater, pause.Begin().Class);
    }

    [Fact]
    public void Second_refusal_during_a_pause_does_not_prolong_it()
    {
        var pause = new BackoffGate(_time);
        pause.Begin();
        _time.Advance(TimeSpan.FromMinutes(9));
        Assert.Contains("2026-01-02 03:14:05 UTC", pause.Begin().Message, StringComparison.Ordinal);
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Null(pause.Current);
    }

    [Fact]
    public void Pause_of_an_earlier_process_goes_on_to_its_end_and_the_next_one_is_a_repeated_one()
    {
        var pause = new BackoffGate(_time);

        pause.Resume(_time.GetUtcNow() + TimeSpan.FromMinutes(3));

        Assert.Contains("2026-01-02 03:07:05 UTC", pause.Current!.Message, StringComparison.Ordinal);
        _time.Advance(TimeSpan.FromMinutes(3) - TimeSpan.FromTicks(1));
        Assert.NotNull(pause.Until);
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.Null(pause.Until);
        Assert.Equal(RetryGuidance.Halt, pause.Begin().Class);
    }

    [Fact]
    public void Pause_that_has_passed_or_is_longer_than_any_does_not_stop_the_bot()
    {
        var pause = new BackoffGate(_time);

        pause.Resume(_time.GetUtcNow());
        Assert.Null(pause.Until);
        pause.Resume(_time.GetUtcNow() + TimeSpan.FromDays(3));

        Assert.Equal(_time.GetUtcNow() + BackoffGate.Length, pause.Until);
    }

    [Fact]
    public void Pause_that_is_resumed_never_shortens_the_one_that_runs()
    {
        var pause = new BackoffGate(_time);
        pause.Begin();

        pause.Resume(_time.GetUtcNow() + TimeSpan.FromMinutes(1));

        Assert.Equal(_time.GetUtcNow() + BackoffGate.Length, pause.Until);
    }

    [Fact]
    public void Pause_that_is_resumed_prolongs_a_shorter_one_and_follows_one_that_has_passed()
    {
        var pause = new BackoffGate(_time);

        pause.Resume(_time.GetUtcNow() + TimeSpan.FromMinutes(1));
        pause.Resume(_time.GetUtcNow() + TimeSpan.FromMinutes(3));
        Assert.Equal(_time.GetUtcNow() + TimeSpan.FromMinutes(3), pause.Until);
        _time.Advance(TimeSpan.FromMinutes(4));
        pause.Resume(_time.GetUtcNow() + TimeSpan.FromMinutes(2));

        Assert.Equal(_time.GetUtcNow() + TimeSpan.FromMinutes(2), pause.Until);
    }

    /// <summary>Half an hour after the end of the last pause, and not after its beginning.</summary>
    [Theory]
    [InlineData(-1, RetryGuidance.Halt)]
    [InlineData(0, RetryGuidance.RetryLater)]
    public void Pause_is_a_repeated_one_within_half_an_hour_of_the_last(int ticks, RetryGuidance @class)
    {
        var pause = new BackoffGate(_time);
        pause.Begin();
        _time.Advance(BackoffGate.Length + TimeSpan.FromMinutes(30) + TimeSpan.FromTicks(ticks));

        Assert.Equal(@class, pause.Begin().Class);
    }

    [Fact]
    public void Refusal_at_the_very_end_of_a_pause_begins_another_one()
    {
        var pause = new BackoffGate(_time);
        pause.Begin();
        _time.Advance(BackoffGate.Length);

        pause.Begin();

        Assert.Equal(_time.GetUtcNow() + BackoffGate.Length, pause.Until);
    }

    [Fact]
    public void Pause_that_ended_before_this_process_began_counts_for_nothing()
    {
        var pause = new BackoffGate(_time);

        pause.Resume(_time.GetUtcNow());

        Assert.Equal(RetryGuidance.RetryLater, pause.Begin().Class);
    }
}
