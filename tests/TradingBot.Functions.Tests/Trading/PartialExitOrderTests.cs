using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Notifications;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;
using TradingBot.Core.Trades;
using TradingBot.TestKit;
using static TradingBot.Functions.Tests.Trading.PartialExitAlerts;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>
/// A reversal that fired before a part was closed, and arrives after that: its exit and its entry pass together or fall together.
/// </summary>
public sealed class PartialExitOrderTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reversal_behind_a_part_whose_side_is_told_leaves_what_is_left_of_that()
    {
        await using var fixture = await OpenAsync(database);
        var trade = await fixture.Driver.OpenAsync();
        var reversal = await LateAsync(fixture, trade.Id, TargetPosition.Long);

        var answer = await fixture.Driver.DecideAsync(reversal);

        Assert.Empty(answer.Closing);
        var record = await fixture.Driver.SignalAsync(reversal);
        Assert.Equal((SignalStatus.Denied, DenialCodes.Superseded), (record.Status, record.Reason?.Code));
        Assert.Null((await fixture.Driver.TradeAsync(trade.Id)).CloseRequestedAt);
    }

    [Fact]
    public async Task Reversal_behind_a_part_of_whatever_is_held_closes_and_opens()
    {
        await using var fixture = await OpenAsync(database);
        var trade = await fixture.Driver.OpenAsync();
        var reversal = await LateAsync(fixture, trade.Id, before: null);

        var answer = await fixture.Driver.DecideAsync(reversal);

        Assert.True(answer.ThenOpen);
        await fixture.Driver.LookUntilClosedAsync(trade.Id);
        var opened = await Eventually.ValueAsync(
            async () => (await fixture.Driver.DecideAsync(reversal, answer.Closing)).TradeId,
            static trade => trade is not null, "The other side was never opened", cancellationToken: Token);
        Assert.Equal(Direction.Short, (await fixture.Driver.TradeAsync(new TradeId(opened!.Value))).Direction);
    }

    // It opens nothing in any case, so it is an exit, and an exit is late by any time.
    [Theory]
    [InlineData(true, StrategyState.Active)]
    [InlineData(false, StrategyState.Paused)]
    [InlineData(false, StrategyState.ExitOnly)]
    [InlineData(false, StrategyState.Active, true)]
    public async Task Reversal_that_opens_nothing_closes_behind_any_part(bool isRefused, StrategyState state, bool isDry = false)
    {
        await using var fixture = await OpenAsync(database);
        var trade = await fixture.Driver.OpenAsync();
        var reversal = await LateAsync(
            fixture, trade.Id, TargetPosition.Long, isRefused ? new Denial(DenialCodes.WebhookInvalid, "Why.") : null);
        await fixture.Driver.StrategyAsync(strategy => strategy with { State = state, DryRun = isDry });

        Assert.Equal([trade.Id.Value], (await fixture.Driver.DecideAsync(reversal)).Closing);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Reversal_that_arrived_in_a_dry_run_or_is_given_up_closes_behind_any_part(bool isGivenUp)
    {
        await using var fixture = await OpenAsync(database);
        var trade = await fixture.Driver.OpenAsync();
        var reversal = await LateAsync(fixture, trade.Id, TargetPosition.Long);
        if (!isGivenUp)
            await database.ExecuteAsync($"update trading.signals set dry_run = true where id = '{reversal}'");

        if (isGivenUp)
            Assert.True(await fixture.Driver.GiveUpAsync(reversal));
        else
            Assert.Equal([trade.Id.Value], (await fixture.Driver.DecideAsync(reversal)).Closing);

        Assert.Equal(CloseReason.Signal, (await fixture.Driver.TradeAsync(trade.Id)).CloseReason);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(TargetPosition.Long)]
    public async Task Part_that_fired_before_what_stands_was_opened_closes_nothing_and_is_told(TargetPosition? before)
    {
        await using var fixture = await OpenAsync(database);
        var trade = await fixture.Driver.OpenAsync();
        var fired = fixture.Clock.GetUtcNow().AddMinutes(-2);
        var part = await fixture.Driver.AlertAsync(alert => alert with
        {
            Action = SignalAction.Reduce,
            PrevPosition = before,
            Reduce = Portion.Percent(50),
            FiredAt = fired,
        });

        await DecideAsync(fixture, part);

        var record = await fixture.Driver.SignalAsync(part);
        Assert.Equal((SignalStatus.Denied, DenialCodes.Superseded), (record.Status, record.Reason?.Code));
        Assert.Null((await fixture.Driver.TradeAsync(trade.Id)).Reduction);
        var told = Assert.Single(await fixture.Driver.NoticesAsync(), static notice => notice.Kind == NoticeKinds.ExitRefused);
        Assert.EndsWith("Still open: BTCUSDT long.", told.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exit_behind_a_part_closes()
    {
        await using var fixture = await OpenAsync(database);
        var trade = await fixture.Driver.OpenAsync();
        var fired = await PartAsync(fixture, trade.Id, TargetPosition.Long);
        var exit = await fixture.Driver.AlertAsync(alert => alert with { Action = SignalAction.Close, FiredAt = fired });

        Assert.Equal([trade.Id.Value], (await fixture.Driver.DecideAsync(exit)).Closing);
    }

    private static async Task<SignalId> LateAsync(
        TradingFixture fixture, TradeId trade, TargetPosition? before, Denial? refusal = null)
    {
        var fired = await PartAsync(fixture, trade, before);
        return await fixture.Driver.AlertAsync(
            alert => alert with { Action = SignalAction.Sell, FiredAt = fired, EntryRefusal = refusal });
    }

    /// <returns>A moment after the opening, and before the alert of the part.</returns>
    private static async Task<DateTimeOffset> PartAsync(TradingFixture fixture, TradeId trade, TargetPosition? before)
    {
        await fixture.PassAsync(TimeSpan.FromMilliseconds(100));
        var fired = fixture.Clock.GetUtcNow();
        await fixture.PassAsync(TimeSpan.FromMilliseconds(100));
        var part = await fixture.Driver.AlertAsync(
            alert => alert with { Action = SignalAction.Reduce, PrevPosition = before, Reduce = Portion.Percent(50) });
        await DecideAsync(fixture, part);
        await Eventually.TrueAsync(
            async () =>
            {
                await fixture.Driver.LookAsync(trade);
                return await fixture.Driver.TradeAsync(trade) is { Reduction: null, ExitedQuantity: 0.005m };
            },
            "The part was never closed",
            cancellationToken: Token);
        await fixture.PassAsync(TimeSpan.FromMilliseconds(100));
        return fired;
    }
}
