using Microsoft.Extensions.Time.Testing;
using TradingBot.Core.Identifiers;
using TradingBot.Trading.Alerts;

namespace TradingBot.Functions.Tests.Webhooks;

/// <summary>How much of each kind one process takes within a minute; what one kind or strategy uses up is missing to no other.</summary>
public sealed class AlertLimitsTests
{
    private static readonly StrategyKey One = StrategyKey.Parse("one");
    private static readonly StrategyKey Another = StrategyKey.Parse("another");

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero));
    private readonly AlertLimits _limits;

    public AlertLimitsTests() => _limits = new AlertLimits(_time);

    [Fact]
    public void Sixty_alerts_of_a_strategy_are_taken_and_the_next_one_is_told_when()
    {
        for (var alert = 0; alert < 60; alert++)
            Assert.True(_limits.TryAlert(One, out _));
        _time.Advance(TimeSpan.FromSeconds(20));

        Assert.False(_limits.TryAlert(One, out var retryAfter));

        Assert.Equal(TimeSpan.FromSeconds(40), retryAfter);
        Assert.True(_limits.TryAlert(Another, out _));
        _time.Advance(TimeSpan.FromSeconds(40));
        Assert.True(_limits.TryAlert(One, out _));
    }

    [Fact]
    public void Twenty_refused_exits_of_a_strategy_are_written_down_whatever_strangers_send()
    {
        while (_limits.MayStoreRefusal())
            Assert.True(_limits.MayStoreRefusedExit(Another));
        for (var exit = 0; exit < 20; exit++)
            Assert.True(_limits.MayStoreRefusedExit(One));

        Assert.False(_limits.MayStoreRefusedExit(One));

        Assert.False(_limits.MayStoreRefusedExit(Another));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.True(_limits.MayStoreRefusedExit(One));
    }

    [Fact]
    public void Twenty_refused_calls_are_written_down_whoever_sends_them()
    {
        for (var call = 0; call < 20; call++)
            Assert.True(_limits.MayStoreRefusal());

        Assert.False(_limits.MayStoreRefusal());
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.True(_limits.MayStoreRefusal());
    }
}
