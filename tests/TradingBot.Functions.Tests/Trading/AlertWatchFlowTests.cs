using TradingBot.Core.Identifiers;
using TradingBot.Core.Notifications;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;
using TradingBot.Trading.Alerts;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>Alerts that did not come are told, and nothing is traded for them.</summary>
public sealed class AlertWatchFlowTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Missing_alert_is_told_once_with_what_shows_it_and_kept_at_the_next_one()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        var entry = await AlertAsync(fixture, TargetPosition.Flat, TargetPosition.Long);
        await fixture.PassAsync(TimeSpan.FromMinutes(15));
        var next = await AlertAsync(fixture, TargetPosition.Flat, TargetPosition.Short);

        await fixture.PassAsync(TimeSpan.FromSeconds(29));
        await WatchAsync(fixture);
        Assert.Null((await fixture.Driver.SignalAsync(next)).Missed);

        await fixture.PassAsync(TimeSpan.FromSeconds(1));
        for (var look = 0; look < 2; look++)
            await WatchAsync(fixture);

        var missed = (await fixture.Driver.SignalAsync(next)).Missed!;
        Assert.Equal((entry, TargetPosition.Long, TargetPosition.Flat), (missed.Alert, missed.Left, missed.Began));
        Assert.Null((await fixture.Driver.SignalAsync(entry)).Missed);
        var told = Assert.Single(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == NoticeKinds.AlertMissed);
        Assert.Contains("left long", told.Body, StringComparison.Ordinal);
        Assert.Contains("began flat", told.Body, StringComparison.Ordinal);
        Assert.Empty(await fixture.Controls.SentOrdersAsync());
    }

    [Fact]
    public async Task One_that_came_late_takes_the_suspicion_back()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        await AlertAsync(fixture, TargetPosition.Flat, TargetPosition.Long);
        await fixture.PassAsync(TimeSpan.FromSeconds(10));
        var firedAt = fixture.Clock.GetUtcNow();
        await fixture.PassAsync(TimeSpan.FromSeconds(10));
        var next = await AlertAsync(fixture, TargetPosition.Flat, TargetPosition.Short);
        await fixture.PassAsync(TimeSpan.FromSeconds(40));
        await WatchAsync(fixture);
        Assert.NotNull((await fixture.Driver.SignalAsync(next)).Missed);

        await AlertAsync(fixture, TargetPosition.Long, TargetPosition.Flat, firedAt);
        await WatchAsync(fixture);

        Assert.Null((await fixture.Driver.SignalAsync(next)).Missed);
    }

    // Anybody can make calls with a wrong token: they hide no gap and push none out of sight.
    [Fact]
    public async Task Calls_with_a_wrong_token_are_no_links()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        await AlertAsync(fixture, TargetPosition.Flat, TargetPosition.Long);
        var alien = await AlertAsync(fixture, TargetPosition.Flat, TargetPosition.Flat);
        await database.ExecuteAsync(
            $$"""update trading.signals set signal = null, status = 'denied', reason = '{"code":"webhook.unauthorized","message":"No."}' where id = '{{alien}}'""");
        var next = await AlertAsync(fixture, TargetPosition.Flat, TargetPosition.Short);
        await fixture.PassAsync(TimeSpan.FromMinutes(1));

        await WatchAsync(fixture);

        Assert.NotNull((await fixture.Driver.SignalAsync(next)).Missed);
    }

    // The horizon is a day, and a strategy may fire once a week: what came before it counts all the same.
    [Fact]
    public async Task Alerts_that_lie_far_apart_are_links_too_and_old_ones_are_left_alone()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        await AlertAsync(fixture, TargetPosition.Flat, TargetPosition.Long);
        await fixture.PassAsync(TimeSpan.FromDays(7));
        var next = await AlertAsync(fixture, TargetPosition.Short, TargetPosition.Flat);
        await fixture.PassAsync(TimeSpan.FromHours(25));
        await WatchAsync(fixture);
        Assert.Null((await fixture.Driver.SignalAsync(next)).Missed);

        var last = await AlertAsync(fixture, TargetPosition.Long, TargetPosition.Flat);
        await fixture.PassAsync(TimeSpan.FromMinutes(1));
        await WatchAsync(fixture);

        Assert.Equal(next, (await fixture.Driver.SignalAsync(last)).Missed?.Alert);
        Assert.Single(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == NoticeKinds.AlertMissed);
    }

    [Fact]
    public async Task Strategy_from_which_nothing_comes_any_more_is_told_once_a_silence()
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync(static strategy => strategy with { SilentAfterMinutes = 10 });
        await fixture.PassAsync(TimeSpan.FromMinutes(9.9));
        await WatchAsync(fixture);
        Assert.Empty(await SilencesAsync(fixture));

        await fixture.PassAsync(TimeSpan.FromMinutes(0.1));
        for (var look = 0; look < 3; look++)
        {
            await WatchAsync(fixture);
            await fixture.PassAsync(TimeSpan.FromMinutes(5));
        }

        Assert.Contains("No alert", Assert.Single(await SilencesAsync(fixture)).Body, StringComparison.Ordinal);
        await AlertAsync(fixture, TargetPosition.Flat, TargetPosition.Long);
        await fixture.PassAsync(TimeSpan.FromMinutes(9.9));
        await WatchAsync(fixture);
        Assert.Single(await SilencesAsync(fixture));
        await fixture.PassAsync(TimeSpan.FromMinutes(0.1));
        await WatchAsync(fixture);
        Assert.Equal(2, (await SilencesAsync(fixture)).Count);
    }

    [Theory]
    [InlineData(StrategyState.Paused)]
    [InlineData(StrategyState.ExitOnly)]
    public async Task Strategy_that_opens_nothing_may_be_silent(StrategyState state)
    {
        await using var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync(strategy => strategy with { SilentAfterMinutes = 10, State = state });
        await fixture.PassAsync(TimeSpan.FromHours(1));

        await WatchAsync(fixture);

        Assert.Empty(await SilencesAsync(fixture));
    }

    private static Task WatchAsync(TradingFixture fixture) => fixture.Service<AlertWatch>().RunAsync(Token);

    private static async Task<IReadOnlyList<Notification>> SilencesAsync(TradingFixture fixture) =>
        [.. (await fixture.Driver.NoticesAsync()).Where(static notice => notice.Kind == NoticeKinds.StrategySilent)];

    private static Task<SignalId> AlertAsync(
        TradingFixture fixture, TargetPosition began, TargetPosition left, DateTimeOffset? firedAt = null) =>
        fixture.Driver.AlertAsync(signal => signal with
        {
            Action = SignalAction.Buy,
            PrevPosition = began,
            Position = left,
            FiredAt = firedAt ?? signal.FiredAt,
        });
}
