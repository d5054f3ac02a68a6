using Microsoft.Extensions.DependencyInjection;
using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Markets;
using TradingBot.Core.Signals;
using TradingBot.Core.Strategies;
using TradingBot.Trading.Entries;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>
/// One market, one decision at a time: what depends on what stands waits for what came before it; what leaves flat waits for nothing.
/// </summary>
public sealed class TurnTests(TradingDatabase database) : IClassFixture<TradingDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(SignalAction.Buy)]
    [InlineData(SignalAction.Sell)]
    [InlineData(SignalAction.Reverse)]
    public async Task Alert_that_may_open_waits_for_an_undecided_one_before_it(SignalAction action)
    {
        await using var fixture = await OpenAsync();
        var first = await fixture.Driver.AlertAsync(SignalAction.Buy);
        var second = await fixture.LaterAsync(action);

        Assert.True((await fixture.Driver.DecideAsync(second)).IsWaiting);
        Assert.Equal(SignalStatus.Received, (await fixture.Driver.SignalAsync(second)).Status);
        Assert.NotNull((await fixture.Driver.DecideAsync(first)).TradeId);
        Assert.False((await fixture.Driver.DecideAsync(second)).IsWaiting);
    }

    [Fact]
    public async Task Exit_waits_for_nobody()
    {
        await using var fixture = await OpenAsync();
        var entry = await fixture.Driver.AlertAsync(SignalAction.Buy);
        var exit = await fixture.LaterAsync(SignalAction.Close);

        Assert.False((await fixture.Driver.DecideAsync(exit)).IsWaiting);

        Assert.Null((await fixture.Driver.DecideAsync(entry)).TradeId);
        Assert.Equal(DenialCodes.Superseded, (await fixture.Driver.SignalAsync(entry)).Reason?.Code);
    }

    [Fact]
    public async Task Alert_that_was_overtaken_is_told_as_overtaken_though_it_would_change_nothing()
    {
        await using var fixture = await OpenAsync();
        await fixture.Driver.OpenAsync();
        var fired = fixture.Clock.GetUtcNow().AddSeconds(-20);

        var late = await fixture.Driver.AlertAsync(alert => alert with { Action = SignalAction.Buy, FiredAt = fired });
        await fixture.Driver.DecideAsync(late);

        var record = await fixture.Driver.SignalAsync(late);
        Assert.Equal((SignalStatus.Denied, DenialCodes.Superseded), (record.Status, record.Reason?.Code));
    }

    /// <summary>What such an exit does depends on the side that the alert before it leaves there.</summary>
    [Theory]
    [InlineData(AllowedDirection.Both, SignalAction.Sell, TargetPosition.Long)]
    [InlineData(AllowedDirection.Both, null, TargetPosition.Long, TargetPosition.Long)]
    [InlineData(AllowedDirection.Long, SignalAction.Buy, TargetPosition.Short)]
    [InlineData(AllowedDirection.Long, SignalAction.Sell, TargetPosition.Short, TargetPosition.Flat)]
    public async Task Exit_of_one_side_waits_for_an_undecided_alert_before_it(
        AllowedDirection direction, SignalAction? action, TargetPosition position, TargetPosition? before = null)
    {
        await using var fixture = await OpenAsync();
        await fixture.Driver.StrategyAsync(strategy => strategy with { Direction = direction });
        var first = await fixture.Driver.AlertAsync(SignalAction.Buy);
        await fixture.PassAsync(TimeSpan.FromMilliseconds(100));
        var exit = await fixture.Driver.AlertAsync(
            alert => alert with { Action = action, Position = position, PrevPosition = before });

        Assert.True((await fixture.Driver.DecideAsync(exit)).IsWaiting);
        var trade = (await fixture.Driver.DecideAsync(first)).TradeId;

        // A long stays where the simulation is long too, and ends where it is short.
        Assert.Equal(position == TargetPosition.Long ? [] : [trade!.Value], (await fixture.Driver.DecideAsync(exit)).Closing);
    }

    [Fact]
    public async Task Partial_exit_behind_an_undecided_reversal_leaves_what_that_opens()
    {
        await using var fixture = await OpenAsync();
        var held = await fixture.Driver.OpenAsync(SignalAction.Sell);
        var reversal = await fixture.LaterAsync(SignalAction.Buy);
        await fixture.PassAsync(TimeSpan.FromMilliseconds(100));
        var partial = await fixture.Driver.AlertAsync(
            static alert => alert with { Action = SignalAction.Sell, Position = TargetPosition.Long });

        Assert.True((await fixture.Driver.DecideAsync(partial)).IsWaiting);
        Assert.Equal([held.Id.Value], (await fixture.Driver.DecideAsync(reversal)).Closing);
        await fixture.Driver.LookUntilClosedAsync(held.Id);
        Assert.NotNull((await fixture.Driver.DecideAsync(reversal, held.Id.Value)).TradeId);

        Assert.Empty((await fixture.Driver.DecideAsync(partial)).Closing);
        Assert.Equal(DenialCodes.ReduceWithoutShare, (await fixture.Driver.SignalAsync(partial)).Reason?.Code);
    }

    [Fact]
    public async Task First_one_waits_for_nobody_and_other_markets_and_strategies_hold_nothing_up()
    {
        await using var fixture = await OpenAsync();
        var eth = Symbol.Parse("ETHUSDT");
        await fixture.Driver.StrategyAsync(strategy => strategy with { Symbols = [TradeDriver.Btc, eth] });
        await fixture.Driver.AlertAsync(SignalAction.Buy);
        await fixture.PassAsync(TimeSpan.FromMilliseconds(100));
        var other = await fixture.Driver.AlertAsync(alert => alert with { Symbol = eth, Action = SignalAction.Buy });

        Assert.False((await fixture.Driver.DecideAsync(other)).IsWaiting);
    }

    [Fact]
    public async Task Order_is_by_firing_and_a_time_to_come_counts_as_the_arrival()
    {
        await using var fixture = await OpenAsync();
        var now = fixture.Clock.GetUtcNow();
        var future = await fixture.Driver.AlertAsync(alert => alert with { Action = SignalAction.Buy, FiredAt = now.AddDays(1) });
        await fixture.PassAsync(TimeSpan.FromMilliseconds(200));
        var fired = await fixture.Driver.AlertAsync(alert => alert with { Action = SignalAction.Sell, FiredAt = now.AddSeconds(-1) });

        // Fired a second before the other one arrived: it is first although it came later.
        Assert.True((await fixture.Driver.DecideAsync(future)).IsWaiting);
        Assert.NotNull((await fixture.Driver.DecideAsync(fired)).TradeId);
        Assert.False((await fixture.Driver.DecideAsync(future)).IsWaiting);
    }

    [Fact]
    public async Task Alert_waits_while_what_it_finds_is_closing_and_then_opens()
    {
        await using var fixture = await OpenAsync();
        var old = await fixture.Driver.OpenAsync();
        await fixture.Driver.CloseAsync(old.Id);
        var again = await fixture.LaterAsync(SignalAction.Buy);

        Assert.True((await fixture.Driver.DecideAsync(again)).IsWaiting);
        await fixture.Driver.LookUntilClosedAsync(old.Id);

        Assert.NotNull((await fixture.Driver.DecideAsync(again)).TradeId);
    }

    [Fact]
    public async Task Alert_waits_for_a_reversal_that_is_still_closing()
    {
        await using var fixture = await OpenAsync();
        var old = await fixture.Driver.OpenAsync();
        var reverse = await fixture.LaterAsync(SignalAction.Reverse);
        var closing = await fixture.Driver.DecideAsync(reverse);
        Assert.Equal([old.Id.Value], closing.Closing);
        var back = await fixture.LaterAsync(SignalAction.Buy);

        Assert.True((await fixture.Driver.DecideAsync(back)).IsWaiting);
        await fixture.Driver.LookUntilClosedAsync(old.Id);
        // The old one is gone, but the reversal has not opened its own yet.
        Assert.True((await fixture.Driver.DecideAsync(back)).IsWaiting);
        var turned = (await fixture.Driver.DecideAsync(reverse, old.Id.Value)).TradeId;

        Assert.Equal([turned!.Value], (await fixture.Driver.DecideAsync(back)).Closing);
    }

    /// <summary>
    /// Both told the same second, so the arrival tells. The exit was decided while the reversal was, on another process that had read what
    /// stands before.
    /// </summary>
    [Theory]
    [InlineData(SignalAction.Reverse, SignalAction.Close)]
    [InlineData(SignalAction.Close, SignalAction.Reverse)]
    public async Task Reversal_opens_nothing_behind_an_exit_that_came_after_it_and_was_decided_first(
        SignalAction first, SignalAction then)
    {
        await using var fixture = await OpenAsync();
        var old = await fixture.Driver.OpenAsync();
        var second = DateTimeOffset.FromUnixTimeSeconds(fixture.Clock.GetUtcNow().ToUnixTimeSeconds() + 1);
        await fixture.PassAsync(TimeSpan.FromSeconds(2));
        var alerts = new Dictionary<SignalAction, SignalId>();
        foreach (var action in (SignalAction[])[first, then])
        {
            await fixture.PassAsync(TimeSpan.FromMilliseconds(10));
            alerts[action] = await fixture.Driver.AlertAsync(alert => alert with { Action = action, FiredAt = second });
        }

        foreach (var action in (SignalAction[])[SignalAction.Close, SignalAction.Reverse])
        {
            await fixture.PassAsync(TimeSpan.FromSeconds(1));
            var now = fixture.Clock.GetUtcNow();
            await fixture.Ledger.AcceptClosingAsync(alerts[action], [old.Id], [old.Id], keepsDryRun: false, now, Token);
        }

        await fixture.Driver.CloseAsync(old.Id);
        await fixture.Driver.LookUntilClosedAsync(old.Id);
        await fixture.Service<SignalEnding>().CompleteAsync(alerts[SignalAction.Close], Token);

        var opened = (await fixture.Driver.DecideAsync(alerts[SignalAction.Reverse], old.Id.Value)).TradeId;

        var reason = (await fixture.Driver.SignalAsync(alerts[SignalAction.Reverse])).Reason?.Code;
        Assert.Equal(then == SignalAction.Reverse ? (true, null) : (false, DenialCodes.Superseded), (opened is not null, reason));
    }

    [Fact]
    public async Task Late_alert_does_not_wait_and_is_denied_as_stale()
    {
        await using var fixture = await OpenAsync();
        await fixture.Driver.AlertAsync(SignalAction.Buy);
        var second = await fixture.LaterAsync(SignalAction.Sell);
        await fixture.PassAsync(TimeSpan.FromSeconds(59));
        Assert.True((await fixture.Driver.DecideAsync(second)).IsWaiting);
        await fixture.PassAsync(TimeSpan.FromSeconds(2));

        Assert.False((await fixture.Driver.DecideAsync(second)).IsWaiting);

        Assert.Equal(DenialCodes.Stale, (await fixture.Driver.SignalAsync(second)).Reason?.Code);
    }

    [Theory]
    [InlineData(60, true)]
    [InlineData(60.001, false)]
    public async Task Alert_takes_its_turn_until_it_is_too_old_and_not_longer(double age, bool waits)
    {
        await using var fixture = await OpenAsync();
        var time = StoppedClock.Create();
        var fired = time.GetUtcNow().AddSeconds(-60);
        await fixture.Driver.AlertAsync(alert => alert with { Action = SignalAction.Buy, FiredAt = fired.AddSeconds(-2) });
        var second = await fixture.Driver.AlertAsync(alert => alert with { Action = SignalAction.Sell, FiredAt = fired });
        time.Advance(TimeSpan.FromSeconds(age - 60));
        var decider = ActivatorUtilities.CreateInstance<SignalDecider>(fixture.Service<IServiceProvider>(), time);

        Assert.Equal(waits, await decider.DecideAsync(second, [], Token) is SignalDecision.Waits);
    }

    [Fact]
    public async Task Alert_that_was_never_carried_out_holds_nothing_up_for_ever()
    {
        await using var fixture = await OpenAsync();
        await fixture.Driver.AlertAsync(SignalAction.Buy);
        await fixture.PassAsync(SignalSequence.Patience - TimeSpan.FromSeconds(1));
        var second = await fixture.LaterAsync(SignalAction.Sell);
        Assert.True((await fixture.Driver.DecideAsync(second)).IsWaiting);
        await fixture.PassAsync(TimeSpan.FromSeconds(2));

        Assert.NotNull((await fixture.Driver.DecideAsync(second)).TradeId);
    }

    /// <summary>An alert that is not waited for any more is approved after all, while the next one reads at the exchange.</summary>
    [Fact]
    public async Task Trade_of_its_own_strategy_that_came_in_between_is_no_refusal()
    {
        await using var fixture = await OpenAsync();
        await fixture.Driver.StrategyAsync(static strategy => strategy with { MaxLagSeconds = 3600 });
        var first = await fixture.Driver.AlertAsync(SignalAction.Buy);
        await fixture.PassAsync(SignalSequence.Patience);
        var second = await fixture.LaterAsync(SignalAction.Sell);
        await fixture.Controls.FaultAsync("/v5/account/wallet-balance", "delayAfter", delayMs: 1500);
        var deciding = fixture.Driver.DecideAsync(second);
        await TestKit.Eventually.TrueAsync(
            async () => (await fixture.Controls.TextsAsync("/v5/account/wallet-balance")).Count > 0,
            "The second alert never asked for the balance",
            cancellationToken: Token);

        var trade = (await fixture.Driver.DecideAsync(first)).TradeId;

        Assert.True((await deciding).IsWaiting);
        Assert.Equal(SignalStatus.Received, (await fixture.Driver.SignalAsync(second)).Status);
        Assert.Equal([trade!.Value], (await fixture.Driver.DecideAsync(second)).Closing);
    }

    private async Task<TradingFixture> OpenAsync()
    {
        var fixture = await TradingFixture.OpenAsync(database);
        await fixture.Driver.StrategyAsync();
        return fixture;
    }
}
