using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Signals;
using TradingBot.TestKit;
using TradingBot.Trading.Entries;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>An alert that begins with something else than what is held waits a moment for the one that brings it about.</summary>
public sealed class GatheringAlertsTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private const TargetPosition Flat = TargetPosition.Flat, Long = TargetPosition.Long, Short = TargetPosition.Short;

    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(300);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reversal_of_nothing_waits_a_moment_for_the_entry_that_was_sent_with_it()
    {
        await using var fixture = await OpenAsync(Flat);
        var reverse = await fixture.Driver.AlertAsync(SignalAction.Reverse);

        await WaitsUntilAsync(fixture, reverse, Moment);

        Assert.Equal(DenialCodes.NothingToReverse, (await fixture.Driver.SignalAsync(reverse)).Reason?.Code);
    }

    [Theory]
    [InlineData(Flat, Short, Long)]
    [InlineData(Flat, Long, Short)]
    [InlineData(Flat, Long, Long)]
    [InlineData(Long, Short, Long)]
    [InlineData(Short, Flat, Long)]
    [InlineData(Long, Flat, Short)]
    public async Task Alert_waits_a_moment_for_the_one_that_brings_about_what_it_begins_with(
        TargetPosition held, TargetPosition before, TargetPosition position)
    {
        await using var fixture = await OpenAsync(held);

        await WaitsUntilAsync(fixture, await TellAsync(fixture, before, position), Moment);
    }

    [Theory]
    [InlineData(Flat, Flat, Long)]
    [InlineData(Long, Long, Short)]
    [InlineData(Long, Long, Long)]
    [InlineData(Short, Short, Long)]
    [InlineData(Flat, null, Long)]
    [InlineData(Long, null, Short)]
    public async Task Alert_that_begins_with_what_is_held_or_does_not_tell_it_is_decided_at_once(
        TargetPosition held, TargetPosition? before, TargetPosition position)
    {
        await using var fixture = await OpenAsync(held);

        Assert.False((await fixture.Driver.DecideAsync(await TellAsync(fixture, before, position))).IsWaiting);
    }

    [Theory]
    [InlineData(Long, Short, Flat)]
    [InlineData(Short, Long, Flat)]
    [InlineData(Short, Long, Long)]
    public async Task Exit_closes_at_once_whatever_it_began_with(TargetPosition held, TargetPosition before, TargetPosition position)
    {
        await using var fixture = await OpenAsync(held);

        Assert.NotEmpty((await fixture.Driver.DecideAsync(await TellAsync(fixture, before, position))).Closing);
    }

    /// <summary>Its age counts from its firing: one that is too old for an entry waits for nothing.</summary>
    [Theory]
    [InlineData(-59, true)]
    [InlineData(-61, false)]
    public async Task Alert_that_arrives_too_late_for_an_entry_waits_for_nobody(int firedSeconds, bool isWaiting)
    {
        await using var fixture = await OpenAsync(Flat);
        var fired = fixture.Clock.GetUtcNow().AddSeconds(firedSeconds);

        var late = await fixture.Driver.AlertAsync(alert => alert with { FiredAt = fired, Position = Long, PrevPosition = Short });

        Assert.Equal(isWaiting, (await fixture.Driver.DecideAsync(late)).IsWaiting);
    }

    /// <summary>The one that is waited for may be the next but one.</summary>
    [Fact]
    public async Task Each_alert_that_joins_prolongs_the_wait_up_to_a_second()
    {
        await using var fixture = await OpenAsync(Flat);
        var first = await TellAsync(fixture, Short, Long);
        var begun = (await fixture.Driver.SignalAsync(first)).ReceivedAt;
        for (var joined = 1; joined <= 4; joined++)
        {
            fixture.Clock.Advance(begun.AddMilliseconds(joined * 200) - fixture.Clock.GetUtcNow());
            await TellAsync(fixture, Long, Short);
            Assert.True((await fixture.Driver.DecideAsync(first)).IsWaiting);
        }

        await WaitsUntilAsync(fixture, first, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Wait_ends_a_moment_after_the_last_that_joined()
    {
        await using var fixture = await OpenAsync(Flat);
        var first = await TellAsync(fixture, Short, Long);
        var begun = (await fixture.Driver.SignalAsync(first)).ReceivedAt;
        fixture.Clock.Advance(begun.AddMilliseconds(200) - fixture.Clock.GetUtcNow());
        await TellAsync(fixture, Long, Short);
        var joined = (await fixture.Driver.SignalAsync(await TellAsync(fixture, Short, Short))).ReceivedAt;

        await WaitsUntilAsync(fixture, first, joined + Moment - begun);
    }

    /// <summary>In whatever order the alerts of one second arrive, also where they chain in a circle that what is held opens.</summary>
    [Theory]
    [InlineData(Flat, "flat>long long>short short>long", Direction.Long)]
    [InlineData(Flat, "flat>long short>long long>short", Direction.Long)]
    [InlineData(Flat, "long>short flat>long short>long", Direction.Long)]
    [InlineData(Flat, "long>short short>long flat>long", Direction.Long)]
    [InlineData(Flat, "short>long flat>long long>short", Direction.Long)]
    [InlineData(Flat, "short>long long>short flat>long", Direction.Long)]
    [InlineData(Flat, "flat>short short>flat flat>long", Direction.Long)]
    [InlineData(Flat, "flat>short flat>long short>flat", Direction.Long)]
    [InlineData(Flat, "short>flat flat>short flat>long", Direction.Long)]
    [InlineData(Flat, "short>flat flat>long flat>short", Direction.Long)]
    [InlineData(Flat, "flat>long flat>short short>flat", Direction.Long)]
    [InlineData(Flat, "flat>long short>flat flat>short", Direction.Long)]
    [InlineData(Long, "long>flat flat>short short>long", Direction.Long)]
    [InlineData(Long, "long>flat short>long flat>short", Direction.Long)]
    [InlineData(Long, "flat>short long>flat short>long", Direction.Long)]
    [InlineData(Long, "flat>short short>long long>flat", Direction.Long)]
    [InlineData(Long, "short>long long>flat flat>short", Direction.Long)]
    [InlineData(Long, "short>long flat>short long>flat", Direction.Long)]
    [InlineData(Short, "short>long long>flat flat>short", Direction.Short)]
    [InlineData(Short, "short>long flat>short long>flat", Direction.Short)]
    [InlineData(Short, "long>flat short>long flat>short", Direction.Short)]
    [InlineData(Short, "long>flat flat>short short>long", Direction.Short)]
    [InlineData(Short, "flat>short short>long long>flat", Direction.Short)]
    [InlineData(Short, "flat>short long>flat short>long", Direction.Short)]
    [InlineData(Long, "long>flat flat>long", Direction.Long)]
    [InlineData(Long, "flat>long long>flat", Direction.Long)]
    public async Task Alerts_of_one_second_end_where_the_last_of_them_leads(TargetPosition held, string alerts, Direction expected)
    {
        await using var fixture = await OpenAsync(held);
        var now = fixture.Clock.GetUtcNow();
        var firedAt = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond));
        var time = new FakeTimeProvider(firedAt.AddMilliseconds(1200));
        var bot = new SteppedAlerts(fixture, time);
        foreach (var states in alerts.Split(' ').Select(static move => move.Split('>')))
        {
            await bot.SendAsync(alert => alert with
            {
                FiredAt = firedAt,
                PrevPosition = Enum.Parse<TargetPosition>(states[0], ignoreCase: true),
                Position = Enum.Parse<TargetPosition>(states[1], ignoreCase: true),
            });
            await bot.AskAsync();
            time.Advance(TimeSpan.FromMilliseconds(299));
            await bot.AskAsync();
        }

        for (var round = 0; round < 20 && bot.IsBusy; round++)
        {
            time.Advance(TimeSpan.FromMilliseconds(100));
            await bot.AskAsync();
        }

        Assert.False(bot.IsBusy);
        await Eventually.ValueAsync(
            fixture.Driver.PositionAsync,
            position => position?.Direction == expected,
            $"It never was {expected}",
            cancellationToken: Token);
    }

    private static Task<SignalId> TellAsync(TradingFixture fixture, TargetPosition? before, TargetPosition position) =>
        fixture.Driver.AlertAsync(alert => alert with { Position = position, PrevPosition = before });

    private static async Task WaitsUntilAsync(TradingFixture fixture, SignalId alert, TimeSpan wait)
    {
        var until = (await fixture.Driver.SignalAsync(alert)).ReceivedAt + wait;
        var time = new FakeTimeProvider(until.AddMilliseconds(-1));
        var decider = ActivatorUtilities.CreateInstance<SignalDecider>(fixture.Service<IServiceProvider>(), time);
        Assert.IsType<SignalDecision.Waits>(await decider.DecideAsync(alert, [], Token));
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.IsNotType<SignalDecision.Waits>(await decider.DecideAsync(alert, [], Token));
    }

    private async Task<TradingFixture> OpenAsync(TargetPosition held)
    {
        var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        if (held == Flat)
            return fixture;
        await fixture.Driver.OpenAsync(held == Long ? SignalAction.Buy : SignalAction.Sell);
        await fixture.PassAsync(TimeSpan.FromSeconds(2));
        return fixture;
    }
}
