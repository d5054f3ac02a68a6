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
        pause.Begin();
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Null(pause.Current);
    }
}
